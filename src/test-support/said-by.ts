import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/**
 * Waits for what a child says. A child that cannot start, or ends before it has said it, would be waited for for ever.
 * @param what the child, as a sentence names it
 * @throws Error in a sentence when the child ends first
 */
export async function saidBy<T>(child: ChildProcess, what: string, said: Promise<T>): Promise<T> {
  const ended = (how: unknown) => new Error(`${what} ended (${how}) and said nothing: its own message is above.`)
  if (child.exitCode !== null) throw ended(`code ${child.exitCode}`)
  const over = new AbortController()
  const { signal } = over
  try {
    return await Promise.race([
      said,
      once(child, 'exit', { signal }).then(([code, name]) => {
        throw ended(code === null ? name : `code ${code}`)
      }),
    ])
  } finally {
    // The child may end as soon as it likes now.
    over.abort()
  }
}
