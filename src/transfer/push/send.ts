import { posix } from 'node:path'
import { BusinessCentralError, type CallOptions } from '../../client/index.ts'
import { reasonToStop, TransferFailure, toFailure } from '../failures.ts'
import { encodeName, splitNumber } from '../file-names.ts'
import { removeFile } from '../files/folder.ts'
import { streamFile } from '../files/read-file.ts'
import { GiveUp } from '../give-up.ts'
import { EXTENSIONS } from '../images/image-type.ts'
import { samePixels } from '../images/judge.ts'
import { lookAt } from '../listing.ts'
import { inParallel } from '../pool.ts'
import { newRow, type Row, UNREAD } from '../state/rows.ts'
import { STATE_FOLDER } from '../state/state.ts'
import { type Listed, pictureOf } from '../transfer-client.ts'
import { checkUploads } from './check.ts'
import type { Step } from './plan.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { PushRun } from './run.ts'
import { factsOf, type Sent } from './sent.ts'
import { fetchThere } from './there.ts'

/** How many files are sent before the group is read back: the ids of so many fit into one request. */
const GROUP = 100

/** A group ends earlier where its files are large: their copies lie on the disk until they are checked. */
const GROUP_BYTES = 200_000_000

/** Sends what the plan says, in groups: what is there now, the uploads, the new dates, then the reading back. */
export async function sendAll(run: PushRun, sends: readonly Step[]): Promise<void> {
  run.journal.phase('uploading', { total: sends.length })
  const giveUp = new GiveUp()
  for (const group of groupsOf(sends)) {
    const { now, failed } = await lookAtGroup(run, group)
    const sent: Sent[] = []
    const work = async (step: Step) => {
      const entity = step.entity && now.get(step.entity.id)
      try {
        if (!entity) {
          throw failed.get(step.entity?.id ?? '') ?? new TransferFailure('the entity is gone', 'It is gone meanwhile.')
        }
        const done = await sendOne(run, step, entity)
        if (done) sent.push(done)
        else run.journal.step()
        giveUp.success()
      } catch (error) {
        run.options.signal?.throwIfAborted()
        const reason = reasonToStop(error)
        if (reason) throw reason
        const [parents, number] = [step.entity?.parents ?? null, step.entity?.number ?? null]
        const failure = toFailure(error, { doing: 'upload', parents, number, path: step.file.path })
        run.journal.failure(failure)
        run.journal.step()
        giveUp.failure(failure)
      }
    }
    try {
      await inParallel(group, run.options.concurrency ?? 5, work, run.options.signal)
    } finally {
      // What was sent before the run stopped is still checked, unless the caller wants an end.
      if (!run.options.signal?.aborted) await checkUploads(run, sent)
      for (const { prepared } of sent) await removeFile(prepared.file)
    }
  }
}

function* groupsOf(steps: readonly Step[]): Generator<Step[]> {
  let group: Step[] = []
  let size = 0
  for (const step of steps) {
    if (group.length > 0 && (group.length >= GROUP || size + step.file.size > GROUP_BYTES)) {
      yield group
      group = []
      size = 0
    }
    group.push(step)
    size += step.file.size
  }
  if (group.length > 0) yield group
}

/** What the entities of a group have now: one request. */
async function lookAtGroup(run: PushRun, group: readonly Step[]) {
  const now = new Map<string, Listed>()
  const failed = new Map<string, unknown>()
  const onFailure = ({ id }: Pick<Listed, 'id'>, error: unknown) => void failed.set(id, error)
  const { signal } = run.options
  for (const parents of new Set(group.map(({ entity }) => entity?.parents))) {
    const entities = group.flatMap(({ entity }) => (entity && entity.parents === parents ? [entity] : []))
    for await (const listed of lookAt(run.client, entities, { signal, onFailure })) now.set(listed.id, listed)
  }
  return { now, failed }
}

/** Sends one file. @returns undefined where nothing had to be sent, which is told */
async function sendOne(run: PushRun, step: Step, entity: Listed): Promise<Sent | undefined> {
  const { folder, options } = run
  const prepared = await prepare(step.file, `${folder.temporaryOf(entity)}.send`, run.converter, options)
  let keep = false
  try {
    const { maxSize } = options
    if (maxSize !== undefined && prepared.size > maxSize) {
      throw new TransferFailure('too large after conversion', `It has ${prepared.size} bytes after conversion.`)
    }
    const before = await keepCopy(run, step, entity, prepared)
    if (before === 'skip') return undefined
    const row = await upload(run, step, entity, prepared, before)
    keep = row !== undefined
    // The group is read back later: until then, this is what shows that something goes on.
    if (row) run.journal.sent(prepared.size)
    return row && { step, entity, prepared, row, before: before.hash, copy: before.copy }
  } finally {
    if (!keep) await removeFile(prepared.file)
  }
}

