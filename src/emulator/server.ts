import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { checkSignIn, type SignIn } from './auth.ts'
import { RequestBody } from './body.ts'
import { answerControl, type ControlTarget } from './control.ts'
import { errorEnvelope, internalError, ServiceError } from './errors.ts'
import type { Settings } from './options.ts'
import { odataJson, type Reply } from './reply.ts'
import { parseRequestUrl } from './router/request-url.ts'
import { answerApi } from './service.ts'
import { refuseUnreadable } from './unreadable.ts'

/** The product gives up on a request after eight minutes (docs/business-central.md, "Picture semantics"). */
const requestTimeout = 8 * 60_000

/** Longer than the pauses of most clients, so that a kept connection is not closed just when it is used again. */
const keepAliveTimeout = 60_000

/** An HTTP server, not yet listening, that answers for the given store and journal. */
export function createEmulatorServer(target: ControlTarget, { signIn, maxBodyBytes }: Settings): Server {
  const server = createServer({ requestTimeout, keepAliveTimeout }, (request, response) => {
    const body = new RequestBody(request, maxBodyBytes)
    recordWhenDone(target, request, response, body)
    handle(target, signIn, request, response, body).catch(() => response.destroy())
  })
  server.on('clientError', refuseUnreadable)
  return server
}

function recordWhenDone(target: ControlTarget, request: IncomingMessage, response: ServerResponse, body: RequestBody) {
  const time = new Date().toISOString()
  const { method = '', url: path = '' } = request
  if (path.startsWith('/_emulator')) return
  response.on('close', () => {
    const status = response.headersSent ? response.statusCode : null
    target.journal.add({ time, method, path, status, requestBytes: body.bytesRead, responseBytes: sentBytes(response) })
  })
}

function sentBytes(response: ServerResponse): number {
  return response.req.method === 'HEAD' ? 0 : Number(response.getHeader('Content-Length') ?? 0)
}

async function handle(
  target: ControlTarget,
  signIn: SignIn,
  request: IncomingMessage,
  response: ServerResponse,
  body: RequestBody,
): Promise<void> {
  const correlationId = randomUUID()
  try {
    await send(request, response, await answer(target, signIn, request, body), correlationId)
  } catch (error) {
    const broken = request.destroyed && !request.complete
    if (broken || response.headersSent) return void response.destroy()
    if (!(error instanceof ServiceError)) process.emitWarning(error as Error)
    await send(request, response, refusal(error, correlationId), correlationId)
  }
}

async function answer(
  target: ControlTarget,
  signIn: SignIn,
  request: IncomingMessage,
  body: RequestBody,
): Promise<Reply> {
  const { method = '', headers } = request
  const url = parseRequestUrl(request.url ?? '')
  const emulatorRequest = { method, url, headers, origin: originOf(request), body }
  if (url.segments[0] === '_emulator') return answerControl(target, emulatorRequest)
  checkSignIn(headers.authorization, signIn)
  return answerApi(target.store, emulatorRequest)
}

function originOf({ headers, socket }: IncomingMessage): string {
  return `http://${headers.host || `${socket.localAddress}:${socket.localPort}`}`
}

function refusal(error: unknown, correlationId: string): Reply {
  const refused = error instanceof ServiceError ? error : internalError()
  const headers = { 'Content-Type': odataJson, ...refused.headers }
  return { status: refused.status, headers, body: errorEnvelope(refused, correlationId) }
}

async function send(request: IncomingMessage, response: ServerResponse, reply: Reply, correlationId: string) {
  const length = typeof reply.body === 'string' ? { 'Content-Length': Buffer.byteLength(reply.body) } : {}
  // Set one by one, not with writeHead, which would hide them from the journal.
  const headers = { ...length, ...reply.headers, 'OData-Version': '4.0', 'request-id': randomUUID() }
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  response.setHeader('ms-correlation-x', correlationId)
  response.statusCode = reply.status
  if (request.method !== 'HEAD' && reply.body instanceof Readable) return pipeline(reply.body, response)
  if (reply.body instanceof Readable) reply.body.destroy()
  response.end(reply.body instanceof Readable ? undefined : reply.body)
}
