/** Time and chance, to be replaced in tests. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Ends after so many milliseconds, or rejects with the signal's reason when that comes first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** From 0 up to, not including, 1. */
  random(): number
}

/** The clock of the machine. */
export const machineClock: Clock = {
  now: Date.now,
  random: Math.random,
  sleep: (ms, signal) =>
    abortable(signal, (resolve) => {
      const timer = setTimeout(resolve, ms)
      return () => clearTimeout(timer)
    }),
}

/**
 * A promise that rejects with the signal's reason as soon as the signal is aborted.
 *
 * @param start begins the work, and may return how to give it up.
 */
export function abortable<T>(
  signal: AbortSignal | undefined,
  start: (resolve: (value: T) => void, reject: (reason: unknown) => void) => unknown,
): Promise<T> {
  let stop: () => void
  return new Promise<T>((resolve, reject) => {
    signal?.throwIfAborted()
    const giveUp = start(resolve, reject) as (() => void) | undefined
    stop = () => {
      giveUp?.()
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', stop)
  }).finally(() => signal?.removeEventListener('abort', stop))
}

/** Makes a function that all who call it while its work is under way share; each may give up for itself. */
export function shared<T>(work: () => Promise<T>): (signal?: AbortSignal) => Promise<T> {
  let underWay: Promise<T> | undefined
  return (signal) =>
    abortable(signal, (resolve, reject) => {
      underWay ??= work().finally(() => {
        underWay = undefined
      })
      underWay.then(resolve, reject)
    })
}
