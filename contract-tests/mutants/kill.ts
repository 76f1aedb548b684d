import { isViolated, type Report, verify } from '../../src/verify/index.ts'
import { PARENTS } from '../support/parents.ts'
import type { Laboratory, Recorded } from './laboratory.ts'
import type { Mutant } from './mutant.ts'

/** What verify made of a mutant. */
export interface Verdict {
  readonly killed: boolean
  /** The checks and rules that noticed, each once. */
  readonly by: readonly string[]
  readonly report: Report
  /** Every exchange of the run. */
  readonly exchanges: readonly Recorded[]
}

/** How a mutant is verified. */
export interface KillOptions {
  /** The entity sets to try; default: all of the version. */
  readonly parents?: readonly string[]
  /** Whether the first violation is enough. Default false: all that notice are wanted. */
  readonly bail?: boolean
  /** The checks to run; default: all. */
  readonly only?: readonly string[]
  /** Where original pictures are saved. */
  readonly saveTo: string
}

/** Runs verify with writing against a mutant; without one, against the sound server. */
export async function verifyMutant(
  laboratory: Laboratory,
  mutant: Mutant | undefined,
  { parents, ...options }: KillOptions,
  version = mutant?.version ?? 'v2.0',
): Promise<Verdict> {
  await using infected = await laboratory.infect(version, mutant)
  const tried = parents ?? PARENTS[version]
  const entities = laboratory.entities(tried)
  const where = {
    target: infected.target,
    write: true,
    entities,
    parents: tried,
    timeoutMs: 5000,
    restoreForMs: 500,
    acceptLoss: () => true,
  }
  const report = await verify({ ...where, ...options })
  const by = report.results.flatMap(({ violations }) => violations.map(({ rule }) => rule))
  return { killed: isViolated(report), by: [...new Set(by)], report, exchanges: infected.recorded }
}
