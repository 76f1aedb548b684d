/**
 * Works on many things, a few at a time. What `work` throws ends it: no further one is begun, those under way are waited
 * for, and the first error is thrown.
 * @param signal no further thing is begun once it fires, and its reason is thrown
 */
export async function inParallel<T>(
  things: Iterable<T> | AsyncIterable<T>,
  atOnce: number,
  work: (thing: T) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const iterator = Symbol.asyncIterator in things ? things[Symbol.asyncIterator]() : things[Symbol.iterator]()
  let failed: { error: unknown } | undefined
  // The next thing is asked for by one worker at a time.
  let turn: Promise<unknown> = Promise.resolve()
  const take = () => {
    const next = turn.then(() => iterator.next())
    turn = next.catch(() => {})
    return next
  }
  const worker = async () => {
    try {
      while (!failed && !signal?.aborted) {
        const { done, value } = await take()
        if (done || failed || signal?.aborted) return
        await work(value)
      }
    } catch (error) {
      failed ??= { error }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  if (failed) throw failed.error
  signal?.throwIfAborted()
}
