import { concat } from '../bytes.ts'
import type { Hash, WrittenContent } from './store.ts'

/** How many bytes from the start of an upload are enough to tell its format and its size in pixels. */
export const HEAD_BYTES = 1024 * 1024

/** Looks at bytes while they pass by on their way into a store, and keeps no more than their beginning. */
export class ContentMeter {
  readonly #hash: Hash
  readonly #head: Uint8Array[] = []
  #size = 0

  constructor(hash: Hash) {
    this.#hash = hash
  }

  /** Passes every chunk of `source` on, unchanged. */
  async *measure(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      this.#hash.update(chunk)
      // A copy: the chunk belongs to whoever takes it next.
      if (this.#size < HEAD_BYTES) this.#head.push(Uint8Array.from(chunk.subarray(0, HEAD_BYTES - this.#size)))
      this.#size += chunk.length
      yield chunk
    }
  }

  /** What has passed by. To be called once, at the end. */
  result(): WrittenContent {
    const content = { sha256: this.#hash.hex(), size: this.#size }
    return { content, head: concat(this.#head) }
  }
}
