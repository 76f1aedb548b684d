import type { Watcher } from '../bytes/streams.ts'
import { LONGEST_TIMER } from '../clock.ts'
import { failure, isBusinessCentralError, TimeoutError, withoutQuery } from '../errors.ts'
import type { Limits } from '../limits.ts'
import type { Answer, Call, Failure } from './call.ts'
import type { Log } from './log.ts'
import { isProgrammingError, networkFailure } from './network-failure.ts'
import { readAnswer } from './read-answer.ts'
import { readRefusal } from './refusal.ts'
import { requestInit } from './request-init.ts'

/** What all attempts of a client share. */
export interface Context {
  limits: Limits
  fetch(url: string, init: RequestInit): Promise<Response>
  /** Whether the `fetch` is the caller's own, whose programming errors are not those of the network. */
  isOwnFetch: boolean
  /** The client's own timeout. */
  timeout: number | undefined
  /** How many bytes of JSON, of an error and of service metadata are read at most. */
  maxSize: number
  /** Milliseconds since 1970. */
  now(): number
  /** Milliseconds, for durations. */
  elapsed(): number
  /** Makes a text of the server's fit to be shown. */
  redact(text: string): string
  log: Log
  /** What the caller may do about 401. */
  remedy: string
}

/**
 * One exchange with the server: a request, and the reading of its response. It was given a place within the limits, and
 * leaves it when the response is read.
 */
export class Attempt {
  readonly call: Call
  readonly context: Context
  readonly #timeout: number | undefined
  readonly #control = new AbortController()
  readonly #forward = () => this.#control.abort()
  #timer: ReturnType<typeof setTimeout> | undefined
  #inside = true

  constructor(call: Call, context: Context) {
    this.call = call
    this.context = context
    this.#timeout = call.timeout ?? context.timeout
  }

  /**
   * Sends the request, and gives the answer or the refusal.
   *
   * @param number 1 for the first attempt to carry the call out.
   * @throws BusinessCentralError when there is no response, or none that makes sense, and what the caller's own code
   * throws.
   */
  async run(authorization: string | undefined, number: number): Promise<Answer | Failure> {
    const { signal } = this.call
    this.waiting()
    try {
      signal?.throwIfAborted()
      signal?.addEventListener('abort', this.#forward)
      const response = await this.#send(authorization, number)
      this.waiting()
      if (response.ok) return await readAnswer(response, this)
      const refusal = await readRefusal(response, this)
      this.end()
      return refusal
    } catch (error) {
      throw this.explain(error)
    }
  }

  async #send(authorization: string | undefined, attempt: number): Promise<Response> {
    const { call, context } = this
    const { method, url, signal, source, onProgress } = call
    // A signal costs as much as the rest of a small call: it goes along only where somebody may use it.
    const init = requestInit(call, authorization, this.#timeout || signal ? this.#control.signal : null)
    if (source) {
      // Once this attempt has ended, it goes unheard: a source that was let go of only seems to end early.
      const failed = (error: unknown) => this.#stop(error)
      init.body = await source.open({ ...this.meter(source.size), failed }, !!(this.#timeout || onProgress))
    }
    const event = { method, url: withoutQuery(url), attempt }
    context.log({ type: 'request', ...event })
    const begin = context.elapsed()
    const response = await context.fetch(url, init).catch((error) => {
      throw context.isOwnFetch && isProgrammingError(error) ? this.#stop(error) : error
    })
    const { status, headers } = response
    const correlationId = headers.get('ms-correlation-x') ?? undefined
    context.log({ type: 'response', ...event, status, correlationId, duration: context.elapsed() - begin })
    return response
  }

  /** Gives the server as much time as it may be silent for. */
  waiting(): void {
    clearTimeout(this.#timer)
    const timeout = this.#timeout
    if (!timeout) return
    const giveUp = () => this.#stop(failure(TimeoutError, this.call, `timed out: no data for ${timeout} ms.`))
    this.#timer = setTimeout(giveUp, Math.min(timeout, LONGEST_TIMER))
  }

  /** Makes room for another request. */
  leave(): void {
    clearTimeout(this.#timer)
    if (this.#inside) this.context.limits.leave()
    this.#inside = false
  }

  /** Lets go of everything. */
  end(): void {
    this.leave()
    this.call.source?.close()
    this.call.signal?.removeEventListener('abort', this.#forward)
  }

  /** Breaks off with an error that is no failure of the network. Gives it back. */
  #stop(error: unknown): unknown {
    this.#control.abort(error)
    return error
  }

  /** Gives the error that the attempt fails with. The first one stands, and breaks off what is still under way. */
  explain(error: unknown): unknown {
    const reason = this.call.signal?.reason ?? this.#control.signal.reason
    this.end()
    this.#control.abort()
    return isBusinessCentralError(error) ? error : (reason ?? networkFailure(this.call, error))
  }

  /** Counts bytes on their way, tells of them, and holds them to their number where that is known. */
  meter(total: number | undefined): Required<Pick<Watcher, 'waiting' | 'passed' | 'ended'>> {
    let transferred = 0
    return {
      waiting: () => this.waiting(),
      passed: ({ length }) => {
        this.waiting()
        transferred += length
        try {
          this.call.onProgress?.({ transferred, total })
        } catch (error) {
          throw this.#stop(error)
        }
      },
      ended() {
        if (transferred !== (total ?? transferred)) throw new Error(`${transferred} of ${total} bytes`)
      },
    }
  }
}
