import { abortable } from './abortable.ts'
import { hasMethods, optionsWith, wholeNumber } from './check.ts'
import { type Clock, checkClock, machineClock, stopwatch } from './clock.ts'

/** The service's limits for one user. The defaults: fact:limit-requests, fact:limit-concurrent, fact:limit-queue. */
export interface LimitOptions {
  /** How many requests may be under way at once. Default 5. */
  concurrent?: number | undefined
  /** How many requests may begin within any {@link window}. Default 6000. */
  requests?: number | undefined
  /** In milliseconds. Default 300,000, which is five minutes. */
  window?: number | undefined
}

/** Keeps requests within the service's limits. Clients that sign in as the same user should share one. */
export interface Limits {
  /** Resolves when a request may begin; then {@link leave} has to follow once. Rejects when the signal is aborted. */
  enter(signal?: AbortSignal): Promise<void>
  leave(): void
  /** Lets no request begin for so many milliseconds. */
  pause(ms: number): void
}

/** A check for {@link LimitOptions}. */
export const checkLimits = optionsWith<LimitOptions>({
  concurrent: wholeNumber(1, true),
  requests: wholeNumber(1),
  window: wholeNumber(1),
})

/** Whether these are limits, rather than options to make them of. */
export const isLimits = (value: unknown): value is Limits => hasMethods(value, 'enter', 'leave', 'pause')

/**
 * Makes limits that several clients can share: `createPictureClient({ …, limits })`.
 *
 * @throws TypeError for what are no whole numbers from 1 on, and for a clock that is none.
 */
export function createLimits(options: LimitOptions = {}, clock: Clock = machineClock): Limits {
  checkLimits('createLimits()', options)
  checkClock('clock', clock)
  const { concurrent = 5, requests = 6000, window = 300_000 } = options
  const elapsed = stopwatch(clock)
  // A ring: the place of the next beginning holds the one that has to be a window ago by then.
  const begun: number[] = []
  let count = 0
  const waiting = new Set<() => void>()
  let running = 0
  let pausedUntil = -Infinity

  const leave = () => {
    const [next] = waiting
    // A place is handed on, not given back, so that nobody overtakes those who wait.
    if (next) {
      waiting.delete(next)
      next()
    } else running--
  }

  /** Milliseconds until the next request may begin. */
  const waitingTime = () => Math.max(pausedUntil, (begun[count % requests] ?? -Infinity) + window) - elapsed()

  return {
    leave,
    async enter(signal) {
      if (running < concurrent) running++
      else {
        await abortable<void>(signal, (resolve) => {
          waiting.add(resolve)
          return () => waiting.delete(resolve)
        })
      }
      try {
        for (let wait = waitingTime(); wait > 0; wait = waitingTime()) await clock.sleep(wait, signal)
      } catch (error) {
        leave()
        throw error
      }
      begun[count++ % requests] = elapsed()
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, elapsed() + ms)
    },
  }
}
