import { BusinessCentralError, InvalidResponseError, NotFoundError, UnauthorizedError } from '../client/index.ts'
import type { FailureEvent } from './events.ts'
import type { TransferSummary } from './summary.ts'

/** Statuses of failures that may pass (fact:throttled, fact:queue-timeout, fact:write-then-500). */
const PASSING: ReadonlySet<number> = new Set([408, 409, 429, 500, 502, 503, 504])

/** A judgement or a refusal of ours, told in one sentence. */
export class TransferFailure extends Error {
  override readonly name = 'TransferFailure'
  readonly causeText: string
  readonly mayPass: boolean

  constructor(cause: string, message: string, mayPass = false) {
    super(message)
    this.causeText = cause
    this.mayPass = mayPass
  }
}

type Subject = Pick<FailureEvent, 'doing' | 'parents' | 'number' | 'path'>

/** Describes what went wrong with one entity or file. */
export function toFailure(error: unknown, subject: Subject): FailureEvent {
  const { message } = error as Error
  if (error instanceof TransferFailure) {
    return { type: 'failure', ...subject, message, cause: error.causeText, mayPass: error.mayPass }
  }
  if (error instanceof BusinessCentralError) {
    const { status, code } = error
    const cause = status === undefined ? `${error.name}${code ? ` (${code})` : ''}` : `${status} ${code ?? ''}`.trim()
    const mayPass = status === undefined || PASSING.has(status)
    const details = { ...(status === undefined ? {} : { status }), ...(code === undefined ? {} : { code }) }
    return { type: 'failure', ...subject, message, cause, mayPass, ...details }
  }
  const { code } = error as NodeJS.ErrnoException
  return { type: 'failure', ...subject, message, cause: code ? fileCause(code) : message, mayPass: code === 'EBUSY' }
}

function fileCause(code: string): string {
  const words: Readonly<Record<string, string>> = {
    ENOSPC: 'no space left on the disk',
    EDQUOT: 'the disk quota is used up',
    EACCES: 'no permission for the file',
    EPERM: 'no permission for the file',
    EROFS: 'the file system is read-only',
    ENAMETOOLONG: 'the file name is too long here',
  }
  return words[code] ?? `file error ${code}`
}

/** Whether an answer is none that Business Central gives: its own refusals carry a code. */
export const isStranger = (error: unknown): boolean =>
  error instanceof InvalidResponseError ||
  (error instanceof BusinessCentralError && error.status === 404 && error.code === undefined)

/** What to do then. */
export const STRANGER_ADVICE = 'No Business Central answers like this: check baseUrl.'

/** Why a whole run ends early: going on would only fail again. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError'
  /** Whether signing in or reaching the server is the problem. */
  readonly unreachable: boolean

  constructor(message: string, cause: unknown, unreachable = false) {
    super(message, { cause })
    this.unreachable = unreachable
  }
}

const DISK_FULL: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EROFS'])

/**
 * What ended a run as a whole: any answer of the server that a list got is one. Undefined where the caller did.
 * @throws the error itself where it is one of ours
 */
export function stoppedBy(error: unknown, signal: AbortSignal | undefined): TransferSummary['stopped'] {
  if (signal?.aborted) return undefined
  const { message, unreachable } = reasonToStop(error) ?? endOf(error)
  return { message, unreachable }
}

function endOf(error: unknown): StoppedError {
  if (error instanceof BusinessCentralError) return new StoppedError(error.message, error, error.status === undefined)
  throw error
}

/**
 * The reason to stop a run at the first of these: the sign-in is refused, the company is not there, the disk is full.
 * Anything else concerns one entity.
 */
export function reasonToStop(error: unknown): StoppedError | undefined {
  if (error instanceof StoppedError) return error
  const { code, message } = error as NodeJS.ErrnoException
  if (error instanceof UnauthorizedError) return new StoppedError(message, error, true)
  if (error instanceof BusinessCentralError) {
    // Where the server says that the company is gone, the client looks for it, and says that there is none: no answer has that.
    const isGone = code === 'Internal_CompanyNotFound' || (error instanceof NotFoundError && error.status === undefined)
    return isGone ? new StoppedError(message, error, true) : undefined
  }
  if (DISK_FULL.has(code)) return new StoppedError(`${fileCause(String(code))}: ${message}`, error)
  // SQLite says 13 where the disk is full.
  if (((error as { errcode?: number }).errcode ?? 0) === 13) {
    return new StoppedError('no space left on the disk for the state', error)
  }
  return undefined
}