interface Before {
  /** Null where there was no picture. */
  readonly hash: string | null
  /** The copy, relative to the state folder. */
  readonly copy: string | null
}

/** Keeps a copy of what is there, or finds that nothing is to be sent. */
async function keepCopy(run: PushRun, step: Step, entity: Listed, prepared: Prepared): Promise<Before | 'skip'> {
  const { options, folder, run: runId } = run
  const { row } = step
  if (step.action === 'add' && !entity.picture?.exists) return { hash: null, copy: null }
  const there = await fetchThere(run, entity)
  if (there === null) return { hash: null, copy: null }
  try {
    if (there.hash === prepared.hash) return settle(run, step, entity, prepared, there.hash)
    const known = row?.servedHash === UNREAD ? there.hash : row?.servedHash
    if (known !== there.hash && !options.force) {
      const detail = 'its picture was changed there since the plan: force: true replaces it, and keeps a copy'
      return tellSkipped(run, step, 'changed by somebody else', detail)
    }
    if (known !== there.hash && (await samePixels(prepared.looks, there.file)) === true) {
      return settle(run, step, entity, prepared, there.hash)
    }
    const [first, code] = splitNumber(entity.parents, entity.number).map((part) => encodeName(part) ?? entity.id)
    const name = code === undefined ? first : `${first}/${code}`
    const copy = `replaced/${runId}/${entity.parents}/${name}.${EXTENSIONS[there.type]}`
    await folder.place(there.file, posix.join(STATE_FOLDER, copy))
    return { hash: there.hash, copy }
  } finally {
    await removeFile(there.file)
  }
}

/** The picture is there already: it is remembered, and not sent. */
function settle(run: PushRun, step: Step, entity: Listed, prepared: Prepared, servedHash: string): 'skip' {
  const row = step.row ?? newRow(run.source, entity)
  run.state.save({
    ...row,
    ...factsOf(step, prepared),
    servedHash,
    modified: entity.modified,
    verified: true,
    status: 'settled',
    sent: null,
  })
  const { parents, number, id } = entity
  run.journal.entry({ outcome: 'unchanged', reason: 'already there', parents, number, id, path: step.file.path })
  return 'skip'
}

function tellSkipped({ journal }: PushRun, { entity, file }: Step, reason: string, detail: string): 'skip' {
  const [parents, number] = [entity?.parents ?? null, entity?.number ?? null]
  journal.entry({ outcome: 'skipped', parents, number, path: file.path, reason, detail })
  journal.leftOver()
  return 'skip'
}

/** Uploads, with everything on the disk that a restart needs to know. @returns undefined where somebody else was faster */
async function upload(
  run: PushRun,
  step: Step,
  entity: Listed,
  prepared: Prepared,
  { hash, copy }: Before,
): Promise<Row | undefined> {
  const { state, client, options, run: runId = '' } = run
  const old = step.row ?? newRow(run.source, entity)
  const { parents, id, number } = entity
  const change = { run: runId, parents, id, number, copy, servedHash: null }
  const row: Row = {
    ...old,
    number,
    modified: null,
    servedHash: hash,
    status: 'sending',
    pendingHash: prepared.sourceHash,
    sent: JSON.stringify(prepared.looks),
  }
  state.transaction(() => {
    // What an earlier run left and did not read back is known now: undo needs it.
    if (hash !== null) state.settleChanges(entity, hash)
    state.saveChange(change)
    // A restart judges by what was sent, and the path leads to the file that it was made of.
    state.save({ ...row, path: row.path ?? step.file.path })
  })
  const picture = pictureOf(client, entity)
  const body = () => streamFile(prepared.file)
  const call: CallOptions = { signal: options.signal }
  const send = (ifMatch: string) => picture.upload(body, { ...call, size: prepared.size, ifMatch, anyFormat: true })
  try {
    const etag = entity.picture?.etag || '*'
    await send(etag).catch(async (error) => {
      // An etag that is refused although it is still the one that is there says nothing.
      if (!isStale(error) || (await picture.info(call)).etag !== etag) throw error
      await send('*')
    })
  } catch (error) {
    if (isRefused(error)) {
      state.transaction(() => {
        state.removeChange(change)
        state.save(step.row ?? { ...old, status: 'settled' })
      })
    }
    if (!isStale(error)) throw error
    tellSkipped(run, step, 'changed by somebody else', 'its picture was changed there in this moment')
    return undefined
  }
  return row
}

const isStale = (error: unknown) =>
  error instanceof BusinessCentralError && (error.code === 'Request_EntityChanged' || error.status === 412)

/** Whether the server said that it did not carry the upload out. After anything else, it may have. */
const isRefused = (error: unknown) =>
  error instanceof BusinessCentralError && error.status !== undefined && error.status < 500 && error.status !== 408
