import { TransferFailure } from '../failures.ts'
import { fetchPicture } from '../fetch-picture.ts'
import { compareFile, type FileFacts, readFacts } from '../files/file-facts.ts'
import { removeFile } from '../files/folder.ts'
import type { Received } from '../files/receive.ts'
import { EXTENSIONS } from '../images/image-type.ts'
import { saveSettled, settleSending } from '../settle-sending.ts'
import { newRow, type Row, UNREAD } from '../state/rows.ts'
import type { Listed } from '../transfer-client.ts'
import type { PullRun, PullSet } from './run.ts'

/** An entity whose content is asked for, with what is known of it. */
export interface Candidate {
  readonly entity: Listed
  readonly row: Row | undefined
}

/** What is being worked on. */
interface Work extends PullRun, Candidate {
  readonly set: PullSet
  /** Path without an extension. */
  readonly base: string
  /** The picture, whole in the temporary folder. */
  readonly part: string
}

/** Brings one picture: fetches it, compares it with what is known, and decides by the table in docs/transfer.md. */
export async function pullOne(context: PullRun, set: PullSet, { entity, row }: Candidate): Promise<void> {
  const base = set.paths.get(entity.number)
  if (base === undefined) {
    throw new TransferFailure(
      'no file name for the number',
      'The number is too long for a file name, or no proper text.',
    )
  }
  const { client, journal, options, folder } = context
  const part = folder.temporaryOf(entity)
  const work: Work = { ...context, set, entity, row, base, part }
  try {
    const there = await fetchPicture(client, entity, part, options.signal, (count) => journal.bytes(count))
    if (there === null) return tellGone(work)
    if (there.cutShort) journal.warning(`${entity.parents}:${entity.number}: the picture lacks its end on the server.`)
    await decide(work, there)
  } finally {
    await removeFile(part)
  }
}

async function decide(work: Work, there: Received): Promise<void> {
  const { row, entity, folder } = work
  if (row?.status === 'sending' || row?.servedHash === UNREAD) {
    const settled = await settleSending(row, { file: work.part, hash: there.hash })
    if (settled) {
      saveSettled(work.state, row, settled)
      const known = { ...work, row: settled }
      return settled.fileHash === null ? keepSame(known, there, { outcome: 'unchanged' }) : decide(known, there)
    }
  }
  if (!row?.path || !row.fileHash) return placeNew(work, there)
  const { here, facts } = await compareFile(folder.at(row.path), row)
  if (here === 'missing') return place(work, there)
  const sameThere = row.servedHash === there.hash
  if (sameThere && here === 'same') return keepSame(work, there, { outcome: 'unchanged' }, facts)
  if (sameThere) {
    const detail = 'the file was edited here; push sends it'
    return keepSame(work, there, { outcome: 'kept', reason: 'edited here', detail })
  }
  if (here === 'same') return place(work, there)
  return conflict(work, there, row.path, `${entity.number} was edited here and changed there`)
}

/** No file is known: there may be one all the same, of somebody else or from before the state was lost. */
async function placeNew(work: Work, there: Received): Promise<void> {
  const { folder, index, base, set, entity } = work
  for (const path of await index.filesOf(base)) {
    const owner = set.owners.get(path)
    if (owner === entity.id) continue
    if (owner !== undefined && !set.listed.has(owner) && (await giveWay(work, owner))) continue
    const facts = await readFacts(folder.at(path))
    if (facts !== undefined && facts !== 'changed' && facts.hash === there.hash) return adopt(work, there, path, facts)
    return conflict(work, there, path, `${path} is there, and pull did not write it`)
  }
  return place(work, there)
}

/** The number belongs to a new entity: the untouched file of the one before goes to the trash. */
async function giveWay({ folder, state, set, index, run }: Work, owner: string): Promise<boolean> {
  const old = set.rows.get(owner)
  if (!old?.path || (await compareFile(folder.at(old.path), old)).here === 'edited') return false
  await folder.setAside(old.path, `trash/${run}`).catch(() => {})
  state.remove(old)
  set.rows.delete(owner)
  set.owners.delete(old.path)
  await index.removed(old.path)
  return true
}

