import type { Source } from '../bytes/source.ts'
import type { ByteStream } from '../bytes/streams.ts'
import type { BusinessCentralError } from '../errors.ts'
import type { CallOptions, Progress } from '../options.ts'

/** A request to the API, as it is wanted. Nothing writes to it. */
export interface Call extends CallOptions {
  readonly method: string
  readonly url: string
  /**
   * How its answer is read. `bytes`: a picture. `json`: one value. `nothing`: what it says does not matter. `raw`: as it
   * comes.
   */
  readonly as: 'bytes' | 'json' | 'nothing' | 'raw'
  readonly headers?: Readonly<Record<string, string>>
  /** The bytes of an upload. */
  readonly source?: Source | undefined
  /** Where the bytes can be read that the call changes. */
  readonly contentUrl?: string
  /** With `raw`: the answer is the bytes of a picture, which may be large and have to be whole. */
  readonly content?: boolean
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** What was done so far to carry a call out. */
export interface Tries {
  /** When it was sent first, by the clock that measures durations. */
  started?: number
  /** How often it was sent. */
  sent: number
  /** How often it was sent again after a failure that may pass. */
  repeated: number
  /** The Authorization header that went along last. */
  header?: string | undefined
  /** The first one that was refused, and the refusal. */
  refused?: string
  refusal?: BusinessCentralError
  /** The first failure after which nobody knows whether the call was carried out. */
  doubt?: BusinessCentralError
}

/** Sends a call. Rejects with the error that it ends with. */
export type Send = (call: Call) => Promise<Answer>

/** What came. */
export interface Answer {
  response: Response
  /** As `json`: what it says; null without content. */
  data?: unknown
  /** As `bytes` or `raw`: the bytes, if there are any. The stream fails where some are missing. */
  body?: ByteStream | null
  /** The first bytes, as characters. */
  start?: string
  /** How many bytes there are, where the server tells. */
  size?: number | undefined
  /** Makes the call once more after its bytes failed, or throws the failure where that is not to be. */
  again?: (problem: unknown) => Promise<Answer>
}
