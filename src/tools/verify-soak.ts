/**
 * The long form of what `sound-server.test.ts` and `interrupt.test.ts` try in short: 20 runs of each version in a row
 * without a false alarm, on each kind of server, and 50 runs that are interrupted at a random moment. Exits with 1 when
 * anything goes wrong. SOAK_RUNS=… and SOAK_INTERRUPTS=… change the numbers.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { interruptedRun, startLocked, verifyEmulator } from '../../contract-tests/verify/endurance.ts'
import { startBrokenServer } from '../test-support/broken-server.ts'
import { storingAnew } from '../test-support/stored-anew.ts'
import { isViolated, type Report } from '../verify/index.ts'
import { API_VERSIONS } from '../versions.ts'

const RUNS = Number(process.env.SOAK_RUNS ?? 20)
const INTERRUPTS = Number(process.env.SOAK_INTERRUPTS ?? 50)
/** About as long as a run lasts after its first request; a run that ends before its signal does not count. */
const LONGEST_WAIT_MS = 1500

const saveTo = await mkdtemp(join(tmpdir(), 'bc-pictures-soak-'))
let failures = 0
/** Kept as sent, written anew with the same pixels, and compressed again: all three are right. */
for (const kind of ['verbatim', 'reencoded', 'lossy'] as const) {
  await using emulator = await startLocked({ 'stored-bytes': kind === 'reencoded' ? 'reencoded' : 'verbatim' })
  await using lossy = await startBrokenServer(
    emulator.url,
    kind === 'lossy' ? storingAnew : (asked, forward) => forward(asked),
  )
  for (const version of API_VERSIONS) {
    const times: number[] = []
    for (let run = 0; run < RUNS; run += 1) {
      const report = await verifyEmulator(emulator, version, true, saveTo, lossy.url)
      times.push(report.durationMs)
      if (!isViolated(report) && !report.ended && report.notRestored.length === 0) continue
      failures += 1
      console.log(`${kind}, ${version}: false alarm in run ${run + 1}: ${alarmOf(report)}`)
    }
    console.log(`${kind}, ${version}: ${RUNS} runs, ${Math.min(...times)} to ${Math.max(...times)} ms`)
  }
}
await rm(saveTo, { recursive: true })
await using emulator = await startLocked()
const codes: Record<string, number> = {}
for (let run = 0; (codes['130'] ?? 0) < INTERRUPTS; run += 1) {
  const version = API_VERSIONS[run % API_VERSIONS.length] ?? 'v2.0'
  const { afterMs, code, lost, leftovers } = await interruptedRun(emulator, version, Math.random() * LONGEST_WAIT_MS)
  codes[String(code)] = (codes[String(code)] ?? 0) + 1
  if (lost.length === 0 && leftovers.length === 0) continue
  failures += 1
  console.log(
    `${version}: interrupted after ${afterMs.toFixed(0)} ms, lost ${lost.join(', ')}, left ${leftovers.join(', ')}`,
  )
}
console.log(`${INTERRUPTS} interrupts, exit codes ${JSON.stringify(codes)}, ${failures} failures in all`)
process.exitCode = failures === 0 ? 0 : 1

function alarmOf({ results, notRestored }: Report): string {
  const messages = results.flatMap(({ violations }) => violations.map(({ rule, message }) => `${rule}: ${message}`))
  return [...messages, ...notRestored][0] ?? 'it ended early'
}
