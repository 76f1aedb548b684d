import { readFacts } from '../files/file-facts.ts'
import type { PictureFolder } from '../files/folder.ts'
import type { Received } from '../files/receive.ts'
import { judge } from '../images/judge.ts'
import type { Row } from '../state/rows.ts'

/**
 * Decides about an upload that was not read back, by what the server serves now: its push was interrupted, or did not
 * want to.
 * @param part the served picture, in a file
 * @returns the row as it is known now; undefined where neither the old picture nor the sent one is there
 */
export async function settleSending(
  folder: PictureFolder,
  row: Row,
  there: Received,
  part: string,
): Promise<Row | undefined> {
  const settled: Row = { ...row, status: 'settled', pendingHash: null }
  // The upload was not carried out.
  if (there.hash === row.servedHash) return settled
  if (row.path === null) return undefined
  const file = folder.at(row.path)
  const facts = await readFacts(file)
  if (facts === undefined || facts === 'changed' || facts.hash !== (row.pendingHash ?? row.fileHash)) return undefined
  const verdict = await judge({ file, hash: facts.hash }, { file: part, hash: there.hash })
  if (verdict.kind !== 'same') return undefined
  const { size, mtimeMs, hash } = facts
  return { ...settled, size, mtimeMs, fileHash: hash, servedHash: there.hash, origin: 'push', verified: true }
}
