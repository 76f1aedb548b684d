import type { Watcher } from '../bytes/streams.ts'
import { LONGEST_TIMER } from '../clock.ts'
import { failure, invalid, isBusinessCentralError, TimeoutError } from '../errors.ts'
import type { Limits } from '../limits.ts'
import type { Call } from './call.ts'
import { OwnError } from './context.ts'
import { networkFailure } from './network-failure.ts'

/** One request and its response, for as long as they last: their timer, their place within the limits, their end. */
export interface Exchange {
  call: Call
  /** For `fetch`; null where nobody may use it. */
  signal: AbortSignal | null
  /** Gives the server as much time as it may be silent for. */
  waiting(): void
  /** Makes room for another request. */
  leave(): void
  /** Lets go of everything. */
  end(): void
  /** Breaks off with an error that is no failure of the network. Gives it back. */
  stop(error: unknown): unknown
  /** Gives the error that the exchange fails with. The first one stands, and breaks off what is still under way. */
  explain(error: unknown): unknown
}

/** Opens an exchange, which was given a place within the limits before. */
export function openExchange(call: Call, limits: Limits, timeout: number | undefined): Exchange {
  const { signal, source } = call
  // It costs as much as the rest of a small call: it is made only where somebody may use it.
  const control = timeout || signal ? new AbortController() : undefined
  const forward = () => control?.abort()
  let reason: unknown
  let timer: ReturnType<typeof setTimeout> | undefined
  let inside = true

  const stop = (error: unknown) => {
    reason ??= error
    control?.abort(error)
    return error
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
  signal?.addEventListener('abort', forward)
  return {
    call,
    signal: control?.signal ?? null,
    leave,
    end,
    stop,
    waiting() {
      clearTimeout(timer)
      const giveUp = () => stop(failure(TimeoutError, call, `timed out: no data for ${timeout} ms.`))
      if (timeout) timer = setTimeout(giveUp, Math.min(timeout, LONGEST_TIMER))
    },
    explain(error) {
      const first = signal?.reason ?? reason
      end()
      forward()
      if (error instanceof OwnError) return error.cause
      return isBusinessCentralError(error) ? error : (first ?? networkFailure(call, error))
    },
  }
}

/** Counts bytes on their way, and tells of them. Throws when they are too many, or not as many as they should be. */
export function meter({ call, waiting, stop }: Exchange, total: number | undefined, maxSize = Infinity): Meter {
  let transferred = 0
  return {
    waiting,
    passed({ length }) {
      waiting()
      transferred += length
      if (transferred > maxSize) throw tooLarge(call, maxSize)
      try {
        call.onProgress?.({ transferred, total })
      } catch (error) {
        throw stop(error)
      }
    },
    ended() {
      if (transferred !== (total ?? transferred)) throw new Error(`${transferred} of ${total} bytes`)
    },
  }
}

/** A part of a watcher. */
export type Meter = Required<Pick<Watcher, 'waiting' | 'passed' | 'ended'>>

const tooLarge = (call: Call, maxSize: number) =>
  invalid(call, `returned more than ${maxSize} bytes: pass a larger maxResponseSize where that is right.`)
