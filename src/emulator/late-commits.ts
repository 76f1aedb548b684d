/** Changes that were acknowledged and are not to be seen yet: in the product a row is dated before it is committed. */
export class LateCommits {
  readonly #pending = new Map<ReturnType<typeof setTimeout>, () => void>()

  /** Does the work after a while. `drop` is called instead when it is given up before. */
  schedule(milliseconds: number, work: () => Promise<unknown>, drop: () => void): void {
    const timer = setTimeout(() => {
      this.#pending.delete(timer)
      // The entity may have gone meanwhile.
      work().catch(() => undefined)
    }, milliseconds)
    // Where timers keep a process alive, this one does not.
    if (typeof timer === 'object' && 'unref' in timer) timer.unref()
    this.#pending.set(timer, drop)
  }

  /** Gives up everything that is still to come. */
  clear(): void {
    for (const [timer, drop] of this.#pending) {
      clearTimeout(timer)
      drop()
    }
    this.#pending.clear()
  }
}
