import { reasonToStop, TransferFailure, toFailure } from '../failures.ts'
import { removeFile } from '../files/folder.ts'
import { RECOGNISED } from '../images/image-type.ts'
import { judge, samePixels } from '../images/judge.ts'
import { lookAt } from '../listing.ts'
import { inParallel } from '../pool.ts'
import { NEVER, type Row, UNREAD } from '../state/rows.ts'
import { STATE_FOLDER } from '../state/state.ts'
import type { Listed } from '../transfer-client.ts'
import type { PushRun } from './run.ts'
import { factsOf, type Sent } from './sent.ts'
import { fetchThere } from './there.ts'

/**
 * Reads back what a group of uploads led to. The dates come first, then the contents: whoever changes a picture later
 * moves its date beyond the one that is remembered.
 */
export async function checkUploads(run: PushRun, sent: readonly Sent[]): Promise<void> {
  const { client, options, journal } = run
  const dates = new Map<string, Listed>()
  // Without its date a picture is looked at by the next run.
  const onFailure = () => {}
  for (const parents of new Set(sent.map(({ entity }) => entity.parents))) {
    const entities = sent.flatMap(({ entity }) => (entity.parents === parents ? [entity] : []))
    for await (const listed of lookAt(client, entities, { signal: options.signal, onFailure }))
      dates.set(listed.id, listed)
  }
  const work = async (upload: Sent) => {
    const { parents, number } = upload.entity
    try {
      await checkOne(run, upload, dates.get(upload.entity.id))
    } catch (error) {
      options.signal?.throwIfAborted()
      const reason = reasonToStop(error)
      if (reason) throw reason
      journal.failure(toFailure(error, { doing: 'check', parents, number, path: upload.step.file.path }))
    }
    journal.step()
  }
  await inParallel(sent, options.concurrency ?? 5, work, options.signal)
}

async function checkOne(run: PushRun, upload: Sent, now: Listed | undefined): Promise<void> {
  const { step, entity, prepared, row } = upload
  const modified = now?.modified ?? null
  if (run.options.verify === false) {
    settle(run, upload, { modified, servedHash: UNREAD, verified: false, sent: row.sent })
    return tell(run, upload)
  }
  const there = await fetchThere(run, entity)
  try {
    // What is there is known from here on, whatever is thought of it: the file counts as edited, and is not "of somebody else".
    const known: Row = { ...row, fileHash: row.fileHash ?? NEVER, modified, servedHash: there?.hash ?? null }
    run.state.save({ ...known, status: 'settled', pendingHash: null, sent: null })
    if (there === null) {
      throw new TransferFailure('no picture after the upload', 'The server took the upload, and has no picture.', true)
    }
    // Undo has to find this there, so as not to overwrite what somebody else put there later.
    run.state.setServed(run.run ?? '', entity, there.hash)
    if (there.hash === upload.before && (await samePixels(prepared.looks, there.file)) !== true) {
      // Sent over a picture of which nothing was known, the very same one may have been there already.
      if (step.row?.fileHash) {
        throw new TransferFailure(
          'still the old picture',
          'The server took the upload, and serves the old picture.',
          true,
        )
      }
      run.journal.warning(`${entity.parents}:${entity.number}: the server serves the same bytes as before the upload.`)
    }
    if (RECOGNISED.has(prepared.type) && now?.picture && now.picture.width === 0) {
      throw new TransferFailure('stored without a size', 'The server shows it as 0×0: it did not take it for an image.')
    }
    const verdict = await judge(prepared.looks, there)
    if (verdict.kind === 'failure') throw new TransferFailure(verdict.cause, verdict.message)
    settle(run, upload, { modified, servedHash: there.hash, verified: true, sent: null })
    if (verdict.kind === 'other pixels') {
      const { parents, number } = entity
      run.journal.warning(`${parents}:${number}: the server changed pixels of ${step.file.path}.`, { parents, number })
    }
    tell(run, upload)
  } finally {
    if (there) await removeFile(there.file)
  }
}

function settle(
  run: PushRun,
  { step, prepared, row }: Sent,
  there: Pick<Row, 'modified' | 'servedHash' | 'verified' | 'sent'>,
): void {
  run.state.save({ ...row, ...factsOf(step, prepared), ...there, status: 'settled', origin: 'push' })
}

function tell({ journal }: PushRun, { step, entity, prepared, before, copy }: Sent): void {
  const { parents, number, id } = entity
  const kept = copy === null ? {} : { copy: `${STATE_FOLDER}/${copy}` }
  const outcome = before === null ? 'added' : 'replaced'
  journal.entry({ outcome, parents, number, id, path: step.file.path, size: prepared.size, ...kept })
}
