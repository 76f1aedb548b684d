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
  /** Sent with every request, `Accept-Language` for instance. Not for credentials: those go into {@link auth}. */
  headers?: Record<string, string>
  /** How long a call may take, waiting, retries and the reading of `bytes()` included. Default: no end. In milliseconds. */
  timeout?: number
  /**
   * How long a server may be silent before an attempt is given up. In milliseconds. Default: 100 seconds; for an
   * upload, whose bytes may take long to go out, 10 minutes, after which the service's own gateway gives up.
   */
  idleTimeout?: number
  retry?: RetryOptions
  /** How many requests at once and in a window; clients of one user should share it. Default: `createLimits()`. */
  limits?: Limits
  /** Lets credentials travel over http to a host that is not this machine. Default false. */
  allowHttp?: boolean
  /** Called instead of the global `fetch`. */
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
  /** The most that {@link delay} grows to. Default 30,000. */
  maxDelay?: number
  /** The longest wait that a server's Retry-After is granted. Default 60,000. */
  maxRetryAfter?: number
  /** No wait begins that would end later than this after the first attempt began. Default 300,000. */
  budget?: number
}

/** What every call takes. */
export interface CallOptions {
  /** Gives the call up, with the signal's reason. */
  signal?: AbortSignal | undefined
  /** How long this call may take, in milliseconds, instead of the client's own. */
  timeout?: number | undefined
}

/** How far a transfer has come. */
export interface Progress {
  /** Bytes so far. Starts again from 0 when the transfer does. */
  transferred: number
  /** Bytes in all, where that is known. */
  total: number | undefined
}
