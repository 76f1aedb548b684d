import { odataJson } from './api/odata/json-reply.ts'
import { parseRequestUrl } from './api/router/request-url.ts'
import { answerApi } from './api/service.ts'
import { ConnectionCut } from './connection-cut.ts'
import { answerControl } from './control/control.ts'
import { errorEnvelope, internalError, ServiceError } from './errors.ts'
import { answerWithFaults } from './faults/apply.ts'
import type { DrawnFault } from './faults/faults.ts'
import { hashText } from './hash.ts'
import type { Throttle } from './limits.ts'
import type { Parts } from './parts.ts'
import { quirkedRefusal } from './quirks.ts'
import { RequestBody } from './request-body.ts'
import type { EmulatorRequest, Reply, RequestHeaders } from './request-reply.ts'
import { checkSignIn } from './sign-in/sign-in.ts'
import { DamagedContentError } from './storage/damage.ts'

/** A request as an adapter hands it in. */
export interface IncomingRequest {
  readonly method: string
  /** What stands in the request line: path and query, or a whole URL. */
  readonly target: string
  readonly headers: RequestHeaders
  /** Scheme and host that the caller used, such as `http://127.0.0.1:7048`. */
  readonly origin: string
  /** Throws ConnectionCut when the connection breaks before the end. */
  readonly body: AsyncIterable<Uint8Array>
  /** A signal that fires with ConnectionCut when the response has been sent, or the caller has gone. */
  readonly over: () => AbortSignal
}

/**
 * One request on its way through the emulator. The order is: the control side; otherwise faults, authentication, rate
 * limits and the web API. Adapters bring requests in and send replies out.
 */
export class Exchange {
  readonly #parts: Parts
  readonly #incoming: IncomingRequest
  readonly #body: RequestBody
  readonly #correlationId = crypto.randomUUID()
  readonly #begin = Date.now()
  readonly #started = performance.now()
  #faults: readonly DrawnFault[] = []

  constructor(parts: Parts, incoming: IncomingRequest) {
    this.#parts = parts
    this.#incoming = incoming
    this.#body = new RequestBody(incoming.body, incoming.headers['content-length'], parts.maxBodyBytes)
  }

  /** The headers that every response carries. */
  get always(): Readonly<Record<string, string>> {
    return { 'OData-Version': '4.0', 'request-id': crypto.randomUUID(), 'ms-correlation-x': this.#correlationId }
  }

  /**
   * Answers the request, refusals included; what needs no waiting is answered at once.
   * @throws ConnectionCut, or rejects with it, where there is to be no response
   */
  answer(): Reply | Promise<Reply> {
    try {
      const reply = this.#route()
      return reply instanceof Promise ? reply.catch((error) => this.refuse(error)) : reply
    } catch (error) {
      return this.refuse(error)
    }
  }

  /** The response to a request that could not be carried out. @throws ConnectionCut where there is to be none */
  refuse(error: unknown): Reply {
    if (error instanceof ConnectionCut) throw error
    if (!(error instanceof ServiceError)) this.#parts.warn(error as Error)
    const refused = quirkedRefusal(refusalOf(error), this.#parts.quirks)
    const headers = { 'Content-Type': odataJson, ...refused.headers }
    return { status: refused.status, headers, body: errorEnvelope(refused, this.#correlationId) }
  }

  /** Reports an error that came too late for a response. A broken connection is not reported. */
  warn(error: unknown): void {
    if (!(error instanceof ConnectionCut)) this.#parts.warn(error as Error)
  }

  /**
   * Writes the request into the journal, unless it was for the control side. To be called once, at the end.
   * @param status null when the connection broke before a response was sent
   * @param responseBytes length of the response's body
   */
  record(status: number | null, responseBytes: number): void {
    const { method, target: path, headers } = this.#incoming
    if (path.startsWith('/_emulator')) return
    this.#parts.journal.add({
      begin: this.#begin,
      method,
      path,
      status,
      requestBytes: this.#body.bytesRead,
      responseBytes,
      milliseconds: Math.round(performance.now() - this.#started),
      ifMatch: headers['if-match'] ?? null,
      contentType: headers['content-type'] ?? null,
      correlationId: this.#correlationId,
      faults: this.#faults.map(({ rule }) => rule),
    })
  }

  #route(): Reply | Promise<Reply> {
    const { method, target, headers, origin } = this.#incoming
    const url = parseRequestUrl(target)
    const request: EmulatorRequest = { method, url, headers, origin, body: this.#body }
    if (url.segments[0] === '_emulator') return answerControl(this.#parts, request)
    this.#faults = this.#parts.faults.draw(method, url.segments)
    if (this.#faults.length === 0) return this.#carriedOut(request)
    const effects = this.#faults.map(({ effect }) => effect)
    return answerWithFaults(effects, this.#body, this.#incoming.over(), async (changed, commitLateMs) =>
      this.#carriedOut({ ...request, body: changed, commitLateMs }),
    )
  }

  #carriedOut(request: EmulatorRequest): Reply | Promise<Reply> {
    const reply = this.#signedIn(request)
    const isWrite = request.method === 'PATCH' || request.method === 'DELETE'
    return isWrite ? this.#noted(request, reply) : reply
  }

  async #noted({ url }: EmulatorRequest, reply: Reply | Promise<Reply>): Promise<Reply> {
    const sent = await reply
    this.#parts.faults.noteWrite(url.segments)
    return sent
  }

  #signedIn(request: EmulatorRequest): Reply | Promise<Reply> {
    const { signIn, throttle } = this.#parts
    const issued = signIn.mode === 'oauth' ? signIn.endpoint.answer(request) : undefined
    if (issued !== undefined) return issued
    checkSignIn(request.headers.authorization, signIn)
    return throttle === undefined ? answerApi(this.#parts, request) : this.#inTurn(throttle, request)
  }

  async #inTurn(throttle: Throttle, request: EmulatorRequest): Promise<Reply> {
    const over = this.#incoming.over()
    const leave = await throttle.enter(nameOfUser(request.headers.authorization), over)
    // A request is being worked on until its response has been sent, or its caller has gone.
    if (over.aborted) leave()
    else over.addEventListener('abort', leave)
    return answerApi(this.#parts, request)
  }
}

function refusalOf(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error
  return internalError(error instanceof DamagedContentError ? error.message : undefined)
}

/** Tells users apart without keeping their credentials. */
function nameOfUser(authorization = ''): string {
  return hashText(authorization)
}
