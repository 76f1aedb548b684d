import { createRawClient } from '../../src/client/index.ts'
import type { InProcessEmulator } from '../../src/emulator/index.ts'
import { API_VERSIONS } from '../../src/versions.ts'
import { discoverEntities } from '../support/discover.ts'
import { PARENTS } from '../support/parents.ts'
import { pictureCalls } from '../support/picture-calls.ts'
import { SCENARIOS } from './microsoft-scenarios.ts'

/** The result of one scenario. */
export interface ScenarioResult {
  name: string
  /** undefined: it passed. */
  failure: string | undefined
}

/**
 * Runs every scenario for every parent in every version through an emulator's `fetch`. It knows nothing of Node, so that
 * a page can run it too.
 */
export async function runWithoutAPort({ fetch, baseUrls, companyId }: InProcessEmulator): Promise<ScenarioResult[]> {
  const headers = { Authorization: 'Bearer scenarios' }
  const results: ScenarioResult[] = []
  for (const version of API_VERSIONS) {
    const baseUrl = baseUrls[version]
    const client = createRawClient({ baseUrl, apiVersion: version, headers, fetch })
    const entities = await discoverEntities({ baseUrl, headers, companyId, fetch }, PARENTS[version])
    for (const parent of PARENTS[version]) {
      const entityId = entities[parent]?.withPicture ?? ''
      const calls = pictureCalls(client, { version, parent, companyId, entityId })
      for (const { title, run } of SCENARIOS) {
        const failure = await run(calls).then(
          () => undefined,
          (error: unknown) => String(error),
        )
        results.push({ name: `${version} ${parent}: ${title}`, failure })
      }
    }
  }
  return results
}

/** How many scenarios a run has to consist of. */
export const SCENARIO_COUNT = Object.values(PARENTS).flat().length * SCENARIOS.length
