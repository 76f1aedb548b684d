import type { VerifyOptions } from './options.ts'
import type { Report } from './report.ts'
import { Run } from './run.ts'

/**
 * Holds a server to the contract. Requests go one at a time, throttling is waited out, and pictures that are written to
 * are put back whatever happens.
 * @throws VerifyUsageError when the options do not fit the server: no such company or entity, `write` without entities
 */
export async function verify(options: VerifyOptions): Promise<Report> {
  return new Run(options).report()
}
