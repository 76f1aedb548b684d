import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { RequestUrl } from './api/router/request-url.ts'

/** A request as the parts of the emulator see it. */
export interface EmulatorRequest {
  readonly method: string
  readonly url: RequestUrl
  readonly headers: IncomingHttpHeaders
  /** Scheme and host that the caller used, such as `http://127.0.0.1:7048`. */
  readonly origin: string
  /** The body; reading it fails when the connection breaks or when it is over the limit. */
  readonly body: AsyncIterable<Uint8Array>
}

/** An answer. A stream needs its length among the headers. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Readable
}

/** 204 without a body. */
export const noContent: Reply = { status: 204, headers: {} }
