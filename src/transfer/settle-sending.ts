import { type ImageFile, judge, type KnownImage } from './images/judge.ts'
import type { Row } from './state/rows.ts'
import type { State } from './state/state.ts'

/**
 * Decides about an upload that was not read back, by what the server serves now: its push was interrupted, or did not want
 * to. What was sent is known from before the upload, so that neither a conversion nor an edited file stands in the way.
 * @param there the served picture, in a file; null where there is none
 * @returns the row as it is known now; undefined where neither the old picture nor the sent one is there
 */
export async function settleSending(row: Row, there: ImageFile | null): Promise<Row | undefined> {
  const settled: Row = { ...row, status: 'settled', pendingHash: null, sent: null }
  // The upload was not carried out.
  if ((there?.hash ?? null) === row.servedHash) return settled
  if (there === null || row.sent === null) return undefined
  const verdict = await judge(JSON.parse(row.sent) as KnownImage, there)
  if (verdict.kind === 'failure') return undefined
  // Size and time of the file are those of another time: the next look at it finds out whether it is still the one.
  const file = { fileHash: row.pendingHash ?? row.fileHash, size: null, mtimeMs: null }
  return { ...settled, ...file, servedHash: there.hash, origin: 'push', verified: true }
}

/** Writes down what {@link settleSending} found, for `undo` as well. */
export function saveSettled(state: State, before: Row, row: Row): void {
  const carriedOut = row.servedHash !== null && row.servedHash !== before.servedHash
  state.transaction(() => {
    state.save(row)
    state.settleChanges(row, carriedOut ? String(row.servedHash) : undefined)
  })
}
