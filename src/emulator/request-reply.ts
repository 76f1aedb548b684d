import type { RequestUrl } from './api/router/request-url.ts'
import type { ByteStream } from './byte-stream.ts'

/** Headers by their names in lower case. */
export type RequestHeaders = Readonly<Record<string, string | undefined>>

/** A request as the parts of the emulator see it, however it came in. */
export interface EmulatorRequest {
  readonly method: string
  readonly url: RequestUrl
  readonly headers: RequestHeaders
  /** Scheme and host that the caller used, such as `http://127.0.0.1:7048`. */
  readonly origin: string
  /** The body; reading it fails when the connection breaks or when it is over the limit. */
  readonly body: AsyncIterable<Uint8Array>
  /** A fault: so long after the response a change is to be seen, although it is dated before. In milliseconds. */
  readonly commitLateMs?: number | undefined
}

/** The response to a request. A stream needs its length among the headers. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | ByteStream
}

/** 204 without a body. */
export const noContent: Reply = { status: 204, headers: {} }