/** The picture takes its place. Number, path and hashes are on the disk before the file gets its name. */
async function place(work: Work, there: Received): Promise<void> {
  const { state, folder, entity, base, part, set, index, journal } = work
  const { row } = work
  const { parents, id, number } = entity
  const path = `${base}.${EXTENSIONS[there.type]}`
  const gives = row?.path && row.path !== path ? row.path : null
  const next: Row = {
    ...(row ?? newRow('folder', entity)),
    ...{ number, path, modified: entity.modified, origin: 'pull', verified: true, status: 'placing' },
    ...{ size: there.size, mtimeMs: there.mtimeMs, fileHash: there.hash, servedHash: there.hash },
    ...{ oldPath: gives, pendingHash: gives && row ? row.fileHash : null },
  }
  state.save(next)
  try {
    await folder.place(part, path)
  } catch (error) {
    // What the state says must stay true: it would take the old file for one that was edited here.
    if (row) state.save(row)
    else state.remove(next)
    throw error
  }
  if (gives) {
    await removeFile(folder.at(gives))
    await index.removed(gives)
    set.owners.delete(gives)
  }
  save(work, { ...next, oldPath: null, pendingHash: null, status: 'settled' })
  set.owners.set(path, id)
  await index.added(path)
  journal.entry({ outcome: 'downloaded', parents, number, id, path, size: there.size })
}

/** A file with the very bytes of the picture becomes ours to compare with, but not ours to remove. */
function adopt(work: Work, there: Received, path: string, facts: FileFacts): void {
  const { entity, set, journal } = work
  const { parents, id, number } = entity
  set.owners.set(path, id)
  const row = { ...(work.row ?? newRow('folder', entity)), number, path, modified: entity.modified }
  save(work, { ...row, size: facts.size, mtimeMs: facts.mtimeMs, fileHash: facts.hash, servedHash: there.hash })
  journal.entry({ outcome: 'unchanged', reason: 'already here', parents, number, id, path, size: there.size })
}

interface Told {
  readonly outcome: 'unchanged' | 'kept'
  readonly reason?: string
  readonly detail?: string
}

function keepSame(work: Work, there: Received, told: Told, facts?: FileFacts): void {
  const { entity, row, journal } = work
  if (!row) return
  const { parents, id, number } = entity
  const touched = facts ? { size: facts.size, mtimeMs: facts.mtimeMs } : {}
  save(work, { ...row, number, modified: entity.modified, servedHash: there.hash, ...touched })
  journal.entry({ ...told, parents, id, number, path: row.path })
}

/** Two changes meet: nothing is touched without `force`, and then what was here goes to the trash. */
async function conflict(work: Work, there: Received, path: string, detail: string): Promise<void> {
  const { options, folder, entity, journal, run, index, set } = work
  const { parents, id, number } = entity
  if (!options.force) {
    const advice = `${detail}: left alone; force: true takes the server's picture`
    return journal.entry({ outcome: 'kept', reason: 'conflict', detail: advice, parents, id, number, path })
  }
  await folder.setAside(path, `trash/${run}`)
  await index.removed(path)
  set.owners.delete(path)
  const row = work.row?.path === path ? { ...work.row, path: null } : work.row
  await (row?.path ? place : placeNew)({ ...work, row }, there)
}

/** 204: there is no picture any more (fact:content-204). Its file stays, unless `delete` finds it later. */
function tellGone(work: Work): void {
  const { entity, row, journal } = work
  const { parents, id, number } = entity
  save(work, {
    ...(row ?? newRow('folder', entity)),
    number,
    modified: entity.modified,
    servedHash: null,
    pendingHash: null,
    sent: null,
    status: 'settled',
  })
  if (!row?.path) journal.entry({ outcome: 'unchanged', reason: 'no picture', parents, id, number, path: null })
}

function save({ state, set }: Work, row: Row): void {
  state.save(row)
  set.rows.set(row.id, row)
}
