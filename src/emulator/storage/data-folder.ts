import { mkdirSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { EmulatorStartError } from '../start-error.ts'
import { ContentFiles } from './content-files.ts'
import { openSqlite } from './sqlite.ts'
import { SqliteIndex, tables, transaction } from './sqlite-index.ts'
import type { StoreOptions } from './store.ts'
import { contentsOf, TableStore } from './table-store.ts'

const indexName = 'emulator.sqlite'

/** Marks the database as ours: "BCPI" in ASCII, where SQLite keeps the id of an application. */
const applicationId = 0x42435049

/** The version of the data folder that this emulator reads and writes. */
const folderVersion = 1

/**
 * Opens a folder that keeps everything, or makes it: `emulator.sqlite` for companies and entities, `contents/` for bytes.
 * A change is on the disk when its promise resolves. What an emulator that was killed left behind is swept away.
 * The folder belongs to one process at a time; the lock is the operating system's and goes with the process.
 * @throws EmulatorStartError when the folder is in use, holds something else, is damaged, or is of a newer version
 */
export function openDataStore(path: string, options: StoreOptions = {}): TableStore {
  const folder = resolve(path)
  claimFolder(folder)
  const database = openSqlite(join(folder, indexName))
  try {
    prepareDatabase(database, folder)
    const contents = join(folder, 'contents')
    mkdirSync(contents, { recursive: true })
    const index = new SqliteIndex(database)
    const files = new ContentFiles(contents)
    const snapshot = index.read()
    const missing = files.sweep(new Set(contentsOf(snapshot.entities).map(({ sha256 }) => sha256)))
    if (missing.length > 0) {
      throw new EmulatorStartError(`The data folder ${folder} is damaged: ${missing.length} pictures are missing.`)
    }
    const store = new TableStore(files, index, options)
    store.load(snapshot)
    return store
  } catch (error) {
    database.close()
    throw describeSqliteError(error, folder)
  }
}

function claimFolder(folder: string): void {
  let names: string[]
  try {
    mkdirSync(folder, { recursive: true })
    names = readdirSync(folder)
  } catch (cause) {
    const { message } = cause as Error
    throw new EmulatorStartError(`The data folder ${folder} cannot be used: ${message}.`, { cause })
  }
  if (names.length > 0 && !names.includes(indexName)) throw notOurs(folder)
}

function prepareDatabase(database: DatabaseSync, folder: string): void {
  // Nothing is written before it is clear that the database is ours.
  const id = pragma(database, 'application_id')
  const isNew = id === 0 && database.prepare('SELECT * FROM sqlite_master').all().length === 0
  if (id !== applicationId && !isNew) throw notOurs(folder)
  const version = pragma(database, 'user_version')
  if (version > folderVersion) {
    throw new EmulatorStartError(
      `The data folder ${folder} is of version ${version}, and this emulator knows versions up to ${folderVersion}: use a newer one.`,
    )
  }
  // An exclusive lock is kept from the first transaction until the process ends, in whatever way.
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  transaction(database, () => {
    if (isNew) database.exec(`${tables} PRAGMA user_version = ${folderVersion}`)
    database.exec(`PRAGMA application_id = ${applicationId}`)
  })
}

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name])
}

/** Result codes of SQLite (https://sqlite.org/rescode.html). */
const busy = 5
const corrupt = 11
const notADatabase = 26

function describeSqliteError(error: unknown, folder: string): unknown {
  const { errcode, message } = error as { errcode?: number; message: string }
  if (errcode === undefined) return error
  if (errcode === busy) {
    return new EmulatorStartError(`The data folder ${folder} is in use by another emulator: stop that one first.`)
  }
  if (errcode === notADatabase) return notOurs(folder)
  const what = errcode === corrupt ? 'is damaged' : 'cannot be used'
  return new EmulatorStartError(`The data folder ${folder} ${what}: ${message}.`, { cause: error })
}

function notOurs(folder: string): EmulatorStartError {
  return new EmulatorStartError(`The folder ${folder} holds something else than an emulator's data: use a new folder.`)
}
