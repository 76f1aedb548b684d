import type { ApiVersion } from '../versions.ts'
import type { Clock } from './clock.ts'
import type { Limits } from './limits.ts'
import type { Auth } from './sign-in.ts'

/** What `createPictureClient` takes. */
export interface PictureClientOptions<Version extends ApiVersion = ApiVersion> {
  /** The URL up to and including `/api/<version>`, or a Graph root. A query such as `?tenant=…` goes with every request. */
  baseUrl: string
  apiVersion: Version
  /** How to sign in: a token, a function that gets one, a credential, or nothing for a server that wants nothing. */
  auth?: Auth
  /** Name or id. Default: the only company there is. */
  company?: string
  /** What a credential is asked for. Default: Business Central online. */
  scope?: string
  /**
   * How long the server may be silent before an attempt is given up: until it answers, and between any two pieces of a
   * body. In milliseconds. Default: what the platform has, which is five minutes in Node. For an end to the whole call,
   * retries included, pass `signal: AbortSignal.timeout(…)`.
   */
  timeout?: number
  retry?: RetryOptions
  /** How many requests at once and in a window; clients of one user should share it. Default: `createLimits()`. */
  limits?: Limits
  /** Lets credentials travel over http to a host that is not this machine. Default false. */
  allowHttp?: boolean
  /** Called instead of the global `fetch`: to go through a proxy, or to add a header that is no credential. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** Time and chance, for tests. */
  clock?: Clock
}

/** When and how often a request is sent again. All times in milliseconds. */
export interface RetryOptions {
  /** How often at most, after the first time. Default 4. */
  limit?: number
  /** The first wait is a random part of this, each further one of twice as much. Default 1000. */
  delay?: number
  /** The longest wait, one that a server asks for by Retry-After included. Default 60,000. */
  maxDelay?: number
  /** No wait begins that would end later than this after the first attempt began. Default 300,000. */
  budget?: number
}

/** What every call takes. */
export interface CallOptions {
  /** Gives the call up, with the signal's reason. */
  signal?: AbortSignal | undefined
  /** How long the server may be silent, in milliseconds, instead of the client's own timeout. */
  timeout?: number | undefined
}

/** How far a transfer has come. */
export interface Progress {
  /** Bytes so far. Starts again from 0 when the transfer does. */
  transferred: number
  /** Bytes in all, where that is known. */
  total: number | undefined
}
