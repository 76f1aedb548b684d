import {
  isBusinessCentralError,
  isNetworkError,
  isNotFoundError,
  isTimeoutError,
  isUnauthorizedError,
} from '../../client/index.ts'
import { sentence } from '../../sentence.ts'
import { EntityNotFoundError } from '../../transfer/entity-address.ts'
import { isStranger, STRANGER_ADVICE } from '../../transfer/failures.ts'
import { TransferUsageError } from '../../transfer/parents.ts'
import { ConnectionError } from '../connection.ts'
import { sayable } from '../secrets.ts'
import { inCommandTerms } from '../terms.ts'

/** Exit codes; the interface of the command promises them. */
export const EXIT = { failed: 1, usage: 2, unreachable: 3, interrupted: 130 } as const

/**
 * Runs a command until it ends or a signal comes. The first SIGINT or SIGTERM asks it to stop, the second ends the
 * process. Errors become one sentence on stderr and an exit code.
 * @param work gives the exit code
 */
export async function runCommand(work: (signal: AbortSignal) => Promise<number>, onStop?: () => void): Promise<void> {
  const controller = new AbortController()
  const stop = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted)
    onStop?.()
    controller.abort()
  }
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const name of names) process.on(name, stop)
  try {
    const code = await work(controller.signal)
    process.exitCode = controller.signal.aborted ? EXIT.interrupted : code
  } catch (error) {
    if (controller.signal.aborted) process.exitCode = EXIT.interrupted
    else {
      process.exitCode = exitCodeOf(error)
      console.error(sayable(`error: ${inCommandTerms(messageOf(error as Error))}`))
    }
  } finally {
    for (const name of names) process.off(name, stop)
  }
}

/** @throws the error itself where it is none of those that a user can do something about */
function exitCodeOf(error: unknown): number {
  if (error instanceof TransferUsageError || error instanceof ConnectionError) return EXIT.usage
  if (error instanceof EntityNotFoundError) return EXIT.failed
  if (isUnauthorizedError(error) || isNetworkError(error) || isTimeoutError(error)) return EXIT.unreachable
  if (isNotFoundError(error) && isStranger(error)) return EXIT.usage
  if (isBusinessCentralError(error)) return isCompanyProblem(error) ? EXIT.usage : EXIT.failed
  // The client refuses options that cannot work, and bytes that are no image, with a sentence of its own.
  if (error instanceof TypeError) return EXIT.usage
  if (typeof (error as NodeJS.ErrnoException).code === 'string') return EXIT.failed
  throw error
}

function messageOf(error: Error): string {
  const { message } = error
  return isStranger(error) && !message.includes('baseUrl') ? `${sentence(message)} ${STRANGER_ADVICE}` : message
}

/** The company that is named is not there, or none is named and there are several. */
const isCompanyProblem = (error: unknown): boolean =>
  isNotFoundError(error) && (error.code === 'Internal_CompanyNotFound' || error.status === undefined)
