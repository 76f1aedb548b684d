import type { StoredContent } from '../model.ts'
import type { Hash } from './store.ts'

/** Measures bytes while they pass by on their way into a store. */
export class ContentMeter {
  readonly #hash: Hash
  #size = 0

  constructor(hash: Hash) {
    this.#hash = hash
  }

  /** Passes every chunk of `source` on, unchanged. */
  async *measure(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      this.#hash.update(chunk)
      this.#size += chunk.length
      yield chunk
    }
  }

  /** What has passed by. To be called once, at the end. */
  result(): StoredContent {
    return { sha256: this.#hash.hex(), size: this.#size }
  }
}
