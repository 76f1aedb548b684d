import { outputBroken } from './output.ts'

/** Wishes to stop, made by signals. */
export interface StopSignals {
  /** Fires with the first signal. */
  readonly signal: AbortSignal
  /** Fires with the second one: what must be finished is left as it is. */
  readonly giveUp: AbortSignal
  /** What went wrong where nobody caught it; that is a wish to stop, too. */
  uncaught(): unknown
  /** Stops listening. */
  done(): void
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** npm and a terminal send one Ctrl-C to the same process each; that is one wish. */
const SAME_WISH_MS = 500

/** How long the process may take to end after the second signal. */
const LAST_WORDS_MS = 3000

/**
 * Turns SIGINT, SIGTERM and SIGHUP, a closed stdout, and an error that nobody caught into a wish to stop: what must be
 * finished can be. The second signal ends that as well, with 130.
 */
export function stopOnSignals(say: (message: string) => void): StopSignals {
  const stop = new AbortController()
  const giveUp = new AbortController()
  let last = Number.NEGATIVE_INFINITY
  let uncaught: unknown
  const onSignal = () => {
    const now = performance.now()
    const same = now - last < SAME_WISH_MS
    last = now
    if (same) return
    if (!stop.signal.aborted) {
      say('Stopping. Pictures that were changed are put back first; once more ends without that, and keeps the copies.')
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
