import type { ByteStream } from '../byte-stream.ts'
import { utf8 } from '../bytes.ts'
import { ConnectionCut } from '../connection-cut.ts'
import { Exchange } from '../exchange.ts'
import type { Parts } from '../parts.ts'
import type { Reply } from '../request-reply.ts'
import { RequestPieces } from './request-pieces.ts'

/** How many bytes of a response are read before anybody asks for them. A small response is complete at once. */
const readAhead = 64 * 1024

/** The parameters, the result and the errors of the global `fetch`. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/** A `fetch` that answers from these parts, without a connection. Every scheme and host leads to them. */
export function fetchFrom(parts: Parts): Fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    request.signal.throwIfAborted()
    return new Call(parts, request).response()
  }
}

/** Carries one request into the emulator, and the reply back. */
class Call {
  readonly #request: Request
  readonly #exchange: Exchange
  readonly #pieces: RequestPieces
  /** Fires when the response is over, or the caller has given up. */
  readonly #over = new AbortController()
  #recorded = false

  constructor(parts: Parts, request: Request) {
    this.#request = request
    this.#pieces = new RequestPieces(request)
    const { origin, pathname, search } = new URL(request.url)
    this.#exchange = new Exchange(parts, {
      method: request.method,
      target: pathname + search,
      headers: Object.fromEntries(request.headers),
      origin,
      body: this.#pieces,
      over: () => this.#over.signal,
    })
    request.signal.addEventListener('abort', this.#abort)
  }

  /** The response. @throws TypeError like `fetch` where there is none, and the reason of the request's signal */
  async response(): Promise<Response> {
    const { signal } = this.#over
    try {
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      })
      return this.#toResponse(await Promise.race([this.#exchange.answer(), aborted]))
    } catch (error) {
      this.#end(null, 0)
      this.#request.signal.throwIfAborted()
      throw networkError('fetch failed', error)
    } finally {
      this.#pieces.giveUp()
    }
  }

  readonly #abort = () => this.#over.abort(new ConnectionCut())

  #toResponse({ status, headers, body }: Reply): Response {
    const all = new Headers({ ...headers, ...this.#exchange.always })
    const isHead = this.#request.method === 'HEAD'
    if (typeof body === 'object') {
      if (!isHead) return this.#responseOf(this.#stream(body, status, Number(headers['Content-Length'])), status, all)
      body.destroy()
    }
    const bytes = typeof body === 'string' ? utf8(body) : undefined
    if (bytes !== undefined) all.set('Content-Length', String(bytes.length))
    const sent = isHead ? undefined : bytes
    this.#end(status, sent?.length ?? 0)
    return this.#responseOf(sent ?? null, status, all)
  }

  #responseOf(body: BodyInit | null, status: number, headers: Headers): Response {
    const response = new Response(body, { status, headers })
    // Responses of the global fetch have a URL; constructed ones do not.
    return Object.defineProperty(response, 'url', { value: this.#request.url })
  }

  #stream(body: ByteStream, status: number, length: number): ReadableStream<Uint8Array> {
    const { signal } = this.#request
    const pieces = body[Symbol.asyncIterator]()
    const finish = () => {
      body.destroy()
      this.#end(status, length)
    }
    const source: UnderlyingDefaultSource<Uint8Array> = {
      start: (controller) => {
        signal.addEventListener('abort', () => {
          finish()
          controller.error(signal.reason)
        })
      },
      pull: async (controller) => {
        try {
          const { done, value } = await pieces.next()
          if (signal.aborted) return
          if (!done) return controller.enqueue(value)
          finish()
          controller.close()
        } catch (error) {
          this.#exchange.warn(error)
          finish()
          controller.error(networkError('terminated', error))
        }
      },
      cancel: finish,
    }
    return new ReadableStream(source, { highWaterMark: readAhead, size: ({ byteLength }) => byteLength })
  }

  #end(status: number | null, responseBytes: number): void {
    if (this.#recorded) return
    this.#recorded = true
    this.#request.signal.removeEventListener('abort', this.#abort)
    this.#exchange.record(status, responseBytes)
    this.#over.abort(new ConnectionCut())
  }
}

/** The error of `fetch` where there is no response, or only a part of one. */
function networkError(message: string, error: unknown): TypeError {
  const cut = error instanceof ConnectionCut
  const cause = cut && error.cause === undefined ? Object.assign(error, { code: 'ECONNRESET' }) : error
  return new TypeError(message, { cause: cut ? (error.cause ?? cause) : cause })
}
