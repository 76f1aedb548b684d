import { lstat } from 'node:fs/promises'
import { renameFile } from '../../replace-file.ts'
import { absent, readFacts } from '../files/file-facts.ts'
import { type PictureFolder, removeFile } from '../files/folder.ts'
import type { Row } from '../state/rows.ts'
import type { State } from '../state/state.ts'

/**
 * Finishes what an interrupted run had begun to put into its place, and removes its unfinished files. A picture that was
 * whole is not fetched again.
 */
export async function recoverPlacing(state: State, folder: PictureFolder): Promise<void> {
  await takeAll(state, folder, state.rowsThatAre('moving'))
  for (const row of state.rowsThatAre('placing')) await finish(state, folder, row)
  folder.sweep()
}

/**
 * Takes files that change their names out of the way, all of them before the first one gets its new place: two numbers
 * may have been swapped. The rows are `moving` before, `placing` after.
 */
export async function takeAll(state: State, folder: PictureFolder, rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    const aside = folder.temporaryOf(row, 'move')
    if (row.oldPath && !(await isThere(aside)) && (await isThere(folder.at(row.oldPath)))) {
      await renameFile(folder.at(row.oldPath), aside)
    }
  }
  state.transaction(() => {
    for (const row of rows) state.save({ ...row, status: 'placing' })
  })
}

async function finish(state: State, folder: PictureFolder, row: Row): Promise<void> {
  const { path, oldPath, pendingHash, fileHash } = row
  const part = folder.temporaryOf(row)
  const aside = folder.temporaryOf(row, 'move')
  if (path !== null && (await isThere(aside))) await folder.place(aside, path)
  else if (path !== null && (await holds(part, fileHash))) await folder.place(part, path)
  if (path === null || !(await isThere(folder.at(path)))) {
    // Nothing whole was left: the entity is looked at again.
    state.save({
      ...row,
      path: null,
      oldPath: null,
      fileHash: null,
      pendingHash: null,
      modified: null,
      status: 'settled',
    })
    return
  }
  if (oldPath && oldPath !== path && (await holds(folder.at(oldPath), pendingHash))) {
    await removeFile(folder.at(oldPath))
  }
  state.save({ ...row, oldPath: null, pendingHash: null, status: 'settled' })
}

async function holds(path: string, hash: string | null): Promise<boolean> {
  const facts = await readFacts(path)
  return facts !== undefined && facts !== 'changed' && facts.hash === hash
}

const isThere = async (path: string) => (await lstat(path).catch(absent)) !== undefined
