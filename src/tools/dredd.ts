/**
 * `node src/tools/dredd.ts [connection flags]`: Dredd's part of `make contract-test`, against any server. It
 * only reads. Exits with 1 when the contract is violated, 2 for wrong usage, 3 when the server refuses or is not there.
 */
import { Command } from 'commander'
import { checkServer, skippedByReason } from '../../contract-tests/dredd/check.ts'
import { findCompany } from '../../contract-tests/support/discover.ts'
import {
  addConnectionOptions,
  authorizationOf,
  ConnectionError,
  type ConnectionFlags,
  resolveConnection,
} from '../cli/connection.ts'

const program = addConnectionOptions(new Command('dredd')).allowExcessArguments(false)
const flags = program.parse().opts<ConnectionFlags>()

try {
  const connection = resolveConnection(flags)
  const { baseUrl, apiVersion } = connection
  const authorization = await authorizationOf(connection)?.()
  const headers: Record<string, string> = authorization ? { Authorization: authorization } : {}
  const companyId = await findCompany(baseUrl, headers, connection.company)
  const outcome = await checkServer(apiVersion, { baseUrl, headers, companyId })
  console.log(`Dredd, ${apiVersion}: ${outcome.passed.length} transactions passed, ${outcome.skipped.length} skipped`)
  for (const [reason, count] of Object.entries(skippedByReason(outcome))) console.log(`  ${count} skipped: ${reason}`)
  for (const problem of outcome.problems) console.error(`  violated: ${problem}`)
  process.exitCode = outcome.problems.length > 0 ? 1 : 0
} catch (error) {
  const { message, cause } = error as Error
  // A refused connection says so in the cause of fetch's error.
  console.error(`error: ${cause instanceof Error ? `${message}: ${cause.message}` : message}`)
  process.exitCode = error instanceof ConnectionError ? 2 : 3
}
