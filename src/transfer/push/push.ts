import { again } from '../again.ts'
import { reasonToStop, stoppedBy } from '../failures.ts'
import { PictureFolder } from '../files/folder.ts'
import { createConverter } from '../images/convert.ts'
import { recoverPlacing } from '../pull/recover.ts'
import { State, UNDOING } from '../state/state.ts'
import { Journal, type TransferSummary } from '../summary.ts'
import type { TransferClient } from '../transfer-client.ts'
import { checkPush } from './check-options.ts'
import { readMap } from './map-file.ts'
import { listSets, matchFiles } from './match.ts'
import type { PushOptions } from './options.ts'
import { makeSteps, type Step, toPlan } from './plan.ts'
import type { PushRun } from './run.ts'
import { scanFolder } from './scan-folder.ts'
import { scanZip } from './scan-zip.ts'
import { sendAll } from './send.ts'
import { placeFiles } from './sets.ts'
import { sourcePlace } from './source-place.ts'

/**
 * Sends the pictures of a folder or a ZIP to the entities that they are named after. The plan comes first; what is
 * replaced is kept, and what somebody else changed is left alone. It can be interrupted at any time, and the next run
 * goes on from there.
 *
 * @throws TransferUsageError when the folder, the state or an option cannot be used; nothing was sent then
 */
export async function push(client: TransferClient, options: PushOptions): Promise<TransferSummary> {
  checkPush(client, options)
  const { isZip, home } = sourcePlace(options.from)
  const converter = await createConverter(options)
  const map = options.map === undefined ? undefined : await readMap(options.map)
  const companyId = await again(() => client.companyId({ signal: options.signal }))
  const folder = PictureFolder.open(home)
  const state = State.open(folder.state, { baseUrl: client.baseUrl, companyId })
  const journal = new Journal(options.onEvent)
  let runId: string | undefined
  let stopped: TransferSummary['stopped']
  let blocked = false
  try {
    if (!options.dryRun) {
      runId = state.beginRun('push')
      // From here on, the last run is this one.
      state.forget(UNDOING)
    }
    await recoverPlacing(state, folder)
    journal.phase('scanning')
    const scan = await (isZip ? scanZip(options.from) : scanFolder(folder.root))
    try {
      const source = isZip ? 'zip' : 'folder'
      const failed = options.onlyFailed
        ? new Set(state.failures('push').map(({ parents, number }) => `${parents} ${number}`))
        : undefined
      const run: PushRun = {
        ...{ client, folder, state, journal, options, scan, source, converter, run: runId, onlyFailed: failed },
        touch: (row) => void (options.dryRun || state.save(row)),
        stopFor(error) {
          const reason = reasonToStop(error)
          if (reason) throw reason
        },
      }
      const sends = await decideSends(run, map)
      blocked = sends === 'blocked'
      if (sends !== 'blocked' && !options.dryRun) await sendAll(run, sends)
    } finally {
      await scan.close()
    }
  } catch (error) {
    stopped = stoppedBy(error, options.signal)
  } finally {
    try {
      if (runId !== undefined) state.endRun(runId, 'push', journal.failures)
    } catch (error) {
      // The disk may be too full for that, too.
      stopped ??= stoppedBy(error, options.signal)
    }
    folder.finish()
    state.close()
  }
  const interrupted = options.signal?.aborted ?? false
  return journal.summary({ kind: 'push', run: runId, interrupted, stopped, complete: !blocked })
}

/**
 * Makes the plan and tells it. Lists and plan are let go with its end: only what is sent is needed from here on.
 * @returns what is to be sent; `blocked` where that needs force
 */
async function decideSends(run: PushRun, map: ReadonlyMap<string, string> | undefined): Promise<Step[] | 'blocked'> {
  const { client, state, source, scan, options, journal } = run
  const placed = placeFiles(client, state, source, scan.files, options.parents)
  journal.phase('listing')
  const lists = await listSets(client, placed, options)
  const matched = matchFiles(placed, lists, options, map)
  const steps = await makeSteps(run, matched, lists)
  const plan = toPlan(run, steps)
  options.onPlan?.(plan)
  for (const { action, parents, number, path, size, reason, detail } of plan.files) {
    if (action !== 'skip') continue
    const set = parents as Step['entity'] extends infer E ? (E extends { parents: infer P } ? P : never) | null : never
    const told = { ...(reason ? { reason } : {}), ...(detail ? { detail } : {}) }
    journal.entry({
      outcome: reason === 'unchanged' ? 'unchanged' : 'skipped',
      parents: set,
      number,
      path,
      size,
      ...told,
    })
  }
  noteLeftovers(run, plan.reasons)
  if (plan.blocked) {
    journal.note(plan.blocked, { incomplete: !options.dryRun })
    if (!options.dryRun) return 'blocked'
  }
  return steps.filter(({ action }) => action !== 'skip')
}

/** Reasons of files that were left out because nothing has to be done, or by the caller's own choice. */
const SETTLED: ReadonlySet<string> = new Set([
  'unchanged',
  'unchanged, by file and date',
  'over the limit',
  'did not fail before',
  'other format',
  'no picture',
])

function noteLeftovers({ journal, options, scan }: PushRun, reasons: Readonly<Record<string, number>>): void {
  const left = Object.entries(reasons).filter(([reason]) => !SETTLED.has(reason))
  if (left.length > 0) {
    const total = left.reduce((sum, [, number]) => sum + number, 0)
    journal.note(`${total} left over: ${left.map(([reason, number]) => `${number} ${reason}`).join(', ')}.`, {
      incomplete: !options.dryRun,
    })
  }
  if (scan.leftOut > 0) journal.note(`${scan.leftOut} system and hidden files were left out.`)
  if (options.verify === false) journal.note('Nothing is read back: what is the same rests on file and date alone.')
}
