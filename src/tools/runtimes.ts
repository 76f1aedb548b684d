/**
 * `make runtimes`: runs one program, which knows no runtime in particular, against the emulator in Node 22, 24 and 26,
 * Deno and Bun, each with the packed package installed. Names as arguments choose among them. Exits with 1 if a check
 * fails anywhere, or if the runtimes did not make the same checks.
 */

import { type Outcome, RUNTIMES, runIn } from '../../contract-tests/runtimes/runtimes.ts'
import { startServers } from '../../contract-tests/runtimes/servers.ts'
import { installPacked } from '../../contract-tests/support/packed-package.ts'

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !RUNTIMES.some((runtime) => runtime.name === name))
if (unknown.length > 0) {
  console.error(`error: ${unknown} is unknown: use ${RUNTIMES.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

await using consumer = await installPacked()
const outcomes: [string, Outcome][] = []
for (const runtime of RUNTIMES.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
  // Each has servers of its own: what it leaves behind is nothing that the next one meets.
  await using servers = await startServers()
  const outcome = await runIn(runtime, consumer.folder, servers.settings)
  outcomes.push([runtime.name, outcome])
  console.log(`${runtime.name} ${outcome.version}`)
  for (const name of outcome.passed) console.log(`  ok      ${name}`)
  for (const failure of outcome.failed) console.log(`  NOT OK  ${failure}`)
  if (outcome.problem) console.log(`  NOT OK  ${outcome.problem}`)
}

const most = Math.max(...outcomes.map(([, { passed, failed }]) => passed.length + failed.length))
const row = (...cells: (string | number)[]) =>
  `${String(cells[0]).padEnd(16)}|${cells
    .slice(1)
    .map((cell) => String(cell).padStart(8))
    .join(' |')}`
console.log(`\n${row('runtime', 'checks', 'passed', 'seconds')}`)
let [passed, failed] = [0, 0]
for (const [name, outcome] of outcomes) {
  // A run that broke off made fewer checks than the others: what it did not make has failed.
  console.log(row(`${name} ${outcome.version}`, most, outcome.passed.length, (outcome.milliseconds / 1000).toFixed(1)))
  passed += outcome.passed.length
  failed += Math.max(most - outcome.passed.length, outcome.problem ? 1 : 0)
}
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
