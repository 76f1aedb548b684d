/** Where a rewritten image goes. */
export interface Sink {
  /** Copies the bytes. */
  write(bytes: Uint8Array): void
  /** Writes single bytes. */
  bytes(...values: readonly number[]): void
}

/** For those who only want to know what an image is. */
export const nowhere: Sink = { write: () => undefined, bytes: () => undefined }

/** Small at first, since most images of a seed or a test are small. */
const firstBlockSize = 4 * 1024
const blockSize = 64 * 1024

/**
 * Gathers what is written into blocks of up to 64 kB. Each owns its memory, so it can be given back at once; and however small
 * the parts of an image are, its stored form is not made of millions of arrays.
 */
export class Blocks implements Sink {
  #block: Uint8Array<ArrayBuffer> | undefined
  #size = firstBlockSize
  #used = 0
  #full: Uint8Array[] = []

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      this.#block ??= new Uint8Array(this.#size)
      const part = bytes.subarray(at, at + this.#size - this.#used)
      this.#block.set(part, this.#used)
      this.#used += part.length
      at += part.length
      if (this.#used === this.#size) this.#close(this.#block)
    }
  }

  bytes(...values: readonly number[]): void {
    this.write(Uint8Array.from(values))
  }

  /** The blocks that are full and have not been taken yet. */
  take(): readonly Uint8Array[] {
    const full = this.#full
    this.#full = []
    return full
  }

  /** The same, with the last block, which is shorter. */
  takeAll(): readonly Uint8Array[] {
    if (this.#block !== undefined && this.#used > 0) this.#close(this.#block.slice(0, this.#used))
    return this.take()
  }

  #close(block: Uint8Array): void {
    this.#full.push(block)
    this.#block = undefined
    this.#size = blockSize
    this.#used = 0
  }
}
