/**
 * `make mutants`: runs Dredd with this project's hooks, Prism's validators and verify against every mutant, verify over
 * both kinds of server. Prints who noticed, and writes docs/kill-table.md. Exits with 1 when verify misses a mutant.
 * `node src/tools/kill-table.ts ID…` tries those whose ids begin so, and writes nothing. The mutants are shared out
 * among as many processes as there are processors.
 */
import { fork } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { MUTANTS } from '../../contract-tests/mutants/all.ts'
import { dreddComplaints } from '../../contract-tests/mutants/dredd-judge.ts'
import { type KillOptions, verifyMutant } from '../../contract-tests/mutants/kill.ts'
import { type KillRow, killTable } from '../../contract-tests/mutants/kill-table.ts'
import { type Laboratory, openLaboratory } from '../../contract-tests/mutants/laboratory.ts'
import type { Mutant } from '../../contract-tests/mutants/mutant.ts'
import { createPrismJudge, type PrismJudge } from '../../contract-tests/mutants/prism-judge.ts'
import { readContract } from '../../contract-tests/support/contract.ts'
import type { Parent } from '../../contract-tests/support/parents.ts'
import { API_VERSIONS, type ApiVersion } from '../versions.ts'

const DOCUMENT = new URL('../../docs/kill-table.md', import.meta.url)
/** Set in the processes that do the work: which part of how many. */
const PART = 'KILL_TABLE_PART'

/** Two kinds of entities show every fault; all of them would take three times as long. */
const PARENTS: readonly Parent[] = ['items', 'customers']

const wanted = process.argv.slice(2)
const mutants = MUTANTS.filter(({ id }) => wanted.length === 0 || wanted.some((start) => id.startsWith(start)))
const [part, parts] = (process.env[PART] ?? '').split('/').map(Number)
if (part === undefined || parts === undefined) await shareOut()
else await judgePart(mutants.filter((_, index) => index % parts === part))

async function shareOut(): Promise<void> {
  const count = Math.min(availableParallelism(), mutants.length)
  const rows = new Map<string, KillRow>()
  const codes = await Promise.all(
    Array.from({ length: count }, (_, index) => {
      const child = fork(import.meta.filename, wanted, { env: { ...process.env, [PART]: `${index}/${count}` } })
      child.on('message', (row: KillRow) => {
        rows.set(row.id, row)
        console.log(`${String(rows.size).padStart(4)}/${mutants.length} ${summaryOf(row)}`)
      })
      return new Promise<number | null>((resolve) => child.on('exit', resolve))
    }),
  )
  const all = mutants.flatMap(({ id }) => rows.get(id) ?? [])
  const { markdown, summary } = killTable(all)
  console.log(`\n${summary}`)
  const complete = all.length === mutants.length && codes.every((code) => code === 0)
  if (wanted.length === 0 && complete) await writeFile(DOCUMENT, markdown)
  const killed = all.every(({ verify }) => verify.verbatim.length > 0 && verify.anew.length > 0)
  process.exitCode = complete && killed ? 0 : 1
}

function summaryOf({ id, dredd, prism, verify }: KillRow): string {
  const mark = (kills: boolean) => (kills ? 'kills' : '-    ')
  const by = (names: readonly string[]) => names.slice(0, 2).join(' ') || 'SURVIVES'
  return `${id.padEnd(36)} Dredd ${mark(dredd)}  Prism ${mark(prism)}  verify ${by(verify.verbatim)} | ${by(verify.anew)}`
}

async function judgePart(own: readonly Mutant[]): Promise<void> {
  const saveTo = await mkdtemp(join(tmpdir(), 'bc-pictures-mutants-'))
  try {
    await using verbatim = await openLaboratory('verbatim')
    await using anew = await openLaboratory('anew')
    const options = { saveTo, parents: PARENTS }
    const judges = new Map<ApiVersion, Judge>()
    for (const version of API_VERSIONS) {
      judges.set(version, await openJudge(verbatim, version, options))
      await requireSound(anew, version, options)
    }
    for (const mutant of own) {
      const { judge, complaints } = judges.get(mutant.version) as Judge
      const verdict = await verifyMutant(verbatim, mutant, options)
      const prism = (await judge.complaints(verdict.exchanges)).some((complaint) => !complaints.includes(complaint))
      const dredd = (await dreddComplaints(verbatim, mutant, mutant.version, PARENTS)).length > 0
      const { killed, by } = await verifyMutant(anew, mutant, { ...options, bail: true })
      const verify = { verbatim: verdict.killed ? verdict.by : [], anew: killed ? by : [] }
      const { id, group, fault, version } = mutant
      process.send?.({ id, group, fault, version, dredd, prism, verify } satisfies KillRow)
    }
  } finally {
    await rm(saveTo, { recursive: true, force: true })
  }
  process.disconnect?.()
}

/** Prism's validators, and what they have against the sound server. */
interface Judge {
  readonly judge: PrismJudge
  readonly complaints: readonly string[]
}

async function openJudge(laboratory: Laboratory, version: ApiVersion, options: KillOptions): Promise<Judge> {
  const judge = await createPrismJudge(await readContract(version))
  const exchanges = await requireSound(laboratory, version, options)
  const problems = await dreddComplaints(laboratory, undefined, version, PARENTS)
  if (problems.length > 0) throw new Error(`Dredd complains about the sound server, in ${version}: ${problems[0]}`)
  return { judge, complaints: await judge.complaints(exchanges) }
}

async function requireSound(laboratory: Laboratory, version: ApiVersion, options: KillOptions) {
  const { killed, by, exchanges } = await verifyMutant(laboratory, undefined, options, version)
  if (killed) throw new Error(`verify complains about the sound server, in ${version}: ${by.join(', ')}`)
  return exchanges
}
