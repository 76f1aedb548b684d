import { errorCode } from './error-code.ts'

const broken = new AbortController()
let lost: string | undefined

/** Fires when stdout cannot be written any more, because its reader has gone or the disk is full. */
export const outputBroken: AbortSignal = broken.signal

/** Says in a sentence why stdout could not be written; undefined while it can, and if its reader has closed it. */
export function outputProblem(): string | undefined {
  return lost
}

/**
 * Keeps a failure of stdout or stderr from ending the process amid its work. Lost output makes the exit code 1, unless it
 * is greater already. A reader that closes the pipe early, such as `head`, is not a failure.
 */
export function guardOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && lost === undefined) {
      lost = `The output cannot be written (${errorCode(error)}): the output is incomplete.`
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
