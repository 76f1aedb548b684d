import { type ByteReader, readerOf } from '../bytes/streams.ts'
import { LONGEST_TIMER } from '../clock.ts'
import { failure, TimeoutError } from '../errors.ts'
import type { Call } from './call.ts'
import type { Context } from './context.ts'
import { networkFailure } from './network-failure.ts'

/** One request and its response, for as long as they last: their timer, their place within the limits, their end. */
export interface Exchange {
  context: Context
  call: Call
  /** In milliseconds. */
  timeout: number | undefined
  /** For `fetch`; null where nobody may use it. */
  abort: AbortSignal | null
  /** Gives the server as much time as it may be silent for. Throws the error that the exchange has failed with. */
  waiting(): void
  /** Makes room for another request. */
  leave(): void
  /** Lets go of everything. */
  end(): void
  /** Breaks off with an error. Gives the one that the exchange fails with, which is the first. */
  fail(error: unknown): unknown
  /** Begins to read the body of the response. */
  open(body: Response['body']): ByteReader
}

/** Opens an exchange, which was given a place within the limits before. */
export function openExchange(context: Context, call: Call): Exchange {
  const { limits } = context
  const { signal, source, timeout = context.timeout } = call
  // It costs as much as the rest of a small call: it is made only where somebody may use it.
  const control = timeout || signal ? new AbortController() : undefined
  let reader: ByteReader | undefined
  let reason: unknown
  let timer: ReturnType<typeof setTimeout> | undefined
  let inside = true

  const leave = () => {
    clearTimeout(timer)
    if (inside) limits.leave()
    inside = false
  }
  const end = () => {
    leave()
    source?.close()
    signal?.removeEventListener('abort', giveUp)
  }
  const fail = (error: unknown) => {
    reason ??= error
    end()
    reader?.close()
    control?.abort()
    return reason
  }
  const giveUp = () => fail(signal?.reason)
  const waiting = () => {
    if (reason) throw reason
    clearTimeout(timer)
    const late = () => fail(failure(TimeoutError, call, `timed out: no data for ${timeout} ms.`))
    if (timeout) timer = setTimeout(late, Math.min(timeout, LONGEST_TIMER))
  }
  signal?.addEventListener('abort', giveUp)
  return {
    context,
    call,
    timeout,
    abort: control?.signal ?? null,
    waiting,
    leave,
    end,
    fail,
    open(body) {
      reader = readerOf(body, (error) => networkFailure(call, error))
      return reader
    },
  }
}
