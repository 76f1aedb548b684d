import { ConnectionCut } from '../connection-cut.ts'

/** The body of a `Request` in copied pieces: the caller's bytes are never kept or changed. */
export class RequestPieces implements AsyncIterable<Uint8Array> {
  readonly #request: Request
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined
  #state: 'open' | 'ended' | 'given up' = 'open'

  constructor(request: Request) {
    this.#request = request
  }

  /** Throws ConnectionCut when the caller's source fails, with the failure as its cause, and after {@link giveUp}. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      const stream = await streamOf(this.#request)
      if (stream === null) return
      this.#reader = stream.getReader()
      for (;;) {
        const { done, value } = await this.#reader.read()
        if (this.#state === 'given up') throw new ConnectionCut()
        if (done) break
        yield Uint8Array.from(value)
      }
      this.#state = 'ended'
    } catch (cause) {
      if (this.#state === 'given up' || cause instanceof ConnectionCut) throw new ConnectionCut()
      this.#state = 'ended'
      throw new ConnectionCut('The body of the request cannot be read.', { cause })
    }
  }

  /** Stops reading, and cancels the rest. */
  giveUp(): void {
    if (this.#state !== 'open') return
    this.#state = 'given up'
    const cancelled = this.#reader?.cancel() ?? this.#request.body?.cancel()
    cancelled?.catch(() => {})
  }
}

/** The stream of a body. Some browsers have none, and give the whole body only. */
async function streamOf(request: Request): Promise<ReadableStream<Uint8Array> | null> {
  return request.body === undefined ? new Response(await request.blob()).body : request.body
}
