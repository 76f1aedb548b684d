import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { ByteStream } from '../byte-stream.ts'
import { ConnectionCut } from '../connection-cut.ts'
import { expectationFailed, foreignHost, type ServiceError } from '../errors.ts'
import { Exchange } from '../exchange.ts'
import { hostNameOf, isPrivateHost } from '../host-name.ts'
import type { Parts } from '../parts.ts'
import type { Reply, RequestHeaders } from '../request-reply.ts'
import { giveBack } from '../storage/give-back.ts'
import { refuseUnreadable } from './refuse-unreadable.ts'
import type { Tls } from './tls.ts'

/** The product gives up on a request after eight minutes (fact:request-timeout). */
const requestTimeout = 8 * 60_000

/** Longer than the pauses of most clients, so that a kept connection is not closed just when it is used again. */
const keepAliveTimeout = 60_000

/** How a server is reached. */
export interface Access {
  /** undefined: plain HTTP. */
  readonly tls: Tls | undefined
  /** Host names in lower case that it answers to, besides those that public DNS cannot hand out. */
  readonly allowHosts: readonly string[]
}

/** An HTTP or HTTPS server for these parts. It does not listen yet. */
export function createEmulatorServer(parts: Parts, { tls, allowHosts }: Access): Server {
  const options: ServerOptions = { requestTimeout, keepAliveTimeout }
  const scheme = tls ? 'https' : 'http'
  const isKnown = knownHosts(allowHosts)
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const { host } = request.headers
    const connection = new Connection(parts, scheme, request, response)
    connection.answer(isKnown(host) ? undefined : foreignHost(host as string))
  }
  const server = tls
    ? createSecureServer({ ...options, cert: tls.cert, key: tls.key }, listener)
    : createServer(options, listener)
  server.on('checkExpectation', (request, response) => {
    new Connection(parts, scheme, request, response).answer(expectationFailed())
  })
  return server.on('clientError', refuseUnreadable)
}

/**
 * Whether the emulator answers to a Host header. Any request is asked: a page could bind its own name to this machine and
 * pass for the emulator's own origin (DNS rebinding). Only names that public DNS can hand out are foreign.
 */
function knownHosts(allowHosts: readonly string[]): (host: string | undefined) => boolean {
  // Most requests have the same one.
  let latest: string | undefined
  return (host) => {
    if (!host || host === latest) return true
    if (!isPrivateHost(host) && !allowHosts.includes(hostNameOf(host))) return false
    latest = host
    return true
  }
}

/** Carries one request from Node's server into the emulator, and the reply back. */
class Connection {
  readonly #exchange: Exchange
  readonly #request: IncomingMessage
  readonly #response: ServerResponse
  #over: AbortSignal | undefined
  #isBodyRead = false
  #responseBytes = 0

  constructor(parts: Parts, scheme: string, request: IncomingMessage, response: ServerResponse) {
    this.#request = request
    this.#response = response
    const { method = '', url: target = '', socket } = request
    // Only `set-cookie`, which no request has, is a list.
    const headers = request.headers as RequestHeaders
    const origin = `${scheme}://${headers.host || `${socket.localAddress}:${socket.localPort}`}`
    const body = { [Symbol.asyncIterator]: () => this.#pieces() }
    this.#exchange = new Exchange(parts, { method, target, headers, origin, body, over: () => this.#signal() })
    response.on('close', this.#close)
  }

  /**
   * Answers the request.
   * @param refusal is sent at once, and the emulator is not asked
   */
  answer(refusal: ServiceError | undefined): void {
    this.#answer(refusal).catch(() => this.#response.destroy())
  }

  async #answer(refusal: ServiceError | undefined): Promise<void> {
    try {
      // What is there at once is sent at once: waiting for it would cost time.
      const reply = refusal === undefined ? this.#exchange.answer() : this.#exchange.refuse(refusal)
      const sent = this.#send(reply instanceof Promise ? await reply : reply)
      if (sent !== undefined) await sent
    } catch (error) {
      await this.#refuse(error)
    }
  }

  /** @throws the error where it is too late for another response, or there is to be none */
  async #refuse(error: unknown): Promise<void> {
    if (this.#response.headersSent) {
      this.#exchange.warn(error)
      throw error
    }
    const reply = this.#exchange.refuse(error)
    // They belong to the response that could not be sent.
    for (const name of this.#response.getHeaderNames()) this.#response.removeHeader(name)
    await this.#send(reply)
  }

  readonly #close = () => {
    const { headersSent, statusCode } = this.#response
    // The rest of a body has to be read, or the next request on this connection would never be.
    if (this.#isBodyRead && !this.#request.readableEnded) this.#request.resume()
    this.#exchange.record(headersSent ? statusCode : null, this.#responseBytes)
  }

  /** Throws ConnectionCut when the connection breaks before the end. */
  async *#pieces(): AsyncGenerator<Uint8Array> {
    const request = this.#request
    this.#isBodyRead = true
    try {
      // The socket must outlive a refusal in the middle, or the refusal could not be sent.
      for await (const piece of request.iterator({ destroyOnReturn: false })) yield piece
    } catch (error) {
      throw request.destroyed && !request.complete ? new ConnectionCut() : error
    }
  }

  #signal(): AbortSignal {
    if (this.#over !== undefined) return this.#over
    const controller = new AbortController()
    const abort = () => controller.abort(new ConnectionCut())
    if (this.#response.closed) abort()
    else this.#response.on('close', abort)
    this.#over = controller.signal
    return this.#over
  }

  #send({ status, headers, body }: Reply): Promise<void> | undefined {
    const response = this.#response
    const isHead = this.#request.method === 'HEAD'
    const { always } = this.#exchange
    if (typeof body === 'object') {
      this.#responseBytes = isHead ? 0 : Number(headers['Content-Length'] ?? 0)
      response.statusCode = status
      // Not written yet: while nothing has been sent, an error can still be.
      for (const [name, value] of Object.entries({ ...headers, ...always })) response.setHeader(name, value)
      if (!isHead) return sendPieces(body, response)
      body.destroy()
      response.end()
      return undefined
    }
    const length = Buffer.byteLength(body ?? '')
    this.#responseBytes = isHead ? 0 : length
    // A flat list is what Node writes out quickest.
    const list = body === undefined ? [] : ['Content-Length', String(length)]
    for (const name in headers) list.push(name, headers[name] as string)
    for (const name in always) list.push(name, always[name] as string)
    response.writeHead(status, list).end(body)
    return undefined
  }
}

/** Sends one piece after the other, so that no more than one of them is in memory. */
async function sendPieces(body: ByteStream, response: ServerResponse): Promise<void> {
  for await (const piece of body) {
    await write(piece, response)
    giveBack(piece)
  }
  response.end()
}

/** Resolves once the operating system has the bytes. */
function write(piece: Uint8Array, response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new ConnectionCut())
    response.once('close', gone)
    response.write(piece, (error) => {
      response.off('close', gone)
      if (error) reject(error)
      else resolve()
    })
  })
}
