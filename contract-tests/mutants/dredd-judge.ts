import type { ApiVersion } from '../../src/versions.ts'
import { planForServer } from '../dredd/plan.ts'
import { runDredd } from '../dredd/run.ts'
import { readContract } from '../support/contract.ts'
import { discoverEntities } from '../support/discover.ts'
import { PARENTS } from '../support/parents.ts'
import type { Laboratory } from './laboratory.ts'
import type { Mutant } from './mutant.ts'

/**
 * What Dredd, with this project's hooks, has against a mutant. The entities are looked up on the sound server, so that
 * nothing but Dredd and its hooks can complain.
 */
export async function dreddComplaints(
  { emulator, world, infect }: Laboratory,
  mutant: Mutant | undefined,
  version: ApiVersion,
): Promise<string[]> {
  await using infected = await infect(version, mutant)
  const headers = { Authorization: world.authorization }
  const { companyId, baseUrls } = emulator
  const entities = await discoverEntities({ baseUrl: baseUrls[version], headers, companyId }, PARENTS[version])
  const target = { baseUrl: infected.target.baseUrl, headers, companyId, entities, writable: true }
  const outcome = await runDredd(await readContract(version), (transactions) => planForServer(target, transactions))
  return outcome.problems
}
