import { abortable } from './abortable.ts'
import { hasMethods, must } from './check.ts'

/** Time and chance, to be replaced in tests. */
export interface Clock {
  /** Milliseconds since 1970, for times that others name: when a token expires, a `Retry-After` that is a date. */
  now(): number
  /** Milliseconds since any moment, never set back: for durations. Default: `now`. */
  elapsed?: (() => number) | undefined
  /** Resolves after so many milliseconds, or rejects with the signal's reason if that comes first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** From 0 up to, not including, 1. */
  random(): number
}

/** A check for {@link Clock}. */
export const checkClock = must(
  (value) => hasMethods(value, 'now', 'sleep', 'random'),
  'an object with now(), sleep() and random()',
)

/** More milliseconds than a timer can hold would end it at once. */
export const LONGEST_TIMER = 2_000_000_000

/** The clock of the machine. */
export const machineClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    abortable(signal, (resolve) => {
      const timer = setTimeout(resolve, Math.min(ms, LONGEST_TIMER))
      return () => clearTimeout(timer)
    }),
}

/** How a clock measures durations. */
export const stopwatch = (clock: Clock): (() => number) => clock.elapsed ?? clock.now
