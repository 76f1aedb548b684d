/**
 * `node src/tools/release/check-contract-versions.ts` fails when a contract changed since the last release and its
 * `info.version` was not raised as the changes ask, and shows the changes.
 */
import { fileURLToPath } from 'node:url'
import { compareContracts } from './contract-versions.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
try {
  const comparisons = await compareContracts(root)
  for (const { summary } of comparisons) console.log(summary)
  const wrong = comparisons.filter(({ problem }) => problem !== '')
  for (const { version, problem } of wrong) {
    console.error(`\n${problem}\nRaise info.version in openapi/${version}.yaml, then run \`make generate\`.`)
  }
  if (wrong.length > 0) process.exitCode = 1
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
