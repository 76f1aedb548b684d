import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { jsonObject, type Members } from './odata/json-text.ts'
import type { MetadataLevel } from './odata/metadata-level.ts'
import type { RequestUrl } from './router/request-url.ts'

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

/** The content type of every JSON answer of the product, unless another level of control information is asked for. */
export const odataJson = 'application/json; odata.metadata=minimal; odata.streaming=true'

/** A JSON answer of the web API: an object of these members, written with as much as the level carries. */
export function jsonReply(
  level: MetadataLevel,
  members: readonly Members[],
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const type = odataJson.replace('minimal', level)
  return { status: 200, headers: { 'Content-Type': type, ...headers }, body: jsonObject(...members) }
}

/** 204 without a body. */
export const noContent: Reply = { status: 204, headers: {} }
