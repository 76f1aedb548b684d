import { untilAborted } from './abortable.ts'

/** Makes a function whose callers share the work that is under way; each of them may give up on its own. */
export function shared<T>(work: () => Promise<T>): (signal?: AbortSignal) => Promise<T> {
  let underWay: Promise<T> | undefined
  return async (signal) => {
    signal?.throwIfAborted()
    underWay ??= work().finally(() => {
      underWay = undefined
    })
    return untilAborted(signal, underWay)
  }
}
