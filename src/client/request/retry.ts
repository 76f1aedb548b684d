import type { BusinessCentralError } from '../errors.ts'
import type { RetryOptions } from '../options.ts'
import type { Tries } from './call.ts'

/** {@link RetryOptions}, all of them. */
export interface RetryRules {
  limit: number
  delay: number
  maxDelay: number
  budget: number
}

/** Fills in the defaults. */
export const retryRules = ({
  limit = 4,
  delay = 1000,
  maxDelay = 60_000,
  budget = 300_000,
}: RetryOptions = {}): RetryRules => ({ limit, delay, maxDelay, budget })

/** Statuses that say: try again. 409 stands for a deadlock here; a stale etag is a ConflictError. */
const PASSING = new Set([408, 409, 429, 502, 503, 504])

/** Codes of broken connections that will break again: certificates, and redirects that are not followed. */
const FINAL_CODE = /cert|leaf|ssl|redirect/i

/** Whether a failure may pass, so that the same request can succeed later. */
export function mayPass({ name, status, code = '' }: BusinessCentralError, method: string): boolean {
  if (name === 'ConflictError') return false
  // Whether a change was carried out before a 500, nobody knows.
  if (status) return PASSING.has(status) || (status === 500 && method === 'GET')
  return (name === 'NetworkError' || name === 'TimeoutError') && !FINAL_CODE.test(code)
}

/** Statuses that prove that a change was not carried out. */
const UNTOUCHED = new Set([401, 409, 429])

/** Whether a change that failed so may have been carried out all the same. */
export const leavesDoubt = ({ status = 0 }: BusinessCentralError, method: string): boolean =>
  method !== 'GET' && !UNTOUCHED.has(status)

/**
 * How many milliseconds to wait before a request is sent again; undefined when it is not to be.
 *
 * @param now by the clock that measures durations.
 * @param chance from 0 to 1: how much of the longest wait.
 */
export function waitBefore(
  { retryAfter }: BusinessCentralError,
  tries: Tries,
  { limit, delay, maxDelay, budget }: RetryRules,
  now: number,
  chance: number,
): number | undefined {
  const { repeated, started = now } = tries
  const wait = Math.min(retryAfter ?? chance * delay * 2 ** repeated, maxDelay)
  return repeated < limit && now + wait <= started + budget ? wait : undefined
}
