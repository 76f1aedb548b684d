import { lstat } from 'node:fs/promises'
import { splitExtension } from '../file-names.ts'
import { absent } from '../files/file-facts.ts'
import type { Row } from '../state/rows.ts'
import { takeAll } from './recover.ts'
import type { PullRun, PullSet } from './run.ts'

/**
 * Entities with a new number take their files along, edited or not. So do all files where the layout of the folder has
 * changed. A file is never moved over one that belongs to nobody in the list.
 */
export async function moveRenamed({ folder, state, journal, index }: PullRun, set: PullSet): Promise<void> {
  const { listed, rows, paths, owners } = set
  const moves: Row[] = []
  for (const { id, number } of listed.values()) {
    const row = rows.get(id)
    if (!row?.path) continue
    const base = paths.get(number)
    const { extension } = splitExtension(row.path)
    const path = `${base}.${extension}`
    if (base === undefined || path === row.path) {
      if (row.number !== number) update(set, state, { ...row, number })
      continue
    }
    moves.push({ ...row, number, path, oldPath: row.path, pendingHash: null, status: 'moving' })
  }
  const free = await withoutCollisions(moves)
  if (free.length === 0) return
  state.transaction(() => free.forEach((row) => void state.save(row)))
  await takeAll(state, folder, free)
  for (const row of free) {
    const { path, oldPath } = row
    if (path === null || oldPath === null) continue
    const aside = folder.temporaryOf(row, 'move')
    if (await lstat(aside).catch(absent)) await folder.place(aside, path)
    update(set, state, { ...row, oldPath: null, status: 'settled' })
    if (owners.get(oldPath) === row.id) owners.delete(oldPath)
    owners.set(path, row.id)
    await index.removed(oldPath)
    await index.added(path)
    journal.entry({
      outcome: 'renamed',
      parents: row.parents,
      number: row.number,
      id: row.id,
      path,
      detail: `was ${oldPath}`,
    })
  }

  /**
   * Leaves out moves onto a file that does not move away itself, and through a link; the pull of that entity then tells
   * the conflict.
   */
  async function withoutCollisions(all: readonly Row[]): Promise<Row[]> {
    const leaving = new Set(all.map(({ oldPath }) => oldPath))
    const possible: Row[] = []
    for (const row of all) {
      if (row.path === null || (!(await isTaken(row.path, leaving)) && !(await folder.isBehindLink(row.path))))
        possible.push(row)
    }
    // One that stays may be in the way of another.
    return possible.length === all.length ? possible : withoutCollisions(possible)
  }

  async function isTaken(path: string, leaving: ReadonlySet<string | null>): Promise<boolean> {
    return !leaving.has(path) && (await lstat(folder.at(path)).catch(absent)) !== undefined
  }
}

function update({ rows }: PullSet, state: PullRun['state'], row: Row): void {
  state.save(row)
  rows.set(row.id, row)
}
