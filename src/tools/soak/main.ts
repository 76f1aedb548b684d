/**
 * `make soak`, its hostile part: random sources, answers, faults, full disks, clocks and kills over client, emulator and
 * verify. Nothing may be lost, no promise may reject unheard, nothing may hang, and no output may hold a credential.
 * SOAK_MINUTES says how long (default 5), SOAK_SEED which cases; SOAK_CASE=N runs one case of a seed again.
 * Exits with 1 when anything was found.
 */
import { fileURLToPath } from 'node:url'
import { createPictureClient } from '../../client/index.ts'
import { startEmulator } from '../../emulator/index.ts'
import { downloadTo } from '../../node/index.ts'
import { verify } from '../../verify/index.ts'
import { CLIENT_KINDS } from './client-kinds.ts'
import { EMULATOR_KINDS } from './emulator-kinds.ts'
import { soak } from './soak.ts'
import { VERIFY_KINDS } from './verify-kinds.ts'

const { SOAK_MINUTES = '5', SOAK_SEED, SOAK_CASE, SOAK_KIND = '' } = process.env
const minutes = Number(SOAK_MINUTES)
const seed = SOAK_SEED === undefined ? Date.now() % 2 ** 31 : Number(SOAK_SEED)
if (!(minutes > 0) || !Number.isSafeInteger(seed)) {
  console.error('SOAK_MINUTES is a number of minutes, and SOAK_SEED a whole number.')
  process.exit(2)
}

const command = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
const all = [...CLIENT_KINDS, ...EMULATOR_KINDS, ...VERIFY_KINDS]
const kinds = all.filter(({ name }) => name.includes(SOAK_KIND))
console.log(`Soaking for ${minutes} min with SOAK_SEED=${seed}.`)
const { durationMs, counts, findings } = await soak({
  parts: { createPictureClient, downloadTo, startEmulator, verify, command },
  kinds,
  seed,
  ...(SOAK_CASE === undefined ? { forMs: minutes * 60_000 } : { first: Number(SOAK_CASE), cases: 1 }),
  onFinding: ({ fault, kind, index, detail }) =>
    console.log(`\n${fault.toUpperCase()} in ${kind}, SOAK_SEED=${seed} SOAK_CASE=${index}:\n${detail}\n`),
})
for (const [kind, count] of Object.entries(counts)) console.log(`${String(count).padStart(7)} ${kind}`)
const sum = Object.values(counts).reduce((total, count) => total + count, 0)
console.log(
  `${sum} cases in ${(durationMs / 60_000).toFixed(1)} min with SOAK_SEED=${seed}: ${findings.length} findings.`,
)
// What hung must not keep the process.
process.exit(findings.length === 0 ? 0 : 1)
