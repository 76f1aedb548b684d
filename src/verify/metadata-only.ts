import { sentence } from '../sentence.ts'
import type { ApiVersion } from '../versions.ts'
import { checkDocument } from './check-options.ts'
import { sourceOf } from './checks/check.ts'
import { SERVICE_CHECKS } from './checks/service.ts'
import { loadContract } from './contract/contract.ts'
import { VerifyUsageError } from './problems.ts'
import { type Report, reportViolation } from './report.ts'
import { compareServices, type ServiceDrift } from './service-metadata/compare.ts'
import { CsdlError, parseCsdl } from './service-metadata/csdl.ts'
import { expectedService } from './service-metadata/expected.ts'

/**
 * Compares a saved `$metadata` document with the contract of a version. No server is contacted.
 * @param name what the document is called in messages
 * @throws VerifyUsageError when the document is no service description
 */
export function verifyMetadata(xml: string, name: string, apiVersion: ApiVersion): Report {
  checkDocument(xml, apiVersion)
  const started = performance.now()
  const contract = loadContract(apiVersion)
  const { broken, added } = compare(xml, name, apiVersion)
  const [check] = SERVICE_CHECKS.filter(({ id }) => id === 'service-metadata')
  if (check === undefined) throw new Error('There is no check of the service description.')
  const violations = broken.map(({ message, pointer }) => {
    return reportViolation({ rule: check.id, message, exchange: undefined, pointer }, contract, (text) => text)
  })
  const durationMs = performance.now() - started
  const { id, group, promise } = check
  const status = violations.length > 0 ? 'failed' : 'passed'
  return {
    apiVersion,
    baseUrl: undefined,
    company: undefined,
    mode: 'metadata',
    results: [{ id, group, promise, source: sourceOf(check), on: name, status, violations, durationMs }],
    observations: [],
    coverage: [],
    additions: added.map(({ message }) => message),
    requests: 0,
    throttled: 0,
    durationMs,
    ended: undefined,
    notRestored: [],
  }
}

function compare(xml: string, name: string, apiVersion: ApiVersion): ServiceDrift {
  try {
    return compareServices(expectedService(loadContract(apiVersion)), parseCsdl(xml))
  } catch (error) {
    if (!(error instanceof CsdlError)) throw error
    throw new VerifyUsageError(`${sentence(`${name}: ${error.message}`)} Save what the server returns for $metadata.`, {
      cause: error,
    })
  }
}
