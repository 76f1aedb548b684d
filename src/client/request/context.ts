import { must } from '../check.ts'
import { type Clock, machineClock, stopwatch } from '../clock.ts'
import { type FailureDetails, withoutQuery } from '../errors.ts'
import { createLimits, isLimits, type Limits } from '../limits.ts'
import type { PictureClientOptions } from '../options.ts'
import type { FetchInit } from '../own-fetch.ts'
import { createSignIn, ONLINE_SCOPE, type SignIn } from '../sign-in/sign-in.ts'
import type { Call } from './call.ts'
import { isProgrammingError, networkFailure } from './network-failure.ts'

/** What all requests of a client share. */
export interface Context extends Pick<PictureClientOptions, 'timeout' | 'retry' | 'maxResponseSize'> {
  /** The last segment of the address of a picture's bytes. */
  content: string
  limits: Limits
  signIn: SignIn
  clock: Clock
  /** Milliseconds, for durations. */
  elapsed(): number
  /** Sends a request. A fault in the caller's own `fetch` is passed on as it is. */
  fetch(call: Call, init: FetchInit): Promise<Response>
  /** Tells of an attempt that is over. Never throws. Undefined where nobody wants to be told. */
  log?: ((call: Call, attempt: number, what: FailureDetails & { message?: string }, wait?: number) => void) | undefined
}

/** @param query goes with every request; empty for none. */
export function createContext(query: string, content: string, options: PictureClientOptions): Context {
  const { auth, scope = ONLINE_SCOPE, clock = machineClock, limits = {}, fetch: own, log } = options
  return {
    ...options,
    content,
    limits: isLimits(limits) ? limits : createLimits(limits, clock),
    signIn: createSignIn(auth, scope, clock),
    clock,
    elapsed: stopwatch(clock),
    async fetch(call, init) {
      const { url } = call
      // Next links may repeat the query.
      const whole = !query || url.includes(query) ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`
      try {
        const response = (await (own ?? fetch)(whole, init)) as Response
        checkResponse('The result of fetch', response)
        return response
      } catch (error) {
        throw own && isProgrammingError(error) ? error : networkFailure(call, error)
      }
    },
    log:
      log &&
      (({ method, url }, attempt, { status, correlationId, message: error }, wait) => {
        try {
          log({ method, url: withoutQuery(url), attempt, status, correlationId, error, wait })
        } catch {}
      }),
  }
}

const checkResponse = must((response) => (response as Response | undefined)?.headers, 'a Response')
