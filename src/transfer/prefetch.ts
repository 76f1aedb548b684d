/** Lets a source run ahead of whoever takes from it, by up to so many things. */
export async function* prefetch<T>(source: AsyncIterable<T>, ahead: number): AsyncGenerator<T, void, undefined> {
  const waiting: T[] = []
  let ended: { readonly error?: unknown } | undefined
  let stopped = false
  let wakeTaker = () => {}
  let wakeSource = () => {}
  const run = async () => {
    for await (const thing of source) {
      if (stopped) return
      waiting.push(thing)
      wakeTaker()
      if (waiting.length >= ahead) {
        await new Promise<void>((resolve) => {
          wakeSource = resolve
        })
      }
      if (stopped) return
    }
  }
  run().then(
    () => {
      ended = {}
      wakeTaker()
    },
    (error) => {
      ended = { error }
      wakeTaker()
    },
  )
  try {
    for (;;) {
      const thing = waiting.shift()
      if (thing !== undefined) {
        if (waiting.length < ahead) wakeSource()
        yield thing
        continue
      }
      if (ended) break
      await new Promise<void>((resolve) => {
        wakeTaker = resolve
      })
    }
    if ('error' in ended) throw ended.error
  } finally {
    stopped = true
    wakeSource()
  }
}
