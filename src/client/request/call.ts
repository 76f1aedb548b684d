import type { Source } from '../bytes/source.ts'
import type { ByteStream } from '../bytes/streams.ts'
import type { CallOptions, Progress } from '../options.ts'

/** A request to the API, as it is wanted. Nothing writes to it. */
export interface Call extends CallOptions {
  readonly method: string
  readonly url: string
  /**
   * How its answer is read. `picture`: its bytes, which may be many and have to be whole. `json`: one value. `nothing`: what
   * it says does not matter. `bytes`: whatever it is.
   */
  readonly as: 'picture' | 'json' | 'nothing' | 'bytes'
  /** Whether any answer is right, and a refusal is kept as it came. */
  readonly isRaw?: boolean
  readonly headers?: Readonly<Record<string, string>>
  /** The bytes of an upload. */
  readonly source?: Source | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** Sends a call to something below a URL that is known, or will be. Rejects with the error that it ends with. */
export type SendTo = (path: string, call: Omit<Call, 'url'>) => Promise<Answer>

/** What came. */
export interface Answer {
  call: Call
  response: Response
  /** As `json`: what it says; null without content. */
  data?: unknown
  /** As `picture` or `bytes`: the bytes, if there are any. The stream fails where some are missing. */
  body?: ByteStream | null
  /** The first bytes, as characters. */
  start?: string
  /** How many bytes there are, where the server tells. */
  size?: number | undefined
  /** Makes the call once more after its bytes failed, or throws the failure where that is not to be. */
  again?: (problem: unknown) => Promise<Answer>
}
