import type { ApiVersion } from '../../src/versions.ts'
import { readContract } from '../support/contract.ts'
import { type CompanyAddress, discoverEntities } from '../support/discover.ts'
import { PARENTS } from '../support/parents.ts'
import { startPrism } from '../support/prism.ts'
import type { Bundle } from './document.ts'
import { EXPECTATIONS } from './expectations.ts'
import { planForPrism, planForServer } from './plan.ts'
import { type Outcome, type RunOptions, runDredd } from './run.ts'

/** What may differ from an ordinary run, to show that the guards bite. */
export interface CheckOptions extends RunOptions {
  contract?: Bundle
}

/** Runs Dredd on a version's contract against a Prism mock of it: every transaction, none skipped. */
export async function checkPrism(version: ApiVersion, options: CheckOptions = {}): Promise<Outcome> {
  const contract = options.contract ?? (await readContract(version))
  await using prism = await startPrism(await readContract(version))
  const outcome = await runDredd(contract, (transactions) => planForPrism(prism.url, transactions), options)
  return { ...outcome, problems: [...outcome.problems, ...countProblems(version, outcome, {})] }
}

/** Runs Dredd on a version's contract against the emulator, writing: every transaction but those of the known reasons. */
export async function checkEmulator(
  version: ApiVersion,
  company: CompanyAddress,
  options: CheckOptions = {},
): Promise<Outcome> {
  const outcome = await checkServer(version, company, { ...options, writable: true })
  const problems = [...outcome.problems, ...countProblems(version, outcome, EXPECTATIONS[version].skipped)]
  return { ...outcome, problems }
}

/** Runs Dredd on a version's contract against any server. It only reads, unless `writable` says that nobody misses the pictures. */
export async function checkServer(
  version: ApiVersion,
  company: CompanyAddress,
  options: CheckOptions & { writable?: boolean } = {},
): Promise<Outcome> {
  const contract = options.contract ?? (await readContract(version))
  const entities = await discoverEntities(company, PARENTS[version])
  const target = { ...company, entities, writable: options.writable ?? false }
  return runDredd(contract, (transactions) => planForServer(target, transactions), options)
}

function countProblems(version: ApiVersion, outcome: Outcome, skipped: Record<string, number>): string[] {
  const { transactions } = EXPECTATIONS[version]
  const found = skippedByReason(outcome)
  const problems: string[] = []
  const total = outcome.passed.length + outcome.skipped.length
  if (outcome.problems.length === 0 && total !== transactions) {
    problems.push(`${total} transactions ran or were skipped, ${transactions} were expected.`)
  }
  for (const reason of new Set([...Object.keys(found), ...Object.keys(skipped)])) {
    const [is, should] = [found[reason] ?? 0, skipped[reason] ?? 0]
    if (is !== should) problems.push(`${is} transactions were skipped because ${reason}; ${should} were expected.`)
  }
  return problems
}

/** How many transactions were skipped, by reason. */
export function skippedByReason({ skipped }: Outcome): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { reason } of skipped) counts[reason] = (counts[reason] ?? 0) + 1
  return counts
}
