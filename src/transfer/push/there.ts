import { type Fetched, fetchPicture } from '../fetch-picture.ts'
import { removeFile } from '../files/folder.ts'
import { judge } from '../images/judge.ts'
import type { Row } from '../state/rows.ts'
import type { Listed } from '../transfer-client.ts'
import { prepare } from './prepare.ts'
import type { PushRun } from './run.ts'
import type { SourceFile } from './source-files.ts'

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
export async function settleUpload(run: PushRun, row: Row, file: SourceFile, entity: Listed): Promise<Row> {
  const copy = `${run.folder.temporaryOf(entity)}.send`
  const found = await fetchThere(run, entity)
  try {
    const settled: Row = { ...row, status: 'settled', pendingHash: null }
    // It was not carried out.
    if ((found?.hash ?? null) === row.servedHash) return keep(run, settled)
    if (found === null) return keep(run, { ...settled, servedHash: null })
    const sent = await prepare(file, copy, run.converter, run.options)
    if (sent.sourceHash === row.pendingHash && (await judge(sent, found)).kind !== 'failure') {
      const facts = { path: file.path, size: file.size, mtimeMs: file.mtimeMs ?? null, fileHash: sent.sourceHash }
      return keep(run, { ...settled, ...facts, servedHash: found.hash, modified: entity.modified, origin: 'push' })
    }
    // Somebody else's: the known hash stays, so that it counts as changed.
    return keep(run, { ...settled, modified: null })
  } finally {
    await removeFile(copy)
    if (found) await removeFile(found.file)
  }
}

function keep(run: PushRun, row: Row): Row {
  run.touch(row)
  return row
}
