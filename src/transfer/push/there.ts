import { type Fetched, fetchPicture } from '../fetch-picture.ts'
import { removeFile } from '../files/folder.ts'
import { saveSettled, settleSending } from '../settle-sending.ts'
import type { Row } from '../state/rows.ts'
import type { Listed } from '../transfer-client.ts'
import type { PushRun } from './run.ts'

/** Fetches what the server serves, into a temporary file; null where there is no picture. The caller removes the file. */
export function fetchThere(
  { client, folder, journal, options }: PushRun,
  entity: Pick<Listed, 'parents' | 'id'>,
): Promise<Fetched | null> {
  return fetchPicture(client, entity, folder.temporaryOf(entity), options.signal, (count) => journal.bytes(count))
}

/** Whether the server still serves what it served at the last meeting. */
export async function compareThere(
  run: PushRun,
  row: Row,
  entity: Listed,
): Promise<{ readonly there: 'same' | 'changed' | 'gone' }> {
  const found = await fetchThere(run, entity)
  if (found === null) return { there: 'gone' }
  await removeFile(found.file)
  return { there: found.hash === row.servedHash ? 'same' : 'changed' }
}

/** Decides about the upload of a push that was interrupted, by what is there now. */
export async function settleUpload(run: PushRun, row: Row, entity: Listed): Promise<Row> {
  const found = await fetchThere(run, entity)
  try {
    const settled = await settleSending(row, found)
    // A dry run writes nothing down.
    if (settled) {
      const known = { ...settled, modified: entity.modified }
      if (!run.options.dryRun) saveSettled(run.state, row, known)
      return known
    }
    // Somebody else's, or removed since: the known hash stays, so that it counts as changed.
    const other: Row = { ...row, status: 'settled', pendingHash: null, sent: null, modified: null }
    const known = found ? other : { ...other, servedHash: null }
    run.touch(known)
    return known
  } finally {
    if (found) await removeFile(found.file)
  }
}
