import { machineClock } from './clock.ts'
import {
  BusinessCentralError,
  ConflictError,
  failure,
  InvalidResponseError,
  NetworkError,
  NotFoundError,
  ThrottledError,
  TimeoutError,
  UnauthorizedError,
} from './errors.ts'
import { createLimits } from './limits.ts'
import type { CallOptions, PictureClientOptions, Progress } from './options.ts'
import { createSignIn } from './sign-in.ts'
import type { Source } from './source.ts'
import { type ByteReader, type ByteStream, collect, readHead, startOf, tap, toBlob } from './streams.ts'

/** A request to the API. */
export interface Call extends CallOptions {
  method: string
  url: string
  headers?: Record<string, string>
  source?: Source | undefined
  /** Gives refusals back as they are, instead of throwing them, and takes any content. */
  raw?: boolean
  /** With `raw`: the last refusal. */
  refused?: Response
  /** When it was sent first. */
  started?: number
  /** How often it was sent again. */
  repeated?: number
  /** Reads the answer as JSON. */
  json?: boolean
  onProgress?: ((progress: Progress) => void) | undefined
}

/** What came. */
export interface Answer {
  response: Response
  /** With `json`: what it says; null without content. */
  data?: unknown
  /** Without `json`: the bytes, if there are any. Fails where some are missing. */
  body?: ByteStream | null
  /** The first bytes, as characters. */
  start?: string
  /** How many bytes there are, where the server tells. */
  size?: number | undefined
}

/** Sends requests: signed in, within the limits, and again where that is safe. */
export interface Pipeline {
  /** @param wait how long to wait before, in milliseconds. */
  send(call: Call, wait?: number): Promise<Answer>
  /** How long to wait before a call is made once more, in milliseconds; undefined when it is not to be. */
  mayRepeat(problem: BusinessCentralError, call: Call): number | undefined
}

