import { randomUUID } from 'node:crypto'
import { accessSync, closeSync, constants, linkSync, openSync, readSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { sentence } from '../../sentence.ts'
import { EmulatorStartError } from '../start-error.ts'
import { DamagedIndexError } from './damage.ts'
import { companionEnds, indexName, lookAt } from './own-names.ts'
import { openSqlite } from './sqlite.ts'
import { tables, transaction } from './sqlite-index.ts'

/** Marks the database as ours: "BCPI" in ASCII, where SQLite keeps the id of an application. */
const applicationId = 0x42435049

/** The version of the data folder that this emulator reads and writes. */
const folderVersion = 1

/** Every database begins with a header of this length. */
const headerBytes = 100

/**
 * Opens the database of a data folder and locks it for this process.
 * @param isNew makes it where it is not there yet
 * @throws EmulatorStartError when it is in use, belongs to another program, is damaged, or is of a newer version
 */
export function openIndex(folder: string, isNew: boolean): DatabaseSync {
  const path = join(folder, indexName)
  if (isNew) makeIndex(folder, path)
  requireWhole(folder, path)
  return whileBusy(() => {
    const database = openSqlite(path)
    return closing(database, folder, () => {
      // Nothing is written before it is clear that the database is ours.
      requireOurs(database, folder)
      // An exclusive lock is kept from the first transaction until the process ends, in whatever way.
      database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
      transaction(database, () => {})
      return database
    })
  })
}

/**
 * Tries again for a moment: of two that open the database at once, each may find it locked by the other.
 * The waits differ, so that they do not meet again.
 */
function whileBusy<T>(open: () => T): T {
  for (let left = 6; ; left--) {
    try {
      return open()
    } catch (error) {
      if (left === 0 || !(error instanceof InUseError)) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10 + Math.random() * 60)
    }
  }
}

/** A database gets its name once it is whole: one that is cut off is damage, never a new one. */
function makeIndex(folder: string, path: string): void {
  const temporary = `${path}.new-${randomUUID()}`
  try {
    fillIndex(folder, temporary)
    // Never over the database of another emulator that made one in the same moment.
    linkSync(temporary, path)
  } catch (error) {
    // Once that other one has its database, it removes what lies beside it, ours included.
    if (lookAt(path) !== undefined) return
    if (error instanceof EmulatorStartError) throw error
    renameSync(temporary, path)
  } finally {
    for (const end of ['', ...companionEnds]) rmSync(temporary + end, { force: true })
  }
}

function fillIndex(folder: string, path: string): void {
  const database = openSqlite(path)
  closing(database, folder, () => {
    database.exec('PRAGMA journal_mode = WAL')
    transaction(database, () => {
      database.exec(`${tables} PRAGMA user_version = ${folderVersion}; PRAGMA application_id = ${applicationId}`)
    })
  })
  database.close()
}

function requireWhole(folder: string, path: string): void {
  const size = lookAt(path)?.size ?? 0
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
  } catch (cause) {
    throw unusableFolder(folder, cause)
  }
  // SQLite itself looks at longer ones. Here one is never read that an emulator of this process may have open: when any
  // descriptor of a file is closed, POSIX drops all locks of the process on it, whoever took them.
  if (size >= headerBytes) return
  const start = startOf(folder, path)
  if (start.length === magic.length && start !== magic) throw notOurs(folder)
  throw new EmulatorStartError(
    `The data folder ${folder} is damaged, and was left as it is: ${indexName} has ${size} bytes, so it was cut off. Restore it, or use a new folder.`,
  )
}

/** What every database of SQLite begins with. */
const magic = 'SQLite format 3\0'

/** What the system says when a data folder cannot be used. */
export function unusableFolder(folder: string, cause: unknown): EmulatorStartError {
  const { code, message } = cause as NodeJS.ErrnoException
  return new EmulatorStartError(
    `The data folder ${folder} cannot be used (${code ?? message}): choose a folder that you may write to.`,
    { cause },
  )
}

function startOf(folder: string, path: string): string {
  try {
    const file = openSync(path, 'r')
    const start = Buffer.alloc(magic.length)
    const length = readSync(file, start)
    closeSync(file)
    return start.toString('latin1', 0, length)
  } catch (cause) {
    throw unusableFolder(folder, cause)
  }
}

function requireOurs(database: DatabaseSync, folder: string): void {
  if (pragma(database, 'application_id') !== applicationId) throw notOurs(folder)
  const version = pragma(database, 'user_version')
  if (version > folderVersion) {
    throw new EmulatorStartError(
      `The data folder ${folder} is of version ${version}, and this emulator knows versions up to ${folderVersion}: use a newer one.`,
    )
  }
}

function pragma(database: DatabaseSync, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name])
}

/**
 * Does some work, and closes the database when it fails.
 * @throws EmulatorStartError in place of every error of SQLite
 */
export function closing<T>(database: DatabaseSync, folder: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    database.close()
    throw describe(error, folder)
  }
}

/** The data folder is in use. */
class InUseError extends EmulatorStartError {
  constructor(folder: string) {
    super(`The data folder ${folder} is in use by another emulator: stop that one first.`)
  }
}

/** Result codes of SQLite (https://sqlite.org/rescode.html). */
const busy = 5
const corrupt = 11
const notADatabase = 26

function describe(error: unknown, folder: string): unknown {
  const { errcode, message } = error as { errcode?: number; message: string }
  if (error instanceof DamagedIndexError) {
    const problem = `is damaged, and was left as it is: ${message}. Restore it, or use a new folder`
    return new EmulatorStartError(`The data folder ${folder} ${problem}.`, { cause: error })
  }
  if (errcode === undefined) return error
  // The lowest byte says what kind of error it is, the others which one.
  const kind = errcode & 0xff
  if (kind === busy) return new InUseError(folder)
  if (kind === notADatabase) return notOurs(folder)
  const what = kind === corrupt ? 'is damaged' : 'cannot be used'
  return new EmulatorStartError(sentence(`The data folder ${folder} ${what}: ${message}`), { cause: error })
}

function notOurs(folder: string): EmulatorStartError {
  return new EmulatorStartError(`The folder ${folder} holds something else than an emulator's data: use a new folder.`)
}
