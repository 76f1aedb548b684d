import { InterruptedError, ServerUnreachableError, VerifyUsageError } from '../problems.ts'
import type { Check } from './check.ts'
import { CheckSkipped, CheckStopped, type Probe } from './probe.ts'
import type { Subject } from './subject.ts'
import { allowWriting } from './writable.ts'

/** How a check ended, apart from the violations that its probe has. */
export interface Ending {
  /** Why it was skipped. */
  readonly reason?: string
  /** What ends the whole run. */
  readonly fatal?: unknown
}

/** Runs one check; whatever a server answers, it ends in words. */
export async function runCheck(
  check: Check,
  probe: Probe,
  hasPictures: () => boolean | Promise<boolean>,
  subject?: Subject,
): Promise<Ending> {
  if (subject) allowWriting(probe, subject)
  try {
    if (!(await hasPictures())) return { reason: `this server has no pictures of ${probe.parent}` }
    await check.run(probe)
    return {}
  } catch (error) {
    if (error instanceof CheckStopped) return {}
    if (error instanceof CheckSkipped) return { reason: error.message }
    const fatal = [InterruptedError, ServerUnreachableError, VerifyUsageError].some((type) => error instanceof type)
    if (fatal) return { fatal: error }
    probe.expect(false, `verify cannot make sense of the answer (${(error as Error).message}).`)
    return {}
  }
}
