import { fail, show } from '../check.ts'
import { type Clock, machineClock, stopwatch } from '../clock.ts'
import { createLimits, isLimits, type Limits } from '../limits.ts'
import type { PictureClientOptions, RetryOptions } from '../options.ts'
import { createSignIn, ONLINE_SCOPE, type SignIn } from '../sign-in/sign-in.ts'
import type { LogEvent } from './log.ts'
import { isProgrammingError } from './network-failure.ts'

/** What all requests of a client share. */
export interface Context {
  limits: Limits
  signIn: SignIn
  retry: RetryOptions
  clock: Clock
  /** Milliseconds, for durations. */
  elapsed(): number
  /** How long the server may be silent, in milliseconds. */
  timeout: number | undefined
  /** How many bytes of JSON, of an error and of service metadata are read at most. */
  maxSize: number
  /** Sends a request. Rejects with {@link OwnError} for a fault in the caller's own `fetch`. */
  fetch(url: string, init: RequestInit): Promise<Response>
  log: ((event: LogEvent) => void) | undefined
}

/** A fault in the caller's own code, which is passed on as it is: `cause`. */
export class OwnError extends Error {}

/** How many bytes of JSON are read at most, by default. */
const MAX_RESPONSE_SIZE = 16 * 1024 * 1024

/** @param query goes with every request; empty for none. */
export function createContext(query: string, options: PictureClientOptions): Context {
  const {
    auth,
    scope = ONLINE_SCOPE,
    clock = machineClock,
    limits = {},
    timeout,
    fetch: own,
    retry = {},
    log,
  } = options
  return {
    limits: isLimits(limits) ? limits : createLimits(limits, clock),
    signIn: createSignIn(auth, scope, clock),
    retry,
    clock,
    elapsed: stopwatch(clock),
    timeout,
    maxSize: options.maxResponseSize ?? MAX_RESPONSE_SIZE,
    async fetch(url, init) {
      try {
        const response = await (own ?? fetch)(withQuery(url, query), init)
        return response?.headers ? response : fail(`fetch gave ${show(response)}, not a Response.`)
      } catch (cause) {
        throw own && isProgrammingError(cause) ? new OwnError('', { cause }) : cause
      }
    },
    log: log && quiet(log),
  }
}

/** A log whose trouble does not become that of the call. */
const quiet =
  (log: (event: LogEvent) => void): typeof log =>
  (event) => {
    try {
      log(event)
    } catch {}
  }

/** A query of the base URL goes with every request, but only once: next links may repeat it. */
const withQuery = (url: string, query: string): string =>
  !query || url.includes(query) ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`
