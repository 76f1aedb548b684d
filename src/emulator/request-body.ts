import { bodyTooLarge } from './errors.ts'

/** The body of a request, counted while it is read. */
export class RequestBody implements AsyncIterable<Uint8Array> {
  readonly #source: AsyncIterable<Uint8Array>
  readonly #declaredLength: number
  readonly #limit: number
  #bytesRead = 0

  /**
   * @param contentLength the header, where there is one
   * @param limit the largest length that is taken, in bytes
   */
  constructor(source: AsyncIterable<Uint8Array>, contentLength: string | undefined, limit: number) {
    this.#source = source
    this.#declaredLength = Number(contentLength ?? 0)
    this.#limit = limit
  }

  /** How many bytes have been read so far. */
  get bytesRead(): number {
    return this.#bytesRead
  }

  /** Throws ServiceError 413 over the limit, and what the source throws. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    if (this.#declaredLength > this.#limit) throw bodyTooLarge(this.#limit)
    for await (const chunk of this.#source) {
      this.#bytesRead += chunk.length
      if (this.#bytesRead > this.#limit) throw bodyTooLarge(this.#limit)
      yield chunk
    }
  }
}
