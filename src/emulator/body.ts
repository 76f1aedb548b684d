import type { IncomingMessage } from 'node:http'
import { bodyTooLarge } from './errors.ts'

/** The largest body that the service takes, in bytes: 350 MB (docs/business-central.md, "Picture semantics"). */
export const maxBodyBytes = 350 * 1024 * 1024

/** The body of a request, counted while it is read. */
export class RequestBody implements AsyncIterable<Uint8Array> {
  readonly #request: IncomingMessage
  #bytesRead = 0

  constructor(request: IncomingMessage) {
    this.#request = request
  }

  /** How many bytes have been read so far. */
  get bytesRead(): number {
    return this.#bytesRead
  }

  /** Throws ServiceError 413 over the limit, and an Error when the connection breaks before the end. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    if (Number(this.#request.headers['content-length']) > maxBodyBytes) throw bodyTooLarge(maxBodyBytes)
    // The socket must outlive a refusal in the middle, or the refusal could not be sent.
    for await (const chunk of this.#request.iterator({ destroyOnReturn: false })) {
      this.#bytesRead += chunk.length
      if (this.#bytesRead > maxBodyBytes) throw bodyTooLarge(maxBodyBytes)
      yield chunk
    }
  }
}
