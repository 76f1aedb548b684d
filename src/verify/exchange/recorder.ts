import { setTimeout as delay } from 'node:timers/promises'
import { createRedactor, type Redactor } from '../../redaction.ts'
import { InterruptedError, ServerUnreachableError } from '../problems.ts'
import type { Exchange, RequestSpec } from './exchange.ts'
import { DEFAULT_LIMITS, type ReadLimits, readBody } from './read-body.ts'
import { explainFailure } from './transport-failure.ts'

/** What a recorder needs to know of the connection. */
export interface RecorderOptions {
  readonly baseUrl: string
  /**
   * Gives the value of the Authorization header, asked before every request; undefined: requests go without. It is told
   * the value that was refused where a new one is wanted.
   */
  readonly authorization: ((refused?: string) => Promise<string>) | undefined
  /** How long an answer may take, in milliseconds. */
  readonly timeoutMs: number
  /** No request is begun after it fires. One that is on its way is waited for, so that its outcome is known. */
  readonly signal?: AbortSignal
  /** Ends even a request that is on its way. */
  readonly giveUp?: AbortSignal
  /** Whether a request that is refused with 401 is sent once more with new credentials. Default false. */
  readonly renewSignIn?: boolean
  /** Learns the credentials that are sent. */
  readonly redactor?: Redactor
  /** Default: 16 MB of text, 350 MB of a picture. */
  readonly limits?: ReadLimits
  /** How many requests may be sent, repetitions included. Default: any number. */
  readonly maxRequests?: number
}

/** As many requests were sent as may be. */
export class RequestsSpentError extends Error {
  override readonly name = 'RequestsSpentError'
}

/** Is asked before each write, and told of its outcome. */
export interface Guard {
  /** Whether a request changes what is guarded. */
  concerns(spec: RequestSpec): boolean
  /** @throws what keeps the request from being sent */
  check(): Promise<void>
  note(spec: RequestSpec, answer: Exchange | undefined): Promise<void>
  /** Whether a read after a write showed what was there before; told once. */
  takeShownOld(): boolean
}

/** A request that got no answer, though it was repeated where that is safe. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError'
}

/** The failure of one attempt, apart from what a guard throws. */
class FetchFailure extends Error {}

const MAX_THROTTLED_ATTEMPTS = 8
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 60_000
const MAX_ATTEMPTS_WITHOUT_ANSWER = 3
const MAX_CONFLICTS = 4
/** So many requests of a kind, one after the other, are waited for in vain; a run would take hours otherwise. */
export const MAX_TIMEOUTS = 3
/** For so long after a write a read may fail with 500 (fact:write-then-500). */
const UNSETTLED_MS = 8_000
const UNSETTLED_WAIT_MS = 400

/**
 * Sends requests one at a time and keeps what was sent and what came. Throttling (429, and 502 to 504 from a gateway)
 * is waited out and repeated; it is no business of the checks.
 */
export class Recorder {
  readonly #options: RecorderOptions
  readonly #root: URL
  readonly #limits: ReadLimits
  /** How many requests went out, repetitions included. */
  requests = 0
  /** How many requests of a kind timed out since one of that kind was answered. */
  readonly #timeouts = new Map<string, number>()
  /** How many answers were throttling. */
  throttled = 0
  /** Asked before each write to one entity. */
  guard: Guard | undefined
  /** Until when a 500 may pass; never again once one did not. */
  #unsettledUntil = 0
  readonly #redactor: Redactor

  constructor(options: RecorderOptions) {
    this.#options = options
    this.#root = new URL(options.baseUrl)
    this.#limits = options.limits ?? DEFAULT_LIMITS
    this.#redactor = options.redactor ?? createRedactor()
  }

  /**
   * Makes one exchange.
   * @throws RequestsSpentError when no more requests may be sent
   * @throws NoAnswerError when there is no answer; its message says why in a sentence
   * @throws ServerUnreachableError when throttling does not end
   * @throws InterruptedError when the caller wants to stop
   */
  async exchange(spec: RequestSpec): Promise<Exchange> {
    for (let attempt = 1; ; attempt += 1) {
      const exchange = await this.#untilAnswered(spec)
      if (mayPass(exchange, spec) && attempt <= MAX_CONFLICTS) {
        await this.#wait(Math.random() * FIRST_WAIT_MS * attempt)
        continue
      }
      if (this.#mayRecover(exchange, spec)) {
        await this.#wait(UNSETTLED_WAIT_MS)
        continue
      }
      if (!isThrottling(exchange, spec)) return exchange
      this.throttled += 1
      if (attempt >= MAX_THROTTLED_ATTEMPTS) {
        throw new ServerUnreachableError(
          `The server still answered ${exchange.status} to ${spec.method} ${spec.path} after ${attempt} attempts: try again when it is less busy.`,
        )
      }
      await this.#wait(waitAfter(exchange, attempt))
    }
  }

