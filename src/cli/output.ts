import { errorCode } from './error-code.ts'

const broken = new AbortController()
let lost: string | undefined

/** Fires when stdout takes no more, because its reader has gone or its disk is full. */
export const outputBroken: AbortSignal = broken.signal

/** Says in a sentence why stdout could not be written; undefined while it can, and where its reader has had enough. */
export function outputProblem(): string | undefined {
  return lost
}

/**
 * Keeps a failure of stdout or stderr from ending the process amid its work. What stdout lost makes the exit code 1, if
 * nothing else makes it greater; whoever reads only the beginning, such as `head`, has had enough, and that is no failure.
 */
export function guardOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && lost === undefined) {
      lost = `The output cannot be written (${errorCode(error)}): what was printed is not complete.`
      process.stderr.write(`error: ${lost}\n`)
    }
    broken.abort()
  })
  // There is nobody left to tell.
  process.stderr.on('error', () => undefined)
  process.on('exit', () => {
    if (lost !== undefined && !process.exitCode) process.exitCode = 1
  })
}
