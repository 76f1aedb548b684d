import { abortable, type Clock, machineClock } from './clock.ts'

/** The service's limits for one user. Source of the defaults: docs/business-central.md, "Limits per user". */
export interface LimitOptions {
  /** How many requests may be under way at once. Default 5. */
  concurrent?: number
  /** How many requests may begin within any {@link window}. Default 6000. */
  requests?: number
  /** In milliseconds. Default 300,000, which is five minutes. */
  window?: number
}

/** Keeps requests within the service's limits. Clients that sign in as the same user should share one. */
export interface Limits {
  /** Ends when a request may begin; every such end is followed by one {@link leave}. Rejects when the signal is aborted. */
  enter(signal?: AbortSignal): Promise<void>
  leave(): void
  /** Lets no request begin for so many milliseconds. */
  pause(ms: number): void
}

/**
 * Makes limits that several clients can share: `createPictureClient({ …, limits })`.
 *
 * @throws TypeError for numbers that would let nothing through.
 */
export function createLimits(
  { concurrent = 5, requests = 6000, window = 3e5 }: LimitOptions = {},
  { now, sleep }: Clock = machineClock,
): Limits {
  if (!(concurrent >= 1 && requests >= 1)) {
    throw new TypeError(`concurrent ${concurrent}, requests ${requests}: use 1 or more.`)
  }
  // A ring: the place of the next beginning holds the one that has to be a window ago by then.
  const begun: number[] = []
  let count = 0
  const waiting = new Set<() => void>()
  let running = 0
  let pausedUntil = 0

  const leave = () => {
    const [next] = waiting
    // A place is handed on, not given back, so that nobody overtakes those who wait.
    if (next) {
      waiting.delete(next)
      next()
    } else running--
  }

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
        for (;;) {
          const wait = Math.max(pausedUntil, (begun[count % requests] ?? -window) + window) - now()
          if (wait <= 0) break
          await sleep(wait, signal)
        }
      } catch (error) {
        leave()
        throw error
      }
      begun[count++ % requests] = now()
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, now() + ms)
    },
  }
}
