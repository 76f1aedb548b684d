import { isViolated, type Report, verify } from '../../src/verify/index.ts'
import { PARENTS } from '../support/parents.ts'
import type { Laboratory } from './laboratory.ts'
import type { Mutant } from './mutant.ts'

/** What verify made of a mutant. */
export interface Verdict {
  readonly killed: boolean
  /** The checks and rules that noticed, each once. */
  readonly by: readonly string[]
  readonly report: Report
}

/** How a mutant is verified. */
export interface KillOptions {
  /** The entity sets to try; default: all of the version. */
  readonly parents?: readonly string[]
  /** Whether the first violation is enough. Default false: all that notice are wanted. */
  readonly bail?: boolean
  /** Where original pictures are saved. */
  readonly saveTo: string
}

/** Runs verify with writing against a mutant; without one, against the sound server. */
export async function verifyMutant(
  laboratory: Laboratory,
  mutant: Mutant | undefined,
  { parents, bail = false, saveTo }: KillOptions,
  version = mutant?.version ?? 'v2.0',
): Promise<Verdict> {
  await using infected = await laboratory.infect(version, mutant)
  const tried = parents ?? PARENTS[version]
  const entities = laboratory.entities(tried)
  const report = await verify({
    target: infected.target,
    write: true,
    entities,
    parents: tried,
    bail,
    saveTo,
    timeoutMs: 5000,
  })
  const by = report.results.flatMap(({ violations }) => violations.map(({ rule }) => rule))
  return { killed: isViolated(report), by: [...new Set(by)], report }
}
