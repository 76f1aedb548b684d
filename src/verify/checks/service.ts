import type { Probe } from '../probe/probe.ts'
import { findCompany } from '../steps/companies.ts'
import { readServiceMetadata } from '../steps/service-metadata.ts'
import { serviceChecks } from './check.ts'

/** Checks of the service as a whole. */
export const SERVICE_CHECKS = serviceChecks('service', {
  companies: {
    promise: 'The list of companies names each company once, and has the one that was asked for.',
    facts: ['company-list'],
    run: async (probe: Probe) => {
      await findCompany(probe)
    },
  },
  'service-metadata': {
    promise:
      '$metadata describes the picture as the contract does: its type, properties, key, enumeration, and the way to it from each parent.',
    facts: ['metadata-picture', 'metadata-picture-navigation', 'metadata-parent-navigation', 'metadata-enum'],
    run: async (probe: Probe) => {
      const drift = await readServiceMetadata(probe)
      for (const { message, pointer } of drift?.broken ?? []) {
        probe.violations.push({ rule: 'service-metadata', message, exchange: undefined, pointer })
      }
      if (drift === undefined || !probe.session.contract.parents.includes('itemVariants')) return
      probe.observe('variant-pictures', drift.parentsWithoutPicture.includes('itemVariants') ? 'no' : 'yes')
    },
  },
})