/** Makes what every request goes through. `query` goes with each of them. */
export function createPipeline(query: string | undefined, options: PictureClientOptions): Pipeline {
  const {
    auth,
    scope = 'https://api.businesscentral.dynamics.com/.default',
    clock = machineClock,
    limits = createLimits({}, clock),
    fetch: fetchIt = (...given) => fetch(...given),
    retry: { limit = 4, delay = 1e3, maxDelay = 6e4, budget = 3e5 } = {},
  } = options
  const { now, sleep, random } = clock
  const signIn = createSignIn(auth, scope, now)
  const onNode = /^Node/.test(globalThis.navigator?.userAgent)

  /** Sends a request once, and makes room for another one when its answer is read. */
  async function exchange(call: Call, authorization: string | undefined): Promise<Answer> {
    const { method, url, headers, source, signal, raw, json, onProgress, timeout = options.timeout } = call
    const control = new AbortController()
    const forward = () => control.abort()
    let timer: ReturnType<typeof setTimeout> | undefined
    let inside: boolean | undefined = true

    const wait = () => {
      clearTimeout(timer)
      if (timeout) {
        const giveUp = () => control.abort(failure(TimeoutError, call, `met ${timeout} ms of silence.`))
        // More than a timer can hold would end it at once.
        timer = setTimeout(giveUp, Math.min(timeout, 2e9))
      }
    }
    const leave = () => {
      clearTimeout(timer)
      if (inside) limits.leave()
      inside = false
    }
    const end = () => {
      leave()
      source?.close()
      signal?.removeEventListener('abort', forward)
    }
    // The first explanation stands: it ends the attempt, which breaks off whatever is still under way.
    const explain = (error: unknown) => {
      const known = error instanceof BusinessCentralError ? error : (signal?.reason ?? control.signal.reason)
      end()
      control.abort()
      if (known) return known
      if (error instanceof SyntaxError) return nonsense(call, 'is not answered by JSON.')
      const { cause = error } = error as Error
      // Deno repeats the whole URL in it.
      const { message, code = message.replace(/\S+:\/\/\S+/g, '…') } = cause as { code?: string; message: string }
      return failure(NetworkError, call, `broke off (${code}): check address and network.`, { code }, error)
    }
    const counter = (total?: number, done?: () => void) => {
      let transferred = 0
      return (length?: number) => {
        if (length === undefined) {
          if (transferred !== (total ?? transferred)) throw Error(`${transferred} of ${total} bytes`)
          return done?.()
        }
        wait()
        transferred += length
        try {
          if (length) onProgress?.({ transferred, total })
        } catch (error) {
          // The caller's own error is no failure of the network.
          control.abort(error)
          throw error
        }
      }
    }

    wait()
    try {
      signal?.throwIfAborted()
      signal?.addEventListener('abort', forward)
      const fields: Record<string, string> = { ...headers, ...(authorization && { authorization }) }
      const init: RequestInit = {
        method,
        headers: fields,
        // A signal costs as much as the rest of a small call: it goes along only where somebody may use it.
        signal: timeout || signal ? control.signal : null,
        // Changes go nowhere but to the base URL. Reads may go on: where they leave the origin, fetch itself leaves the
        // credentials behind. Node keeps a copy of all that an upload sends, unless it can neither be redirected nor
        // belongs to a window.
        ...(method !== 'GET' && { redirect: onNode ? 'error' : 'manual', window: null, duplex: 'half' }),
      }
      if (source) {
        const { size } = source
        const fail = (error: unknown) => {
          // Once this attempt has ended, it goes unheard: a source that was let go of only seems to end early.
          control.abort(error)
          throw error
        }
        init.body = await source.open(counter(size), fail, timeout || onProgress)
        if (size) fields['content-length'] = `${size}`
      }
      const address = query && !url.includes(query) ? url + (url.includes('?') ? '&' : '?') + query : url
      const response = await fetchIt(address, init)
      wait()
      if (!response.ok) throw await refusal(call, response)
      const got = response.headers
      if (!raw && /html/.test(`${got.get('content-type')}`)) throw nonsense(call, 'is answered by a page.')
      // Where silence is measured, every piece of the answer has to be seen.
      if (!response.body || (json && !timeout)) {
        const data = json && response.status !== 204 ? await response.json() : null
        end()
        return { response, data }
      }
      // With an encoding, Content-Length counts other bytes.
      const total = (!got.has('content-encoding') && +`${got.get('content-length')}`) || undefined
      const reader = response.body.getReader() as ByteReader
      const head = await readHead(reader)
      const start = startOf(head)
      const body = tap(reader, head, explain, counter(total, end), leave, end)
      if (!json && !((total as number) < 8e6)) return { response, start, size: total, body }
      const whole = await toBlob(body)
      return { response, start, size: total, data: json && JSON.parse(await whole.text()), body: whole.stream() }
    } catch (error) {
      throw explain(error)
    }
  }

  async function refusal(call: Call, response: Response): Promise<BusinessCentralError> {
    const { status, headers } = response
    const text = await response.text().catch(() => '')
    let code: string | undefined
    let message: string | undefined
    try {
      ;({ code, message } = JSON.parse(text).error)
    } catch {}
    if (call.raw && status) call.refused = new Response(text || null, response)
    const after = headers.get('retry-after')
    const retryAfter = +`${after}` * 1e3 || Date.parse(`${after}`) - now()
    const remedy = status === 401 ? ' Pass a fresh token, or a function.' : ''
    return failure(
      KINDS[status] ?? (status < 400 ? InvalidResponseError : BusinessCentralError),
      call,
      // Browsers do not tell the status of a redirect.
      `answered ${status || 'a redirect'} ${code ?? ''} ${message ?? ''}${remedy}`,
      {
        status: status || undefined,
        code,
        correlationId: headers.get('ms-correlation-x') ?? undefined,
        retryAfter: retryAfter > 0 ? retryAfter : undefined,
      },
    )
  }

  async function send(call: Call, wait = 0): Promise<Answer> {
    const { method, source, signal } = call
    let problem: BusinessCentralError | undefined
    let header: string | undefined
    let refused: string | undefined
    let doubtful: boolean | undefined
    for (;;) {
      try {
        if (wait) await sleep(wait, signal)
        wait = 0
        header = await signIn(signal, refused)
        // There is no other token, or nothing to send with it.
        if (refused && (header === refused || source?.spent)) throw problem
        await limits.enter(signal)
        call.started ??= now()
        return await exchange(call, header)
      } catch (error) {
        problem = error as BusinessCentralError
        const { status } = problem
        if (status === 401 && header && !refused) {
          refused = header
          continue
        }
        // A request that broke may have been carried out all the same: then the conflict is with ourselves.
        if (doubtful && problem instanceof ConflictError && (await carriedOut(call).catch(() => false))) {
          return { response: new Response(null, { status: 204 }) }
        }
        signal?.throwIfAborted()
        const again = mayRepeat(problem, call)
        if (again === undefined) {
          if (status && call.refused) return { response: call.refused }
          throw problem
        }
        wait = again
        doubtful ||= method !== 'GET' && status !== 429
      }
    }
  }

  async function carriedOut({ url, source, signal }: Call): Promise<boolean> {
    const content = source ? '' : /picture$/.test(url) ? '/pictureContent' : '/content'
    const { body } = await send({ method: 'GET', url: url + content, signal })
    const theirs = body && (await collect(body))
    const ours = source && (await collect(await source.open()))
    return theirs?.length === ours?.length && (!ours || ours.every((byte, at) => byte === theirs?.[at]))
  }

  function mayRepeat(problem: BusinessCentralError, call: Call): number | undefined {
    const { source, method, started = now(), repeated = 0 } = call
    const { status, code = '', name, retryAfter = random() * delay * 2 ** repeated } = problem
    const wait = Math.min(maxDelay, retryAfter)
    const passing = status
      ? /408|429|50[234]/.test(`${status}`) || (status === 500 && method === 'GET') || (status === 401 && source?.spent)
      : /^(Network|Timeout)E/.test(name) && !/cert|leaf|ssl|redirect/i.test(code)
    if (!passing || repeated >= limit || now() + wait > started + budget) return
    call.repeated = repeated + 1
    if (source?.spent) {
      problem.message += ' The stream cannot be sent again: pass bytes or a function.'
      return
    }
    if (status !== 429) return wait
    limits.pause(wait)
    return 0
  }

  return { send, mayRepeat }
}

const KINDS: Record<number, typeof BusinessCentralError> = {
  401: UnauthorizedError,
  403: UnauthorizedError,
  404: NotFoundError,
  409: ConflictError,
  412: ConflictError,
  429: ThrottledError,
}

/** An answer that makes no sense. */
export const nonsense = (call: Call, what: string): BusinessCentralError => failure(InvalidResponseError, call, what)
