import { compareServices } from '../service-metadata/compare.ts'
import { CsdlError, parseCsdl } from '../service-metadata/csdl.ts'
import { expectedService } from '../service-metadata/expected.ts'
import type { Check } from './check.ts'
import { findCompany } from './discovery.ts'
import type { Probe } from './probe.ts'

/** Whether the server says that a parent has pictures; true where it says nothing that can be read. */
export async function parentHasPictures(probe: Probe, parent: string): Promise<boolean> {
  // Only item variants came later: the others need not be asked about.
  if (parent !== 'itemVariants') return true
  const drift = await readServiceMetadata(probe)
  return !drift?.parentsWithoutPicture.includes(parent)
}

function readServiceMetadata(probe: Probe) {
  return probe.session.once('the service description', probe, async (first) => {
    await findCompany(first)
    const exchange = await first.send({ method: 'GET', path: '/$metadata' })
    first.demandStatus(exchange, [200], 'The service description')
    try {
      const actual = parseCsdl(exchange.body.toString('utf8'))
      const drift = compareServices(expectedService(first.session.contract), actual)
      first.session.additions = drift.added.map(({ message }) => message)
      return drift
    } catch (error) {
      if (!(error instanceof CsdlError)) throw error
      first.expect(false, error.message, exchange)
      return undefined
    }
  })
}

/** Checks of the service as a whole. */
export const SERVICE_CHECKS: readonly Check[] = [
  {
    id: 'companies',
    group: 'service',
    promise: 'The companies are listed, each once, with the one that is asked for.',
    source: '"URLs and sign-in"',
    scope: 'service',
    run: async (probe: Probe) => {
      await findCompany(probe)
    },
  },
  {
    id: 'service-metadata',
    group: 'service',
    promise:
      'The service description has the picture type, its properties, their types, its key, its enumeration and the way to it from each parent.',
    source: '"`$metadata` of v2.0"',
    scope: 'service',
    run: async (probe: Probe) => {
      const drift = await readServiceMetadata(probe)
      for (const { message, pointer } of drift?.broken ?? []) {
        probe.violations.push({ rule: 'service-metadata', message, exchange: undefined, pointer })
      }
      if (drift === undefined || !probe.session.contract.parents.includes('itemVariants')) return
      probe.observe('variant-pictures', drift.parentsWithoutPicture.includes('itemVariants') ? 'no' : 'yes')
    },
  },
]
