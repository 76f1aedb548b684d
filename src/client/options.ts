import type { ApiVersion } from '../versions.ts'
import type { Clock } from './clock.ts'
import type { LimitOptions, Limits } from './limits.ts'
import type { OwnFetch } from './own-fetch.ts'
import type { LogEvent } from './request/log.ts'
import type { Auth } from './sign-in/sign-in.ts'

/** What `createPictureClient` takes. */
export interface PictureClientOptions<Version extends ApiVersion = ApiVersion> {
  /** The URL up to and including `/api/<version>`, or a Graph root. A query such as `?tenant=…` goes with every request. */
  baseUrl: string
  apiVersion: Version
  /** How to sign in: a token, a function that gets one, a credential, or nothing for a server that wants nothing. */
  auth?: Auth | undefined
  /** Name or id. Default: the only company there is. */
  company?: string | undefined
  /** The scope that a credential is asked for. Default: Business Central online. */
  scope?: string | undefined
  /**
   * How long the server may be silent before an attempt is given up: until it answers, and between any two pieces of a
   * body. In milliseconds. Default: that of the platform, which is five minutes in Node. To limit a whole call, retries
   * included, pass `signal: AbortSignal.timeout(…)`.
   */
  timeout?: number | undefined
  retry?: RetryOptions | undefined
  /** How many requests at once and in a window; clients of one user should share it. Default: `createLimits()`. */
  limits?: Limits | LimitOptions | undefined
  /**
   * How many bytes of JSON, of an error and of the service metadata are read at most. Default 16,777,216. Pictures have
   * no such limit: they are streamed.
   */
  maxResponseSize?: number | undefined
  /** Lets credentials travel over http to another machine. Default false. */
  allowHttp?: boolean | undefined
  /** Called instead of the global `fetch`: to go through a proxy, or to add a header that is no credential. */
  fetch?: OwnFetch | undefined
  /** Told of every attempt when it is over, retries included. Nothing in it is secret. What it throws is ignored. */
  log?: ((event: LogEvent) => void) | undefined
  /** Time and chance, for tests. */
  clock?: Clock | undefined
}

/** When and how often a request is sent again. All times in milliseconds. */
export interface RetryOptions {
  /** How often at most, after the first time. Default 4. */
  limit?: number | undefined
  /** The first wait is a random part of this, each further one of twice as much. Default 1000. */
  delay?: number | undefined
  /** The longest wait, including one that the server asks for by Retry-After. Default 60,000. */
  maxDelay?: number | undefined
  /** No wait begins that would end later than this after the first attempt began. Default 300,000. */
  budget?: number | undefined
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
