import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { ByteStream } from '../byte-stream.ts'
import { ConnectionCut } from '../connection-cut.ts'
import { expectationFailed, foreignHost } from '../errors.ts'
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
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const connection = new Connection(parts, request, response)
    connection.answer(async () => {
      requireKnownHost(request.headers.host, allowHosts)
      return connection.exchange.answer()
    })
  }
  const server = tls
    ? createSecureServer({ ...options, cert: tls.cert, key: tls.key }, listener)
    : createServer(options, listener)
  server.on('checkExpectation', (request, response) => {
    const connection = new Connection(parts, request, response)
    connection.answer(async () => connection.exchange.refuse(expectationFailed()))
  })
  return server.on('clientError', refuseUnreadable)
}

/** Carries one request from Node's server into the emulator, and the reply back. */
class Connection {
  readonly exchange: Exchange
  readonly #request: IncomingMessage
  readonly #response: ServerResponse
  #over: AbortSignal | undefined
  #responseBytes = 0

  constructor(parts: Parts, request: IncomingMessage, response: ServerResponse) {
    this.#request = request
    this.#response = response
    const { method = '', url: target = '' } = request
    this.exchange = new Exchange(parts, {
      method,
      target,
      // Only `set-cookie`, which no request has, is a list.
      headers: request.headers as RequestHeaders,
      origin: originOf(request),
      body: piecesOf(request),
      over: () => this.#signal(),
    })
    // The rest of an unread body has to be read, or the next request on this connection would never be.
    response.on('finish', () => request.resume())
    response.on('close', () => {
      this.exchange.record(response.headersSent ? response.statusCode : null, this.#responseBytes)
    })
  }

  async answer(reply: () => Promise<Reply>): Promise<void> {
    try {
      await this.#send(await reply())
    } catch (error) {
      await this.#refuse(error).catch(() => this.#response.destroy())
    }
  }

  /** @throws the error where it is too late for another response, or there is to be none */
  async #refuse(error: unknown): Promise<void> {
    if (this.#response.headersSent) {
      this.exchange.warn(error)
      throw error
    }
    // They belong to the response that could not be sent.
    for (const name of this.#response.getHeaderNames()) this.#response.removeHeader(name)
    await this.#send(this.exchange.refuse(error))
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

  async #send({ status, headers, body }: Reply): Promise<void> {
    const response = this.#response
    const isHead = this.#request.method === 'HEAD'
    const { always } = this.exchange
    if (typeof body === 'object') {
      this.#responseBytes = isHead ? 0 : Number(headers['Content-Length'] ?? 0)
      response.statusCode = status
      // Not written yet: while nothing has been sent, an error can still be.
      for (const [name, value] of Object.entries({ ...headers, ...always })) response.setHeader(name, value)
      if (!isHead) return sendPieces(body, response)
      body.destroy()
      response.end()
      return
    }
    const length = Buffer.byteLength(body ?? '')
    this.#responseBytes = isHead ? 0 : length
    // A flat list is what Node writes out quickest.
    const list = body === undefined ? [] : ['Content-Length', String(length)]
    for (const name in headers) list.push(name, headers[name] as string)
    for (const name in always) list.push(name, always[name] as string)
    response.writeHead(status, list).end(body)
  }
}

/**
 * Any request: a page could bind its own name to this machine and pass for the emulator's own origin (DNS rebinding).
 * @throws ServiceError 403 for a name that public DNS can hand out, unless it is allowed
 */
function requireKnownHost(host: string | undefined, allowHosts: readonly string[]): void {
  if (!host || isPrivateHost(host) || allowHosts.includes(hostNameOf(host))) return
  throw foreignHost(host)
}

function originOf({ headers, socket }: IncomingMessage): string {
  const scheme = 'encrypted' in socket ? 'https' : 'http'
  return `${scheme}://${headers.host || `${socket.localAddress}:${socket.localPort}`}`
}

/** Throws ConnectionCut when the connection breaks before the end. */
async function* piecesOf(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    // The socket must outlive a refusal in the middle, or the refusal could not be sent.
    for await (const piece of request.iterator({ destroyOnReturn: false })) yield piece
  } catch (error) {
    throw request.destroyed && !request.complete ? new ConnectionCut() : error
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
