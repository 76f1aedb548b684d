import type { IncomingMessage } from 'node:http'
import { bodyTooLarge } from '../errors.ts'

/** The body of a request, counted while it is read; `limit` is the largest length, in bytes. */
export class RequestBody implements AsyncIterable<Uint8Array> {
  readonly #request: IncomingMessage
  readonly #limit: number
  #bytesRead = 0

  constructor(request: IncomingMessage, limit: number) {
    this.#request = request
    this.#limit = limit
  }

  /** How many bytes have been read so far. */
  get bytesRead(): number {
    return this.#bytesRead
  }

  /** Throws ServiceError 413 over the limit, and an Error when the connection breaks before the end. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    if (Number(this.#request.headers['content-length']) > this.#limit) throw bodyTooLarge(this.#limit)
    // The socket must outlive a refusal in the middle, or the refusal could not be sent.
    for await (const chunk of this.#request.iterator({ destroyOnReturn: false })) {
      this.#bytesRead += chunk.length
      if (this.#bytesRead > this.#limit) throw bodyTooLarge(this.#limit)
      yield chunk
    }
  }
}
