import type { ApiVersion } from '../../src/versions.ts'
import { planForServer } from '../dredd/plan.ts'
import { runDredd } from '../dredd/run.ts'
import { type Bundle, readContract } from '../support/contract.ts'
import { discoverEntities } from '../support/discover.ts'
import type { Parent } from '../support/parents.ts'
import type { Laboratory } from './laboratory.ts'
import type { Mutant } from './mutant.ts'

/**
 * What Dredd, with this project's hooks, has against a mutant. The entities are looked up on the sound server, so that
 * nothing but Dredd and its hooks can complain.
 * @param parents the entity sets whose part of the contract Dredd is given
 */
export async function dreddComplaints(
  { emulator, world, infect }: Laboratory,
  mutant: Mutant | undefined,
  version: ApiVersion,
  parents: readonly Parent[],
): Promise<string[]> {
  await using infected = await infect(version, mutant)
  const headers = { Authorization: world.authorization }
  const { companyId, baseUrls } = emulator
  const entities = await discoverEntities({ baseUrl: baseUrls[version], headers, companyId }, parents)
  const target = { baseUrl: infected.target.baseUrl, headers, companyId, entities, writable: true }
  const contract = onlyOf(await readContract(version), parents)
  const outcome = await runDredd(contract, (transactions) => planForServer(target, transactions))
  return outcome.problems
}

/** The part of the contract that is about some entity sets, and what is above them. */
function onlyOf(contract: Bundle, parents: readonly Parent[]): Bundle {
  const belongs = (path: string) => {
    const [, parent] = /^\/companies\([^)]*\)\/(\w+)/.exec(path) ?? []
    return parent === undefined || parents.some((known) => known === parent)
  }
  return { ...contract, paths: Object.fromEntries(Object.entries(contract.paths).filter(([path]) => belongs(path))) }
}
