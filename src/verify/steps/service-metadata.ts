import type { Probe } from '../probe/probe.ts'
import { compareServices, type ServiceDrift } from '../service-metadata/compare.ts'
import { CsdlError, parseCsdl } from '../service-metadata/csdl.ts'
import { expectedService } from '../service-metadata/expected.ts'
import { findCompany } from './companies.ts'

/** Whether the server says that a parent has pictures; true where it says nothing that can be read. */
export async function parentHasPictures(probe: Probe, parent: string): Promise<boolean> {
  // Only item variants came later (fact:variants-since-28): the others need not be asked about.
  if (parent !== 'itemVariants') return true
  const drift = await readServiceMetadata(probe)
  return !drift?.parentsWithoutPicture.includes(parent)
}

/** How the server's `$metadata` differs from the contract; undefined where it cannot be read. */
export function readServiceMetadata(probe: Probe): Promise<ServiceDrift | undefined> {
  return probe.once('the service description', async () => {
    await findCompany(probe)
    const exchange = await probe.send({ method: 'GET', path: '/$metadata' })
    probe.demandStatus(exchange, [200], 'The service description')
    try {
      const actual = parseCsdl(exchange.body.toString('utf8'))
      const drift = compareServices(expectedService(probe.session.contract), actual)
      probe.session.additions = drift.added.map(({ message }) => message)
      return drift
    } catch (error) {
      if (!(error instanceof CsdlError)) throw error
      probe.expect(false, error.message, exchange)
      return undefined
    }
  })
}
