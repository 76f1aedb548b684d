import { InterruptedError, ServerUnreachableError, VerifyUsageError } from '../problems.ts'
import { ForeignChangeError, UnreadableError } from '../write-guard.ts'
import { CheckSkipped, CheckStopped } from './outcome.ts'
import type { Probe } from './probe.ts'

/** How a check ended, apart from the violations that its probe has. */
export interface Ending {
  /** Why it was skipped. */
  readonly reason?: string
  /** Whether it would be skipped on every other parent, too. */
  readonly everywhere?: boolean
  /** What ends the whole run. */
  readonly fatal?: unknown
}

/** Runs one check; whatever a server returns, it ends in words. */
export async function runCheck(probe: Probe, run: () => Promise<void>): Promise<Ending> {
  try {
    await run()
    return {}
  } catch (error) {
    if (error instanceof CheckStopped) return {}
    if (error instanceof CheckSkipped) return { reason: error.message, everywhere: error.everywhere }
    if (error instanceof ForeignChangeError || error instanceof UnreadableError) {
      // Whatever was found may be the other one's doing.
      probe.violations.length = 0
      return { reason: error.message }
    }
    const fatal = [InterruptedError, ServerUnreachableError, VerifyUsageError].some((type) => error instanceof type)
    if (fatal) return { fatal: error }
    probe.expect(false, `verify cannot make sense of the response (${(error as Error).message}).`)
    return {}
  }
}
