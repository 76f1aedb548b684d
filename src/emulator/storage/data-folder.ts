import { accessSync, constants, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { makeFolder } from '../../make-folder.ts'
import type { Entity, StoredContent } from '../model.ts'
import { EmulatorStartError } from '../start-error.ts'
import { ContentFiles } from './content-files.ts'
import { closing, openIndex, unusableFolder } from './open-index.ts'
import { contentsName, indexCompanions, indexName, isNewIndexName, kindOf, lookAt } from './own-names.ts'
import { SqliteIndex } from './sqlite-index.ts'
import type { StoreOptions } from './store.ts'
import { contentsOf, TableStore } from './table-store.ts'

/**
 * Opens a folder that stores everything, or makes it: `emulator.sqlite` for companies and entities, `contents/` for bytes.
 * A change is on the disk when its promise resolves. The folder belongs to one process at a time; the lock is the
 * operating system's and goes with the process.
 *
 * The whole folder is checked before anything in it is removed: every content that the database refers to has to be
 * there with its length. Then what an emulator that was killed left behind is removed, which is recognised by its name.
 * No link is followed.
 * @throws EmulatorStartError when the folder is in use, cannot be written to, holds something else, is damaged, or is of
 * a newer version
 */
export function openDataStore(path: string, options: StoreOptions = {}): TableStore {
  const folder = resolve(path)
  const isNew = claimFolder(folder)
  requireOwnKinds(folder)
  const database = openIndex(folder, isNew)
  return closing(database, folder, () => {
    const index = new SqliteIndex(database)
    const snapshot = index.read()
    const wanted = contentsOf(snapshot.entities)
    const files = new ContentFiles(join(folder, contentsName))
    requireContents(folder, files, wanted, snapshot.entities)
    for (const name of readdirSync(folder).filter(isNewIndexName)) rmSync(join(folder, name), { force: true })
    files.sweep(new Set(wanted.map(({ sha256 }) => sha256)))
    const store = new TableStore(files, index, options)
    store.load(snapshot)
    return store
  })
}

/** Returns whether there is nothing in the folder yet. */
function claimFolder(folder: string): boolean {
  let names: string[]
  try {
    makeFolder(folder)
    names = readdirSync(folder)
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw unusableFolder(folder, cause)
  }
  if (names.includes(indexName)) return false
  if (names.every(isNewIndexName)) return true
  throw new EmulatorStartError(`The folder ${folder} holds something else than an emulator's data: use a new folder.`)
}

/** Links could lead to what is somebody else's. */
function requireOwnKinds(folder: string): void {
  for (const name of [contentsName, indexName, ...indexCompanions]) {
    const wanted = name === contentsName ? 'a folder' : 'a file'
    const found = lookAt(join(folder, name))
    if (found === undefined || kindOf(found) === wanted) continue
    throw new EmulatorStartError(
      `The data folder ${folder} cannot be used: ${name} is ${kindOf(found)}, where ${wanted} has to be.`,
    )
  }
}

/** @throws EmulatorStartError when a content is not there, or not as long as it has to be */
function requireContents(
  folder: string,
  files: ContentFiles,
  wanted: readonly StoredContent[],
  entities: readonly Entity[],
): void {
  const problems = wanted.flatMap((content) => files.problemOf(content) ?? [])
  const [first] = problems
  if (first === undefined) {
    if (wanted.length === 0) makeFolder(join(folder, contentsName))
    return
  }
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  throw new EmulatorStartError(
    `The data folder ${folder} is damaged, and was left as it is: ${first}${more}. Restore it, or use a new folder. It refers to ${wanted.length} pictures of ${entities.length} entities.`,
  )
}
