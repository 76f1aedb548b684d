/**
 * `make mutants`: runs Dredd with this project's hooks, Prism's validators and verify against every mutant, verify over
 * both kinds of server. Prints who noticed, and writes docs/kill-table.md. Exits with 1 when verify misses a mutant.
 * `make mutants MUTANT=ID` tries those whose ids begin so, and writes nothing. The mutants are shared out
 * among as many processes as there are processors, or KILL_TABLE_PROCESSES=…; a process that fails is replaced.
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
import type { ApiVersion } from '../versions.ts'

const DOCUMENT = new URL('../../docs/kill-table.md', import.meta.url)
/** Set in the processes that do the work. */
const WORKER = 'KILL_TABLE_WORKER'
/** How often one mutant may bring its process down, as a busy machine does. */
const MAX_TRIES = 3

/** Two kinds of entities show every fault; all of them would take three times as long. */
const PARENTS: readonly Parent[] = ['items', 'customers']

const wanted = process.argv.slice(2)
const mutants = MUTANTS.filter(({ id }) => wanted.length === 0 || wanted.some((start) => id.startsWith(start)))
if (mutants.length === 0) {
  console.error(`No mutant has an id that begins with ${wanted.join(' or ')}: the ids are in contract-tests/mutants/.`)
  process.exitCode = 2
} else if (process.env[WORKER]) await judgeWhatComes()
else await shareOut()

async function shareOut(): Promise<void> {
  const rows = new Map<string, KillRow>()
  const waiting = mutants.map(({ id }) => ({ id, tries: 0 }))
  const work = async (): Promise<void> => {
    for (let worker = startWorker(), job = waiting.shift(); ; job = waiting.shift()) {
      if (job === undefined) return worker.end()
      const row = await worker.judge(job.id)
      if (row) {
        rows.set(row.id, row)
        console.log(`${String(rows.size).padStart(4)}/${mutants.length} ${summaryOf(row)}`)
        continue
      }
      job.tries += 1
      if (job.tries >= MAX_TRIES) return console.log(`${job.id}: three processes ended without a verdict`)
      waiting.unshift(job)
      worker = startWorker()
    }
  }
  const count = Math.min(Number(process.env.KILL_TABLE_PROCESSES ?? availableParallelism()), mutants.length)
  await Promise.all(Array.from({ length: count }, work))
  const all = mutants.flatMap(({ id }) => rows.get(id) ?? [])
  const { markdown, summary } = killTable(all)
  console.log(`\n${summary}`)
  const complete = all.length === mutants.length
  if (wanted.length === 0 && complete) await writeFile(DOCUMENT, markdown)
  const killed = all.every(({ verify }) => verify.verbatim.length > 0 && verify.anew.length > 0)
  process.exitCode = complete && killed ? 0 : 1
}

/** A process that judges one mutant after the other. */
function startWorker() {
  const child = fork(import.meta.filename, { env: { ...process.env, [WORKER]: 'yes' } })
  return {
    /** The verdict; undefined when the process ended without one. */
    judge: (id: string) =>
      new Promise<KillRow | undefined>((resolve) => {
        const ended = () => resolve(undefined)
        child.once('exit', ended)
        child.once('message', (row: KillRow) => {
          child.off('exit', ended)
          resolve(row)
        })
        if (child.connected) child.send(id)
        else resolve(undefined)
      }),
    end: () => child.disconnect(),
  }
}

function summaryOf({ id, dredd, prism, verify }: KillRow): string {
  const mark = (kills: boolean) => (kills ? 'kills' : '-    ')
  const by = (names: readonly string[]) => names.slice(0, 2).join(' ') || 'SURVIVES'
  return `${id.padEnd(36)} Dredd ${mark(dredd)}  Prism ${mark(prism)}  verify ${by(verify.verbatim)} | ${by(verify.anew)}`
}

async function judgeWhatComes(): Promise<void> {
  const saveTo = await mkdtemp(join(tmpdir(), 'bc-pictures-mutants-'))
  const verbatim = await openLaboratory('verbatim')
  const anew = await openLaboratory('anew')
  const options = { saveTo, parents: PARENTS }
  const judges = new Map<ApiVersion, Judge>()
  process.on('disconnect', async () => {
    await rm(saveTo, { recursive: true, force: true })
    process.exit()
  })
  process.on('message', async (id: string) => {
    const mutant = mutants.find((candidate) => candidate.id === id) as Mutant
    const { version } = mutant
    if (!judges.has(version)) {
      judges.set(version, await openJudge(verbatim, version, options))
      await requireSound(anew, version, options)
    }
    const { judge, complaints } = judges.get(version) as Judge
    const verdict = await verifyMutant(verbatim, mutant, options)
    const prism = (await judge.complaints(verdict.exchanges)).some((complaint) => !complaints.includes(complaint))
    const dredd = (await dreddComplaints(verbatim, mutant, version, PARENTS)).length > 0
    const { killed, by } = await verifyMutant(anew, mutant, { ...options, bail: true })
    const verify = { verbatim: verdict.killed ? verdict.by : [], anew: killed ? by : [] }
    const { group, fault } = mutant
    process.send?.({ id, group, fault, version, dredd, prism, verify } satisfies KillRow)
  })
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
