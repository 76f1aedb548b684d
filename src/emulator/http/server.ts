import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { Readable } from 'node:stream'
import { odataJson } from '../api/odata/json-reply.ts'
import { parseRequestUrl } from '../api/router/request-url.ts'
import { answerApi, type Service } from '../api/service.ts'
import { answerControl, type ControlTarget } from '../control/control.ts'
import { errorEnvelope, expectationFailed, internalError, ServiceError } from '../errors.ts'
import { answerWithFaults, ConnectionCut } from '../faults/apply.ts'
import type { DrawnFault } from '../faults/faults.ts'
import type { Throttle } from '../limits.ts'
import { quirkedRefusal } from '../quirks.ts'
import type { EmulatorRequest, Reply } from '../request-reply.ts'
import { checkSignIn, type SignIn } from '../sign-in/sign-in.ts'
import { giveBack } from '../storage/give-back.ts'
import { refuseUnreadable } from './refuse-unreadable.ts'
import { RequestBody } from './request-body.ts'
import type { Tls } from './tls.ts'

/** The product gives up on a request after eight minutes (docs/business-central.md, "Picture semantics"). */
const requestTimeout = 8 * 60_000

/** Longer than the pauses of most clients, so that a kept connection is not closed just when it is used again. */
const keepAliveTimeout = 60_000

/** What a server answers from. */
export interface ServerTarget extends ControlTarget, Service {
  readonly signIn: SignIn
  /** undefined: users may ask as much as they like. */
  readonly throttle: Throttle | undefined
  /** undefined: plain HTTP. */
  readonly tls: Tls | undefined
  readonly maxBodyBytes: number
}

/** What belongs to one request while it is answered. */
interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly body: RequestBody
  readonly correlationId: string
  faults: readonly DrawnFault[]
  /** Length of the answer's body. */
  responseBytes: number
}

/** An HTTP or HTTPS server, not yet listening. */
export function createEmulatorServer(target: ServerTarget): Server {
  const options: ServerOptions = { requestTimeout, keepAliveTimeout }
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    const exchange = openExchange(target, request, response)
    recordWhenDone(target, exchange)
    handle(target, exchange).catch(() => response.destroy())
  }
  const { tls } = target
  const server = tls
    ? createSecureServer({ ...options, cert: tls.cert, key: tls.key }, listener)
    : createServer(options, listener)
  server.on('checkExpectation', (request, response) => {
    const exchange = openExchange(target, request, response)
    send(exchange, refusal(expectationFailed(), target, exchange)).catch(() => response.destroy())
  })
  return server.on('clientError', refuseUnreadable)
}

function openExchange({ maxBodyBytes }: ServerTarget, request: IncomingMessage, response: ServerResponse): Exchange {
  const body = new RequestBody(request, maxBodyBytes)
  return { request, response, body, correlationId: randomUUID(), faults: [], responseBytes: 0 }
}

/** Fires when the connection has gone, or the answer has been sent. */
function closeSignal({ response }: Exchange): AbortSignal {
  const controller = new AbortController()
  const abort = () => controller.abort(new ConnectionCut())
  if (response.closed) abort()
  else response.on('close', abort)
  return controller.signal
}

function recordWhenDone({ journal }: ServerTarget, exchange: Exchange): void {
  const begin = Date.now()
  const { request, response, body, correlationId } = exchange
  const { method = '', url: path = '', headers } = request
  if (path.startsWith('/_emulator')) return
  response.on('close', () => {
    journal.add({
      begin,
      method,
      path,
      status: response.headersSent ? response.statusCode : null,
      requestBytes: body.bytesRead,
      responseBytes: exchange.responseBytes,
      milliseconds: Date.now() - begin,
      ifMatch: headers['if-match'] ?? null,
      contentType: headers['content-type'] ?? null,
      correlationId,
      faults: exchange.faults.map(({ rule }) => rule),
    })
  })
}

