import { outputBroken } from './output.ts'

/** Requests to stop, made by signals. */
export interface StopSignals {
  /** Fires with the first signal. */
  readonly signal: AbortSignal
  /** Fires with the second one: unfinished work is left as it is. */
  readonly giveUp: AbortSignal
  /** An error that nobody caught; it is a request to stop, too. */
  uncaught(): unknown
  /** Stops listening. */
  done(): void
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** npm and the terminal each send a Ctrl-C to the process; within this time they count as one. */
const SAME_REQUEST_MS = 500

/** How long the process may take to end after the second signal. */
const LAST_WORDS_MS = 3000

/**
 * Turns SIGINT, SIGTERM, SIGHUP, a closed stdout and an uncaught error into a request to stop, so that work in progress
 * can be finished. The second signal ends that as well, with 130.
 */
export function stopOnSignals(say: (message: string) => void): StopSignals {
  const stop = new AbortController()
  const giveUp = new AbortController()
  let last = Number.NEGATIVE_INFINITY
  let uncaught: unknown
  const onSignal = () => {
    const now = performance.now()
    const same = now - last < SAME_REQUEST_MS
    last = now
    if (same) return
    if (!stop.signal.aborted) {
      say(
        'Stopping: changed pictures are put back first. Press Ctrl-C again to stop without that; the saved copies stay.',
      )
      stop.abort()
    } else {
      setTimeout(() => process.exit(130), LAST_WORDS_MS).unref()
      giveUp.abort()
    }
  }
  const onBrokenOutput = () => stop.abort()
  const onUncaught = (error: unknown) => {
    uncaught ??= error
    stop.abort()
  }
  for (const name of SIGNALS) process.on(name, onSignal)
  outputBroken.addEventListener('abort', onBrokenOutput)
  process.on('uncaughtException', onUncaught)
  return {
    signal: stop.signal,
    giveUp: giveUp.signal,
    uncaught: () => uncaught,
    done() {
      for (const name of SIGNALS) process.off(name, onSignal)
      outputBroken.removeEventListener('abort', onBrokenOutput)
      process.off('uncaughtException', onUncaught)
    },
  }
}
