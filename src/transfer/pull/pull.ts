import { again } from '../again.ts'
import { reasonToStop, stoppedBy, toFailure } from '../failures.ts'
import { PictureFolder } from '../files/folder.ts'
import { GiveUp } from '../give-up.ts'
import { basePaths, type Layout } from '../layout.ts'
import { listAll } from '../listing.ts'
import type { ParentSet } from '../parents.ts'
import { inParallel } from '../pool.ts'
import type { Row } from '../state/rows.ts'
import { State } from '../state/state.ts'
import { Journal, type TransferSummary } from '../summary.ts'
import type { Listed, TransferClient } from '../transfer-client.ts'
import { checkPull } from './check-options.ts'
import { FolderIndex } from './folder-index.ts'
import { reportGone } from './gone.ts'
import { moveRenamed } from './moves.ts'
import type { PullOptions } from './options.ts'
import { type Candidate, pullOne } from './pull-one.ts'
import { recoverPlacing } from './recover.ts'
import type { PullRun, PullSet } from './run.ts'
import { selectCandidates } from './select.ts'

/**
 * Brings the pictures of entity sets into a folder: all of them the first time, then what changed. It can be interrupted
 * at any time, and the next run goes on from there. What fails for one entity is told, and the rest goes on.
 *
 * @throws TransferUsageError when the folder, the state or an option cannot be used; nothing was changed then
 */
export async function pull(client: TransferClient, options: PullOptions): Promise<TransferSummary> {
  const sets = checkPull(client, options)
  const companyId = await again(() => client.companyId({ signal: options.signal }))
  const folder = PictureFolder.open(options.folder, { create: true })
  const state = State.open(folder.state, { baseUrl: client.baseUrl, companyId })
  const journal = new Journal(options.onEvent)
  const run = state.beginRun('pull')
  let stopped: TransferSummary['stopped']
  try {
    await recoverPlacing(state, folder)
    const layout = chooseLayout(state, sets)
    const context = { client, folder, state, journal, index: new FolderIndex(folder), options, run }
    for (const parents of sets) await pullSet(context, parents, layout)
    if (client.apiVersion !== 'v2.0' && !options.full) {
      journal.note(
        `In API ${client.apiVersion} an entity's date does not move with every picture: run with full: true now and then, such as once a week.`,
      )
    }
  } catch (error) {
    stopped = stoppedBy(error, options.signal)
  } finally {
    try {
      state.endRun(run, 'pull', journal.failures)
    } catch (error) {
      // The disk may be too full for that, too.
      stopped ??= stoppedBy(error, options.signal)
    }
    folder.finish()
    state.close()
  }
  return journal.summary({ kind: 'pull', run, interrupted: options.signal?.aborted ?? false, stopped })
}

/** A folder that once held several sets stays divided by set. */
function chooseLayout(state: State, sets: readonly ParentSet[]): Layout {
  const known = state.knownParents('folder')
  const layout =
    state.setting('layout') === 'by-set' || new Set([...known, ...sets]).size > 1 ? 'by-set' : ('flat' as const)
  state.remember('layout', layout)
  return layout
}

async function pullSet(context: PullRun, parents: ParentSet, layout: Layout): Promise<void> {
  const { client, state, journal, options } = context
  const { concurrency = 5, signal } = options
  journal.phase('listing', { parents })
  const listed = await listAll(client, parents, { filter: options.filter, signal })
  const rows = state.rows('folder', parents)
  const numbers = [...[...listed.values()].map(({ number }) => number), ...leftNumbers(rows, listed)]
  const owners = new Map([...rows.values()].flatMap(({ path, id }) => (path ? [[path, id] as const] : [])))
  const giveUp = new GiveUp()
  const set: PullSet = { parents, listed, rows, paths: basePaths(parents, numbers, layout), owners, giveUp }
  await moveRenamed(context, set)
  const candidates = await selectCandidates(context, set)
  journal.phase('downloading', { parents, total: candidates.count })
  const work = async (candidate: Candidate) => {
    try {
      await pullOne(context, set, candidate)
      giveUp.success()
    } catch (error) {
      signal?.throwIfAborted()
      const reason = reasonToStop(error)
      if (reason) throw reason
      const { number } = candidate.entity
      const failure = toFailure(error, { doing: 'download', parents, number, path: set.paths.get(number) ?? null })
      journal.failure(failure)
      giveUp.failure(failure)
    }
    journal.step()
  }
  await inParallel(candidates.stream, concurrency, work, signal)
  if (!options.filter) await reportGone(context, set)
}

/** Numbers of files whose entity is not in the list: their names stay taken. */
function* leftNumbers(rows: ReadonlyMap<string, Row>, listed: ReadonlyMap<string, Listed>): Generator<string> {
  for (const { id, number, path } of rows.values()) if (path && !listed.has(id)) yield number
}
