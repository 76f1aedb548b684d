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

/** Waits for a promise no longer than until the signal is aborted. What it fails with later is nobody's concern. */
export function untilAborted<T>(signal: AbortSignal | null | undefined, promise: Promise<T>): Promise<T> {
  if (!signal) return promise
  promise.catch(() => {})
  return abortable(signal, (resolve, reject) => void promise.then(resolve, reject))
}
