/** Work that pauses whenever it needs bytes that have not come yet, and goes on when they have. */
export type Step<Result> = Generator<undefined, Result, undefined>

/** Takes bytes at once: the array may be reused or given back as soon as it returns. */
export type Use = (bytes: Uint8Array) => void

const nothing = new Uint8Array()

/**
 * Reads a stream that is pushed into it piece by piece. Its methods pause where a piece ends, so a format can be read in
 * straight lines although no more than one piece of it is ever in memory.
 */
export class Scanner {
  #piece: Uint8Array = nothing
  #at = 0
  #ended = false

  /** Puts the next piece in. The one before has to be used up. */
  feed(piece: Uint8Array): void {
    this.#piece = piece
    this.#at = 0
  }

  /** No more pieces will come. */
  end(): void {
    this.#piece = nothing
    this.#at = 0
    this.#ended = true
  }

  /** The next `length` bytes as a copy, for headers. Fewer come only at the end of the stream. */
  *take(length: number): Step<Uint8Array> {
    const bytes = new Uint8Array(length)
    let taken = 0
    taken = yield* this.each(length, (part) => {
      bytes.set(part, taken)
      taken += part.length
    })
    return bytes.subarray(0, taken)
  }

  /** Hands on the next `length` bytes in parts. Returns how many there were: fewer only at the end of the stream. */
  *each(length: number, use: Use): Step<number> {
    let left = length
    while (left > 0 && (yield* this.#filled())) {
      const part = this.#piece.subarray(this.#at, this.#at + left)
      this.#at += part.length
      left -= part.length
      use(part)
    }
    return length - left
  }

  /** Hands on everything up to the next byte of this value and takes that byte as well. False: it never came. */
  *until(value: number, use: Use): Step<boolean> {
    while (yield* this.#filled()) {
      const found = this.#piece.indexOf(value, this.#at)
      const end = found < 0 ? this.#piece.length : found
      const part = this.#piece.subarray(this.#at, end)
      this.#at = found < 0 ? end : end + 1
      if (part.length > 0) use(part)
      if (found >= 0) return true
    }
    return false
  }

  /** The next byte; undefined at the end of the stream. */
  *byte(): Step<number | undefined> {
    return (yield* this.#filled()) ? this.#piece[this.#at++] : undefined
  }

  *#filled(): Step<boolean> {
    while (this.#at >= this.#piece.length) {
      if (this.#ended) return false
      yield
    }
    return true
  }
}
