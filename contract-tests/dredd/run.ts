import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { ENCODED_PNG, sha256 } from '../../src/test-support/pictures.ts'
import type { Bundle } from '../support/contract.ts'
import { isSameImage } from '../support/same-image.ts'
import { dreddDocument, expectedTransactions, type Transaction } from './document.ts'
import type { Plan } from './step.ts'

const here = fileURLToPath(new URL('.', import.meta.url))

/** The result of a run of Dredd. */
export interface Outcome {
  passed: string[]
  /** Transactions that nothing was sent for, and why. */
  skipped: { name: string; reason: string }[]
  /** What is wrong, one sentence each; empty when the run is good. */
  problems: string[]
}

/** What `runner.cjs` wrote. `bytes`: as base64. */
interface RunnerOutcome {
  error?: string
  results: { name: string; status: 'pass' | 'fail' | 'skip'; message: string }[]
  hooks: { ran: boolean; uploads: { name: string; bytes: string }[] }
}

/** In milliseconds. A run takes some ten seconds; one that hangs is ended. */
const LONGEST_RUN = 150_000

const DREDD_WAS_SILENT = JSON.stringify({
  error: 'it wrote no outcome',
  results: [],
  hooks: { ran: false, uploads: [] },
})

/** What tests of the guards replace. */
export interface RunOptions {
  hookfile?: string
}

/**
 * Runs Dredd on one version's contract, and trusts only what Dredd proves: the run has problems unless
 * exactly the transactions of the contract ran, the hooks ran, and each upload was read back as the image that was sent.
 */
export async function runDredd(
  bundle: Bundle,
  makePlan: (transactions: Transaction[]) => Plan,
  { hookfile = join(here, 'hooks.cjs') }: RunOptions = {},
): Promise<Outcome> {
  const document = dreddDocument(bundle)
  const expected = expectedTransactions(document)
  const plan = makePlan(expected)
  const folder = await mkdtemp(join(tmpdir(), 'bc-pictures-dredd-'))
  try {
    const job = {
      endpoint: plan.endpoint,
      document: join(folder, 'contract.json'),
      plan: join(folder, 'plan.json'),
      outcome: join(folder, 'outcome.json'),
      hookfile,
    }
    await writeFile(job.document, JSON.stringify(document))
    await writeFile(job.plan, JSON.stringify(plan), { mode: 0o600 })
    await writeFile(join(folder, 'job.json'), JSON.stringify(job))
    await promisify(execFile)(process.execPath, [join(here, 'runner.cjs'), join(folder, 'job.json')], {
      maxBuffer: 64 * 1024 * 1024,
      timeout: LONGEST_RUN,
    })
    // With nothing to do Dredd ends without calling back.
    const outcome = await readFile(job.outcome, 'utf8').catch(() => DREDD_WAS_SILENT)
    return await judge(JSON.parse(outcome), expected, plan)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function judge({ error, results, hooks }: RunnerOutcome, expected: Transaction[], plan: Plan): Promise<Outcome> {
  const problems = error ? [`Dredd gave up: ${error}`] : []
  if (!hooks.ran) problems.push('The hooks did not run.')
  if (expected.length === 0) problems.push('The contract holds no transactions.')
  problems.push(...differences(results, expected))
  for (const { name, status, message } of results) if (status === 'fail') problems.push(`${name}: ${message}`)
  problems.push(...(await uploadProblems(hooks.uploads, plan, results)))
  return {
    passed: results.filter(({ status }) => status === 'pass').map(({ name }) => name),
    skipped: results
      .filter(({ status }) => status === 'skip')
      .map(({ name }) => ({ name, reason: plan.steps[name]?.skip ?? 'no reason is known' })),
    problems,
  }
}

function differences(results: RunnerOutcome['results'], expected: Transaction[]): string[] {
  const ran = results.map(({ name }) => name)
  const wanted = new Set(expected.map(({ name }) => name))
  const missing = [...wanted].filter((name) => !ran.includes(name)).map((name) => `${name}: did not run.`)
  const strange = ran.filter((name) => !wanted.has(name)).map((name) => `${name}: is not of the contract.`)
  const twice = ran.filter((name, index) => ran.indexOf(name) !== index).map((name) => `${name}: ran twice.`)
  return [...missing, ...strange, ...twice]
}

async function uploadProblems(
  uploads: RunnerOutcome['hooks']['uploads'],
  plan: Plan,
  results: RunnerOutcome['results'],
): Promise<string[]> {
  const problems = Object.entries(plan.steps).map(async ([name, { readBack }]) => {
    if (!readBack) return []
    const found = uploads.find((upload) => upload.name === name)
    if (found) {
      const bytes = Buffer.from(found.bytes, 'base64')
      if (await isSameImage(bytes, ENCODED_PNG)) return []
      return [`${name}: came back as another image, of SHA-256 ${sha256(bytes)}.`]
    }
    // A failed transaction is named as such already.
    const failed = results.some((result) => result.name === name && result.status === 'fail')
    return failed ? [] : [`${name}: was not read back.`]
  })
  return (await Promise.all(problems)).flat()
}
