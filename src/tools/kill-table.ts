/**
 * `make mutants`: stands every mutant before the emulator, and asks Dredd with this project's hooks, Prism's validators
 * and verify about it. Prints the kill table, and writes it into docs/verify.md. Exits with 1 when verify misses one.
 * `node src/tools/kill-table.ts ID…` tries those whose ids begin so, and writes nothing.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MUTANTS } from '../../contract-tests/mutants/all.ts'
import { dreddComplaints } from '../../contract-tests/mutants/dredd-judge.ts'
import { verifyMutant } from '../../contract-tests/mutants/kill.ts'
import { type KillRow, killTable } from '../../contract-tests/mutants/kill-table.ts'
import { openLaboratory } from '../../contract-tests/mutants/laboratory.ts'
import { createPrismJudge, type PrismJudge } from '../../contract-tests/mutants/prism-judge.ts'
import { readContract } from '../../contract-tests/support/contract.ts'
import { API_VERSIONS, type ApiVersion } from '../versions.ts'

const DOCUMENT = new URL('../../docs/verify.md', import.meta.url)
const BEGIN = '<!-- kill table: written by `make mutants` -->'
const END = '<!-- end of the kill table -->'

interface Baseline {
  readonly judge: PrismJudge
  /** What Prism has against the sound server. */
  readonly complaints: readonly string[]
}

const saveTo = await mkdtemp(join(tmpdir(), 'bc-pictures-mutants-'))
await using laboratory = await openLaboratory()
const wanted = process.argv.slice(2)
const mutants = MUTANTS.filter(({ id }) => wanted.length === 0 || wanted.some((start) => id.startsWith(start)))
const baselines = new Map<ApiVersion, Baseline>()
for (const version of API_VERSIONS) baselines.set(version, await baseline(version))
const rows: KillRow[] = []
for (const mutant of mutants) {
  const { judge, complaints } = baselines.get(mutant.version) as Baseline
  const verdict = await verifyMutant(laboratory, mutant, { saveTo })
  const prism = (await judge.complaints(verdict.exchanges)).filter((complaint) => !complaints.includes(complaint))
  const dredd = await dreddComplaints(laboratory, mutant, mutant.version)
  rows.push({ mutant, verify: verdict.killed ? verdict.by : [], prism: prism.length > 0, dredd: dredd.length > 0 })
  const mark = (kills: boolean) => (kills ? 'kills' : '-    ')
  const { id } = mutant
  console.log(
    `${id.padEnd(36)} Dredd ${mark(dredd.length > 0)}  Prism ${mark(prism.length > 0)}  verify ${verdict.by.join(' ') || 'SURVIVES'}`,
  )
}
await rm(saveTo, { recursive: true, force: true })
const table = killTable(rows)
console.log(`\n${table.summary}`)
if (wanted.length === 0) await intoDocument(table.markdown)
process.exitCode = rows.every(({ verify }) => verify.length > 0) ? 0 : 1

async function baseline(version: ApiVersion): Promise<Baseline> {
  const judge = await createPrismJudge(await readContract(version))
  const { killed, by, exchanges } = await verifyMutant(laboratory, undefined, { saveTo }, version)
  if (killed) throw new Error(`verify has something against the sound server, in ${version}: ${by.join(', ')}`)
  const problems = await dreddComplaints(laboratory, undefined, version)
  if (problems.length > 0)
    throw new Error(`Dredd has something against the sound server, in ${version}: ${problems[0]}`)
  return { judge, complaints: await judge.complaints(exchanges) }
}

async function intoDocument(markdown: string): Promise<void> {
  const text = await readFile(DOCUMENT, 'utf8')
  const [before, rest] = text.split(BEGIN)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined) throw new Error('docs/verify.md has no place for the kill table.')
  await writeFile(DOCUMENT, `${before}${BEGIN}\n\n${markdown}\n\n${END}${after}`)
}
