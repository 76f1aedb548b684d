import { redactError } from '../redaction.ts'
import { checkVerifyOptions } from './check-options.ts'
import type { VerifyOptions } from './options.ts'
import type { Report } from './report.ts'
import { Run } from './run.ts'

/**
 * Checks a server against the contract. Requests go one at a time, throttling is waited out, and pictures that are written to
 * are put back whatever happens.
 * @throws VerifyUsageError when the options do not fit the server: no such company or entity, `write` without entities
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  checkVerifyOptions(options)
  const run = new Run(options)
  try {
    return await run.report()
  } catch (error) {
    throw redactError(error, run.redact)
  }
}
