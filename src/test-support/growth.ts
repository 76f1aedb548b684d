/**
 * How the work of a function grows with the size of its input: the exponent p of size^p, so 1 for linear work and 2 for
 * quadratic. What is over before it can be measured counts as 0. It compares two sizes with each other, so that it says
 * the same on a fast and on a slow machine; each is the best of several runs, so that other processes do not count.
 * @param work what is measured, for an input of this size; it may throw
 */
export function growthOf(work: (size: number) => void, sizes: readonly [number, number] = [4_000, 32_000]): number {
  const [small, large] = sizes
  const [quick, slow] = [bestOf(work, small), bestOf(work, large)]
  return slow < tooShortMs ? 0 : Math.log(slow / Math.max(quick, tooShortMs / 10)) / Math.log(large / small)
}

/** Less is noise. */
const tooShortMs = 2

function bestOf(work: (size: number) => void, size: number): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < 3; run++) {
    const { user } = process.cpuUsage()
    try {
      work(size)
    } catch {
      // Refusing is fine, as long as it is quick.
    }
    best = Math.min(best, (process.cpuUsage().user - user) / 1000)
    if (best < tooShortMs) break
  }
  return best
}