  /** Whether a read fails only because a write was just before it. A server that does not recover is not waited for again. */
  #mayRecover({ status }: Exchange, { method }: RequestSpec): boolean {
    if (method !== 'GET') {
      if (status < 300 && !Number.isNaN(this.#unsettledUntil)) this.#unsettledUntil = Date.now() + UNSETTLED_MS
      return false
    }
    if (status !== 500 || !(this.#unsettledUntil > 0)) return false
    if (Date.now() < this.#unsettledUntil) return true
    this.#unsettledUntil = Number.NaN
    return false
  }

  /** A kind of request that timed out several times in a row, such as `PATCH pictureContent`. */
  get hanging(): string | undefined {
    return [...this.#timeouts].find(([, times]) => times >= MAX_TIMEOUTS)?.[0]
  }

  /** Counts a request, before it is sent. @throws RequestsSpentError when it would be one too many */
  count(): void {
    const { maxRequests = Number.POSITIVE_INFINITY } = this.#options
    if (this.requests >= maxRequests) throw new RequestsSpentError(`All ${maxRequests} requests are spent.`)
    this.requests += 1
  }

  /** The URL of a path below the base URL; the query of the base URL (`?tenant=…`) is kept. */
  url(path: string): string {
    const [bare = '', query] = path.split(/\?(.*)/s)
    const queries = [this.#root.search.slice(1), query].filter(Boolean).join('&')
    const root = `${this.#root.origin}${this.#root.pathname.replace(/\/$/, '')}`
    const url = `${root}${bare}${queries === '' ? '' : `?${queries}`}`
    // Ids and links come from the server: none of them may lead the credentials elsewhere.
    if (!URL.parse(url)?.href.startsWith(`${root}/`)) throw new NoAnswerError(`A path leads out of ${root}.`)
    return url
  }

  /** A text without the credentials that were sent: a server may repeat them in its answer. */
  redact(text: string): string {
    return this.#redactor.redact(text)
  }

  async #untilAnswered(spec: RequestSpec): Promise<Exchange> {
    let refused: string | undefined
    for (let attempt = 1; ; attempt += 1) {
      this.#requireGoOn()
      const authorization = await this.#authorizationFor(spec, refused)
      this.count()
      try {
        const exchange = await this.#guarded(spec, authorization)
        this.#timeouts.delete(kindOf(spec))
        const refusedNow = exchange.status === 401 && (spec.signIn ?? 'caller') === 'caller'
        if (!this.#options.renewSignIn || !refusedNow || refused !== undefined) return exchange
        refused = authorization ?? ''
      } catch (error) {
        this.#requireGoOn()
        if (!(error instanceof FetchFailure)) throw error
        const timedOut = (error.cause as Error).name === 'TimeoutError'
        if (timedOut) this.#timeouts.set(kindOf(spec), (this.#timeouts.get(kindOf(spec)) ?? 0) + 1)
        if (timedOut || attempt >= MAX_ATTEMPTS_WITHOUT_ANSWER || !isRepeatable(spec)) {
          const reason = explainFailure(error.cause, this.url(spec.path), this.#options.timeoutMs)
          throw new NoAnswerError(reason, { cause: error.cause })
        }
        await this.#wait(50 * attempt)
      }
    }
  }

  #requireGoOn(): void {
    const { signal, giveUp } = this.#options
    if (signal?.aborted || giveUp?.aborted) throw new InterruptedError()
  }

  async #guarded(spec: RequestSpec, authorization: string | undefined): Promise<Exchange> {
    const guard = this.guard?.concerns(spec) ? this.guard : undefined
    await guard?.check()
    let answer: Exchange | undefined
    try {
      answer = await this.#once(spec, authorization)
      return answer
    } catch (cause) {
      throw new FetchFailure('no answer', { cause })
    } finally {
      await guard?.note(spec, answer)
    }
  }

  async #authorizationFor({ signIn = 'caller' }: RequestSpec, refused?: string): Promise<string | undefined> {
    if (signIn === 'nobody') return undefined
    if (signIn !== 'caller') return signIn.authorization
    try {
      const own = await this.#options.authorization?.(refused)
      if (own !== undefined) this.#redactor.addAuthorization(own)
      return own
    } catch (cause) {
      throw new ServerUnreachableError((cause as Error).message, { cause })
    }
  }

  async #once(spec: RequestSpec, authorization: string | undefined): Promise<Exchange> {
    const { method, path, headers = {}, body, signIn = 'caller' } = spec
    const response = await fetch(this.url(path), {
      method,
      headers: {
        Accept: '*/*',
        'Accept-Encoding': 'identity',
        ...headers,
        ...(authorization === undefined ? {} : { Authorization: authorization }),
      },
      ...(body === undefined ? {} : { body: body as Uint8Array<ArrayBuffer> }),
      // A redirect is an answer of its own: following it would carry credentials away.
      redirect: 'manual',
      signal: this.#endOfAttempt(),
    })
    const { bytes, broken } = await readBody(response, this.#limitFor(spec, response))
    return {
      method,
      path,
      url: this.url(path),
      requestHeaders: headers,
      requestBody: body,
      signIn: signIn === 'caller' ? 'signed in' : signIn === 'nobody' ? 'no credentials' : 'wrong credentials',
      status: response.status,
      headers: response.headers,
      body: bytes,
      broken,
      json: bytes.length > this.#limits.text ? undefined : parseJson(bytes),
    }
  }

  #limitFor({ method, path }: RequestSpec, { ok }: Response): number {
    const picture = ok && method === 'GET' && /\/(content|pictureContent)(\?|$)/.test(path)
    return picture ? this.#limits.picture : this.#limits.text
  }

  #endOfAttempt(): AbortSignal {
    const { timeoutMs, giveUp } = this.#options
    const timeout = AbortSignal.timeout(timeoutMs)
    return giveUp ? AbortSignal.any([timeout, giveUp]) : timeout
  }

  async #wait(ms: number): Promise<void> {
    const { signal, giveUp } = this.#options
    const signals = [signal, giveUp].filter((one) => one !== undefined)
    try {
      await delay(ms, undefined, signals.length > 0 ? { signal: AbortSignal.any(signals) } : {})
    } catch {
      throw new InterruptedError()
    }
  }
}

function parseJson(bytes: Buffer): unknown {
  // Pictures can be large, and none of them begins like JSON.
  if (!/^(\xef\xbb\xbf)?\s*[[{]/.test(bytes.toString('latin1', 0, 64))) return undefined
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}

/**
 * Whether a write was refused for a conflict that may pass, such as a deadlock, and not for an outdated etag
 * (fact:conflict-other-codes, fact:deadlock-400).
 */
function mayPass({ status, json }: Exchange, { method }: RequestSpec): boolean {
  if (method !== 'PATCH' && method !== 'DELETE') return false
  const { error } = (json ?? {}) as { error?: { code?: unknown } | null }
  if (status === 409) return typeof error?.code === 'string' && error.code !== 'Request_EntityChanged'
  return status === 400 && error?.code === 'Application_DialogException'
}

function isThrottling({ status }: Exchange, { method }: RequestSpec): boolean {
  if (status === 429 || status === 503) return true
  // A gateway that gave up may have let a write through; repeating it is for the check to decide.
  return (status === 502 || status === 504) && method === 'GET'
}

/** Method and last segment, so that a server that hangs on uploads alone is known by them. */
function kindOf({ method, path }: RequestSpec): string {
  return `${method} ${/([^/(]*)(\([^/]*)?$/.exec(path.split('?')[0] ?? '')?.[1]}`
}

function isRepeatable({ method, headers }: RequestSpec): boolean {
  if (method === 'GET') return true
  const token = headers?.['If-Match']
  return (method === 'PATCH' || method === 'DELETE') && (token === undefined || token === '*')
}

/** Retry-After in seconds or as a date where it is there, else exponential with full jitter; at most a minute. */
function waitAfter({ headers }: Exchange, attempt: number): number {
  const retryAfter = headers.get('retry-after')
  if (retryAfter !== null) {
    const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1000
    if (Number.isFinite(seconds)) return Math.min(Math.max(seconds, 0) * 1000, LONGEST_WAIT_MS)
  }
  return Math.random() * Math.min(FIRST_WAIT_MS * 2 ** attempt, LONGEST_WAIT_MS)
}
