import { lstatSync, type Stats } from 'node:fs'

/** The database of a data folder. */
export const indexName = 'emulator.sqlite'

/** A database while it is made: it gets its name once it is whole. An emulator that was killed may leave one behind. */
export function isNewIndexName(name: string): boolean {
  return /^emulator\.sqlite\.new-[\da-f-]{36}(?:-journal|-wal|-shm)?$/.test(name)
}

/** What the names of the files end in that SQLite puts beside a database. */
export const companionEnds = ['-wal', '-shm', '-journal']

/** Those beside the database of a data folder. */
export const indexCompanions = companionEnds.map((end) => indexName + end)

/** The folder of the contents. */
export const contentsName = 'contents'

/** Whether the emulator itself gives such a name to a file in `contents/`: no other file there is ever removed. */
export function isOwnContentName(name: string): boolean {
  return /^[\da-f]{64}$/.test(name) || /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\.partial$/.test(name)
}

/** What lies at a path, links not followed; undefined where there is nothing. */
export function lookAt(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false })
}

/** What something is, in a word. */
export function kindOf(found: Stats): string {
  if (found.isSymbolicLink()) return 'a link'
  if (found.isDirectory()) return 'a folder'
  return found.isFile() ? 'a file' : 'neither a file nor a folder'
}
