import { startPrism } from '../../src/test-support/prism.ts'
import type { ApiVersion } from '../../src/versions.ts'
import type { Bundle } from '../support/contract.ts'
import { readContract } from '../support/contract.ts'
import { type CompanyAddress, discoverEntities } from '../support/discover.ts'
import { PARENTS } from '../support/parents.ts'
import { EXPECTATIONS } from './expectations.ts'
import { planForPrism, planForServer } from './plan.ts'
import { type Outcome, type RunOptions, runDredd } from './run.ts'

/** Changes to an ordinary run, for tests of the guards. */
export interface CheckOptions extends RunOptions {
  contract?: Bundle
}

/** Runs Dredd on a version's contract against a Prism mock of it: every transaction, none skipped. */
export async function checkPrism(version: ApiVersion, options: CheckOptions = {}): Promise<Outcome> {
  const contract = options.contract ?? (await readContract(version))
  await using prism = await startPrism(await readContract(version))
  const outcome = await runDredd(contract, (transactions) => planForPrism(prism.url, transactions), options)
  return { ...outcome, problems: [...outcome.problems, ...countProblems(version, outcome)] }
}

/**
 * Runs Dredd on a version's contract against the emulator, writing: every transaction, none skipped. What no server
 * returns on demand comes from faults that are set through the emulator's control API, at the origin of the base URL.
 */
export async function checkEmulator(
  version: ApiVersion,
  company: CompanyAddress,
  options: CheckOptions = {},
): Promise<Outcome> {
  const outcome = await checkServer(version, company, { ...options, writable: true, failsOnDemand: true })
  const problems = [...outcome.problems, ...countProblems(version, outcome), ...(await unmetFaults(company))]
  return { ...outcome, problems }
}

/** Faults that were set for a transaction and did not happen. */
async function unmetFaults({ baseUrl }: CompanyAddress): Promise<string[]> {
  const response = await fetch(new URL('/_emulator/faults', baseUrl))
  const faults = (await response.json()) as { rule: string; happened: number }[]
  return faults.filter(({ happened }) => happened === 0).map(({ rule }) => `No request met the fault '${rule}'.`)
}

/** Runs Dredd on a version's contract against any server. It only reads, unless `writable` says that the pictures may be lost. */
export async function checkServer(
  version: ApiVersion,
  company: CompanyAddress,
  options: CheckOptions & { writable?: boolean; failsOnDemand?: boolean } = {},
): Promise<Outcome> {
  const contract = options.contract ?? (await readContract(version))
  const entities = await discoverEntities(company, PARENTS[version])
  const { writable = false, failsOnDemand = false } = options
  const target = { ...company, entities, writable, failsOnDemand }
  return runDredd(contract, (transactions) => planForServer(target, transactions), options)
}

function countProblems(version: ApiVersion, outcome: Outcome): string[] {
  const { transactions } = EXPECTATIONS[version]
  const problems = Object.entries(skippedByReason(outcome)).map(
    ([reason, count]) => `${count} transactions were skipped because ${reason}; none should be.`,
  )
  const total = outcome.passed.length + outcome.skipped.length
  if (outcome.problems.length === 0 && total !== transactions) {
    problems.push(`${total} transactions ran or were skipped, ${transactions} were expected.`)
  }
  return problems
}

/** How many transactions were skipped, by reason. */
export function skippedByReason({ skipped }: Outcome): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { reason } of skipped) counts[reason] = (counts[reason] ?? 0) + 1
  return counts
}
