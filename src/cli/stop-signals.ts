/** A wish to stop, made by a signal. */
export interface StopSignals {
  /** Fires with the first signal. */
  readonly signal: AbortSignal
  /** Stops listening. */
  done(): void
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Turns SIGINT, SIGTERM and SIGHUP, and a closed stdout, into a wish to stop: what must be finished can be. The second
 * signal says so, the third one ends the process with 130 whatever is unfinished.
 */
export function stopOnSignals(say: (message: string) => void): StopSignals {
  const controller = new AbortController()
  let count = 0
  const onSignal = () => {
    count += 1
    if (count === 1) say('Stopping. Pictures that were changed are put back first.')
    if (count === 2) say('Still putting pictures back; once more ends without that, and leaves the saved copies.')
    if (count >= 3) process.exit(130)
    controller.abort()
  }
  const onBrokenPipe = () => controller.abort()
  for (const name of SIGNALS) process.on(name, onSignal)
  process.stdout.on('error', onBrokenPipe)
  return {
    signal: controller.signal,
    done() {
      for (const name of SIGNALS) process.off(name, onSignal)
    },
  }
}
