/*
 * Measures bulk transfer against its promises, in one run: `node bench/transfer.ts`. The limits of the service are scaled:
 * 200 requests a second instead of 20, 5 at once as ever. BENCH_ENTITIES=1000 makes it shorter. Exits with 1 when a promise
 * is not kept.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureBigFile } from './transfer/big-file.ts'
import { compareWithScript } from './transfer/compare.ts'
import { runJob, SCALED, startScaled } from './transfer/jobs.ts'

const ENTITIES = Number(process.env.BENCH_ENTITIES ?? 10_000)
const MEGABYTE = 1_000_000
const MEMORY = 150 * MEGABYTE

const rows: string[] = []
let kept = true

function report(what: string, measured: string, promise = '', holds = true): void {
  rows.push(`${holds ? ' ' : '✗'} ${what.padEnd(62)} ${measured.padStart(16)}   ${promise}`)
  kept &&= holds
}

const number = (value: number) => value.toLocaleString('en-US')

interface Measured {
  readonly requests: number
  readonly throttled: number
  readonly milliseconds: number
  readonly peakMemory: number
  readonly failed: number
}

/** The part of the throughput that the limit allows: the requests of whole windows, which cannot be had sooner. */
function share({ requests, milliseconds }: Measured): number {
  const least = Math.floor((requests - 1) / SCALED.requests) * SCALED.window
  const rest = (requests - 1) % SCALED.requests
  return (least + (rest / SCALED.requests) * SCALED.window) / milliseconds
}

function reportRun(name: string, measured: Measured, most: number): void {
  const { requests, throttled, peakMemory, failed } = measured
  const part = share(measured)
  report(`${name}: part of the throughput that the limit allows`, part.toFixed(3), 'at least 0.95', part >= 0.95)
  report(`${name}: requests`, number(requests), `at most ${number(most)}`, requests <= most)
  report(`${name}: answers with 429`, number(throttled), 'at most 1 in 1,000', throttled * 1000 <= requests)
  report(`${name}: failed entities`, number(failed), 'none', failed === 0)
  report(`${name}: memory at most`, `${Math.round(peakMemory / MEGABYTE)} MB`, 'below 150 MB', peakMemory < MEMORY)
}

const folder = mkdtempSync(join(tmpdir(), 'bc-pictures-bench-'))
try {
  const pulled = join(folder, 'pulled')
  {
    await using server = await startScaled(ENTITIES, true)
    const first = await runJob(server, 'pull', pulled)
    reportRun(`first pull of ${number(ENTITIES)}`, first, ENTITIES + ENTITIES / 200 + 10)
    const moved = Math.min(200, ENTITIES)
    await server.replace(moved)
    const later = await runJob(server, 'pull', pulled)
    report(
      `pull after ${moved} changed: requests`,
      number(later.requests),
      `at most ${moved + 20}`,
      later.requests <= moved + 20,
    )
  }
  {
    const photos = join(folder, 'photos')
    cpSync(pulled, photos, { recursive: true })
    rmSync(join(photos, '.bc-pictures'), { recursive: true })
    await using server = await startScaled(ENTITIES, false)
    const push = await runJob(server, 'push', photos)
    reportRun(`push of ${number(ENTITIES)}`, push, 2 * ENTITIES + (2 * ENTITIES) / 100 + ENTITIES / 200 + 10)
  }
  for (const { command, peakMemory } of await measureBigFile(folder)) {
    report(
      `${command} of one file of 350 MB: memory at most`,
      `${Math.round(peakMemory / MEGABYTE)} MB`,
      'below 150 MB',
      peakMemory < MEMORY,
    )
  }
  for (const { what, script, ours } of await compareWithScript(folder))
    report(what, `${script} → ${ours}`, 'obvious script → pull')
} finally {
  rmSync(folder, { recursive: true, force: true })
}

process.stdout.write(`${rows.join('\n')}\n`)
process.exitCode = kept ? 0 : 1
