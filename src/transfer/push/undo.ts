import { statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { shown } from '../../option-checks.ts'
import { again } from '../again.ts'
import { reasonToStop, stoppedBy, TransferFailure, toFailure } from '../failures.ts'
import { type Fetched, fetchPicture } from '../fetch-picture.ts'
import { readFacts } from '../files/file-facts.ts'
import { PictureFolder, removeFile } from '../files/folder.ts'
import { streamFile } from '../files/read-file.ts'
import { EXTENSIONS } from '../images/image-type.ts'
import { judge, knowImage } from '../images/judge.ts'
import { lookAt } from '../listing.ts'
import { TransferUsageError } from '../parents.ts'
import { inParallel } from '../pool.ts'
import { recoverPlacing } from '../pull/recover.ts'
import { saveSettled, settleSending } from '../settle-sending.ts'
import type { Change, Source } from '../state/rows.ts'
import { STATE_FOLDER, State, UNDOING } from '../state/state.ts'
import { Journal, type TransferSummary } from '../summary.ts'
import { count } from '../text.ts'
import { type Listed, pictureOf, type TransferClient } from '../transfer-client.ts'
import { checkUndo } from './check-options.ts'
import type { UndoOptions } from './options.ts'

/**
 * Puts back what a push replaced, and removes what it added, where the server still serves what that push left. It is a
 * run of its own: what it replaces is kept, and it can be undone.
 *
 * What comes back is the copy as the server served it; the server stores it anew once more (fact:stored-bytes), so a JPEG
 * may lose a little (fact:jpeg-recompressed).
 *
 * @throws TransferUsageError where no run of this name changed anything
 */
export async function undo(client: TransferClient, options: UndoOptions): Promise<TransferSummary> {
  checkUndo(client, options)
  const { signal, concurrency = 5 } = options
  const companyId = await again(() => client.companyId({ signal }))
  const folder = PictureFolder.open(options.folder)
  const state = State.open(folder.state, { baseUrl: client.baseUrl, companyId })
  const journal = new Journal(options.onEvent)
  const counts = { anew: 0 }
  let run: string | undefined
  let stopped: TransferSummary['stopped']
  try {
    await recoverPlacing(state, folder)
    const undoing = chooseRun(state, options.run)
    const goesOn = state.setting(UNDOING) === undoing
    const changes = state.changes(undoing)
    run = state.beginRun('undo')
    state.remember(UNDOING, undoing)
    journal.phase('uploading', { total: changes.length })
    const work = async (change: Change) => {
      const { parents, number } = change
      try {
        await undoOne({ client, options, folder, state, journal, run: run ?? '', counts, goesOn }, change)
      } catch (error) {
        signal?.throwIfAborted()
        const reason = reasonToStop(error)
        if (reason) throw reason
        journal.failure(toFailure(error, { doing: 'restore', parents, number, path: change.copy }))
      }
      journal.step()
    }
    await inParallel(changes, concurrency, work, signal)
    state.forget(UNDOING)
    if (counts.anew > 0) journal.note(storedAnew(counts.anew))
  } catch (error) {
    stopped = stoppedBy(error, signal)
  } finally {
    if (run !== undefined) state.endRun(run, 'undo', [])
    folder.finish()
    state.close()
  }
  return journal.summary({ kind: 'undo', run, interrupted: signal?.aborted ?? false, stopped })
}

function chooseRun(state: State, name: string): string {
  const runs = state.runsWithChanges()
  // An undo that was interrupted goes on.
  const wanted = name === 'last' ? (state.setting(UNDOING) ?? runs[0]?.id) : name
  const found = runs.find(({ id }) => id === wanted)
  if (found) return found.id
  const known = runs.slice(0, 10).map(({ id, changes }) => `${id} (${changes})`)
  throw new TransferUsageError(
    `There is no run ${shown(name)} to undo here: ${known.length > 0 ? `use ${known.join(', ')}` : 'no push has changed anything'}.`,
  )
}

interface Undo {
  readonly client: TransferClient
  readonly options: UndoOptions
  readonly folder: PictureFolder
  readonly state: State
  readonly journal: Journal
  readonly run: string
  /** Whether an undo of the same run was interrupted before. */
  readonly goesOn: boolean
  /** How many came back in another encoding. */
  readonly counts: { anew: number }
}

async function undoOne(context: Undo, change: Change): Promise<void> {
  const { client, folder, state, journal, options, run, counts } = context
  const { parents, number, id, copy } = change
  const there = await fetchNow(context, change)
  try {
    if (context.goesOn && (await isBack(context, change, there))) {
      return journal.entry({ outcome: 'unchanged', reason: 'already back', parents, number, id, path: copy })
    }
    const left = change.servedHash ?? (await findLeft(state, change, there))
    if (left !== (there?.hash ?? null) && !options.force) {
      const detail = 'its picture is not the one that the push left: force: true replaces it, and keeps a copy'
      journal.entry({ outcome: 'skipped', reason: 'changed by somebody else', detail, parents, number, id, path: copy })
      return journal.leftOver()
    }
    const kept = there && `replaced/${run}/${parents}/${id}.${EXTENSIONS[there.type]}`
    if (there && kept) await folder.place(there.file, posix.join(STATE_FOLDER, kept))
    state.saveChange({ ...change, run, copy: kept, servedHash: null })
  } finally {
    if (there) await removeFile(there.file)
  }
  const picture = pictureOf(client, change)
  const call = { signal: options.signal }
  if (copy === null) await picture.delete(call)
  else {
    const file = join(folder.state, ...copy.split('/'))
    const { size } = statSync(file)
    await picture.upload(() => streamFile(file), { ...call, size, anyFormat: true })
    journal.sent(size)
  }
  if (await remember(context, change)) counts.anew += 1
  journal.entry({ outcome: 'restored', parents, number, id, path: copy })
}

/** Whether an undo that was interrupted put the picture back, or removed it; it may not have come to read that back. */
async function isBack(context: Undo, change: Change, there: Fetched | null): Promise<boolean> {
  const before = context.state.undone(change).find(({ run }) => run > change.run)
  if (!before) return false
  if (change.copy === null) return there === null
  if (before.servedHash !== null) return before.servedHash === there?.hash
  return (
    there?.hash !== change.servedHash && !((await judgeRestored(context, change, there)) instanceof TransferFailure)
  )
}

/**
 * What the push left, where it did not read it back: the served picture, if that is what was sent. It is remembered.
 * @returns its hash; null where no picture of it is there
 */
async function findLeft(state: State, change: Change, there: Fetched | null): Promise<string | null> {
  const rows = (['folder', 'zip'] as const).flatMap((source) => state.row(source, change) ?? [])
  const row = rows.find(({ sent }) => sent !== null)
  const settled = row && (await settleSending(row, there))
  if (row && settled) saveSettled(state, row, settled)
  return settled?.servedHash ?? null
}

/**
 * What is there now is what is known from here on; the file that was pushed counts as unchanged.
 * @returns whether the picture came back in another encoding
 */
async function remember(context: Undo, change: Change): Promise<boolean> {
  const { client, state, options, run } = context
  const now: Listed[] = []
  const onFailure = () => {}
  for await (const listed of lookAt(client, [change], { signal: options.signal, onFailure })) now.push(listed)
  const there = await fetchNow(context, change)
  const problem = await judgeRestored(context, change, there)
  if (there) await removeFile(there.file)
  if (there) state.setServed(run, change, there.hash)
  for (const source of ['folder', 'zip'] satisfies Source[]) {
    const row = state.row(source, change)
    const known = { servedHash: there?.hash ?? null, modified: now[0]?.modified ?? null, verified: true, sent: null }
    if (row) state.save({ ...row, ...known, status: 'settled', pendingHash: null })
  }
  if (problem instanceof TransferFailure) throw problem
  return problem === 'anew'
}

/** Compares what came back with the copy: a server may store it anew, but it has to be the same picture. */
async function judgeRestored(
  { folder }: Undo,
  { copy }: Change,
  there: Fetched | null,
): Promise<TransferFailure | 'anew' | undefined> {
  if (copy === null) return undefined
  if (there === null) {
    return new TransferFailure('no picture after the upload', 'The server took the upload, and has no picture.', true)
  }
  const file = join(folder.state, ...copy.split('/'))
  const facts = await readFacts(file)
  if (facts === undefined || facts === 'changed' || facts.hash === there.hash) return undefined
  const verdict = await judge(await knowImage({ file, hash: facts.hash }), there)
  return verdict.kind === 'failure' ? new TransferFailure(verdict.cause, verdict.message) : 'anew'
}

const storedAnew = (number: number) =>
  `${count(number, 'picture')} came back in another encoding: the server stores images anew, and a JPEG may lose a little with it. The copies are kept.`

const fetchNow = ({ client, folder, options, journal }: Undo, change: Change) =>
  fetchPicture(client, change, folder.temporaryOf(change), options.signal, (size) => journal.bytes(size))
