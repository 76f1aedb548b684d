import { abortable } from './abortable.ts'

/** Makes a function whose callers share the work that is under way; each of them may give up on its own. */
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