async function handle(target: ServerTarget, exchange: Exchange): Promise<void> {
  const { request, response } = exchange
  try {
    await send(exchange, await answer(target, exchange))
  } catch (error) {
    const broken = error instanceof ConnectionCut || (request.destroyed && !request.complete)
    if (broken || response.headersSent) return void response.destroy()
    if (!(error instanceof ServiceError)) process.emitWarning(error as Error)
    await send(exchange, refusal(error, target, exchange))
  }
}

function answer(target: ServerTarget, exchange: Exchange): Reply | Promise<Reply> {
  const { request, body } = exchange
  const { method = '', headers } = request
  const url = parseRequestUrl(request.url ?? '')
  const emulatorRequest = { method, url, headers, origin: originOf(request, target), body }
  if (url.segments[0] === '_emulator') return answerControl(target, emulatorRequest)
  exchange.faults = target.faults.draw(method, url.segments)
  if (exchange.faults.length === 0) return answerSignedIn(target, exchange, emulatorRequest)
  const effects = exchange.faults.map(({ effect }) => effect)
  return answerWithFaults(effects, body, closeSignal(exchange), async (changed) =>
    answerSignedIn(target, exchange, { ...emulatorRequest, body: changed }),
  )
}

function answerSignedIn(target: ServerTarget, exchange: Exchange, request: EmulatorRequest): Reply | Promise<Reply> {
  const { signIn, throttle } = target
  const issued = signIn.mode === 'oauth' ? signIn.endpoint.answer(request) : undefined
  if (issued !== undefined) return issued
  checkSignIn(request.headers.authorization, signIn)
  return throttle === undefined ? answerApi(target, request) : answerInTurn(target, throttle, exchange, request)
}

async function answerInTurn(
  target: ServerTarget,
  throttle: Throttle,
  exchange: Exchange,
  request: EmulatorRequest,
): Promise<Reply> {
  const closed = closeSignal(exchange)
  const leave = await throttle.enter(nameOfUser(request.headers.authorization), closed)
  // A request is being worked on until its answer has been sent, or its caller has gone.
  if (closed.aborted) leave()
  else closed.addEventListener('abort', leave)
  return answerApi(target, request)
}

/** Tells users apart without keeping their credentials. */
function nameOfUser(authorization = ''): string {
  return createHash('sha256').update(authorization).digest('base64')
}

function originOf({ headers, socket }: IncomingMessage, { tls }: ServerTarget): string {
  return `${tls ? 'https' : 'http'}://${headers.host || `${socket.localAddress}:${socket.localPort}`}`
}

function refusal(error: unknown, { quirks }: ServerTarget, { correlationId }: Exchange): Reply {
  const refused = quirkedRefusal(error instanceof ServiceError ? error : internalError(), quirks)
  const headers = { 'Content-Type': odataJson, ...refused.headers }
  return { status: refused.status, headers, body: errorEnvelope(refused, correlationId) }
}

async function send(exchange: Exchange, { status, headers, body }: Reply): Promise<void> {
  const { request, response, correlationId } = exchange
  const isHead = request.method === 'HEAD'
  const always = { 'OData-Version': '4.0', 'request-id': randomUUID(), 'ms-correlation-x': correlationId }
  if (body instanceof Readable) {
    exchange.responseBytes = isHead ? 0 : Number(headers['Content-Length'] ?? 0)
    response.statusCode = status
    // Not written yet: while nothing has been sent, an error can still be.
    for (const [name, value] of Object.entries({ ...headers, ...always })) response.setHeader(name, value)
    if (!isHead) return sendPieces(body, response)
    body.destroy()
    response.end()
    return
  }
  const length = Buffer.byteLength(body ?? '')
  exchange.responseBytes = isHead ? 0 : length
  // A flat list is what Node writes out quickest.
  const list = body === undefined ? [] : ['Content-Length', String(length)]
  for (const name in headers) list.push(name, headers[name] as string)
  for (const name in always) list.push(name, always[name as keyof typeof always])
  response.writeHead(status, list).end(body)
}

/** Sends one piece after the other, so that no more than one of them is in memory. */
async function sendPieces(body: Readable, response: ServerResponse): Promise<void> {
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
