import type { Clock } from '../clock.ts'
import type { BusinessCentralError } from '../errors.ts'
import type { RetryOptions } from '../options.ts'

/**
 * Statuses after which any request is tried again. 409 is a deadlock, for instance (fact:conflict-other-codes). A 500 is no
 * such status: {@link isTransient} takes it for one where a request only reads.
 */
const TRANSIENT = [408, 409, 429, 502, 503, 504]

/** Codes of broken connections that will break again: certificates, and redirects that are not followed. */
const FINAL_CODE = /cert|leaf|ssl|redirect/i

/**
 * Whether a failure may pass, so that the same request can succeed later. The rule stands in two places: the statuses for
 * every method are those of {@link TRANSIENT}, and 500, for GET only, is named here.
 */
function isTransient({ name, status, code = '' }: BusinessCentralError, method: string): boolean {
  // Whether a change was carried out before a 500, nobody knows.
  if (status) return name !== 'ConflictError' && (TRANSIENT.includes(status) || (status === 500 && method === 'GET'))
  return /^(Network|Timeout)/.test(name) && !FINAL_CODE.test(code)
}

/** Statuses that prove that a change was not carried out. */
const UNTOUCHED = [401, 409, 429]

/** Whether a change that failed so may have been carried out all the same. */
export const leavesDoubt = ({ status = 0 }: BusinessCentralError, method: string): boolean =>
  method !== 'GET' && !UNTOUCHED.includes(status)

/**
 * How many milliseconds to wait before a request is sent again; undefined when it is not to be.
 *
 * @param repeated how often it was sent again before.
 * @param spent milliseconds since it was sent first.
 * @param clock gives how much of the longest wait, by chance.
 */
export function waitBefore(
  problem: BusinessCentralError,
  method: string,
  { limit = 4, delay = 1000, maxDelay = 60_000, budget = 300_000 }: RetryOptions,
  repeated: number,
  spent: number,
  clock: Clock,
): number | undefined {
  if (!isTransient(problem, method)) return
  const wait = Math.min(problem.retryAfter ?? clock.random() * delay * 2 ** repeated, maxDelay)
  return repeated < limit && spent + wait <= budget ? wait : undefined
}
