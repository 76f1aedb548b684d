import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite'
import { sentence } from '../../sentence.ts'
import { loadSqlite } from '../../sqlite.ts'
import { type ParentSet, TransferUsageError } from '../parents.ts'
import { type FolderLock, lockedMessage, lockFolder } from './lock.ts'
import type { Change, FailureRecord, Row, Source } from './rows.ts'

/** The version of the tables. A newer one is refused. */
const VERSION = 2

const TABLES = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE entities (
    source TEXT NOT NULL, parents TEXT NOT NULL, id TEXT NOT NULL, number TEXT NOT NULL, modified TEXT,
    path TEXT, oldPath TEXT, size INTEGER, mtimeMs REAL, fileHash TEXT, servedHash TEXT, origin TEXT,
    status TEXT NOT NULL, pendingHash TEXT, verified INTEGER NOT NULL, sent TEXT,
    PRIMARY KEY (source, parents, id)
  ) STRICT;
  CREATE TABLE runs (id TEXT PRIMARY KEY, kind TEXT NOT NULL, started TEXT NOT NULL, ended TEXT) STRICT;
  CREATE TABLE changes (
    run TEXT NOT NULL, parents TEXT NOT NULL, id TEXT NOT NULL, number TEXT NOT NULL, copy TEXT, servedHash TEXT,
    PRIMARY KEY (run, parents, id)
  ) STRICT;
  CREATE TABLE failures (kind TEXT NOT NULL, parents TEXT NOT NULL, number TEXT NOT NULL, path TEXT) STRICT;
  PRAGMA user_version = ${VERSION};`

const COLUMNS = [
  'source',
  'parents',
  'id',
  'number',
  'modified',
  'path',
  'oldPath',
  'size',
  'mtimeMs',
  'fileHash',
  'servedHash',
  'origin',
  'status',
  'pendingHash',
  'verified',
  'sent',
] as const satisfies readonly (keyof Row)[]

/** A failure, as far as it is remembered. */
interface Failed {
  readonly parents: ParentSet | null
  readonly number: string | null
  readonly path: string | null
}

/** What a folder belongs to. */
export interface Belongs {
  readonly baseUrl: string
  readonly companyId: string
}

/** The name of the folder that holds state, temporary files and copies. */
export const STATE_FOLDER = '.bc-pictures'

/** The setting that names the run that an undo has begun and not ended: `last` means it, so that the undo goes on. */
export const UNDOING = 'undoing'

/** The file within it. */
export const STATE_FILE = 'state.sqlite'

/**
 * What is known of a folder, in one SQLite file. Every change is on the disk when its call returns. While a state is
 * open, no other run can open it: the operating system gives it free when the process ends, however it ends.
 */
export class State {
  readonly #database: DatabaseSync
  readonly #lock: FolderLock
  readonly #save: StatementSync
  readonly #remove: StatementSync

  private constructor(database: DatabaseSync, lock: FolderLock) {
    this.#database = database
    this.#lock = lock
    const values = COLUMNS.map(() => '?').join(', ')
    this.#save = database.prepare(`INSERT OR REPLACE INTO entities (${COLUMNS.join(', ')}) VALUES (${values})`)
    this.#remove = database.prepare('DELETE FROM entities WHERE source = ? AND parents = ? AND id = ?')
  }

  /**
   * Opens the state in a state folder that is there, or begins one.
   * @throws TransferUsageError when it is in use, damaged, of a newer version, or belongs to another company
   */
  static open(stateFolder: string, belongs: Belongs): State {
    const file = join(stateFolder, STATE_FILE)
    const sqlite = loadSqlite()
    if (!sqlite) throw new TransferUsageError(`The state needs Node 22.13 or later; this is ${process.version}.`)
    const isNew = !existsSync(file)
    let database: DatabaseSync | undefined
    try {
      database = new sqlite.DatabaseSync(file)
      // Exclusive mode needs no shared memory, so that the folder may lie on a network drive.
      database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
      database.exec('BEGIN IMMEDIATE')
      prepareTables(database, file, isNew)
      checkBelongs(database, file, belongs)
      database.exec('COMMIT')
      const lock = lockFolder(stateFolder)
      return new State(database, lock)
    } catch (error) {
      database?.close()
      throw explain(error, file, stateFolder)
    }
  }

  /** The rows of one set, by id. */
  rows(source: Source, parents: ParentSet): Map<string, Row> {
    const all = this.#database.prepare('SELECT * FROM entities WHERE source = ? AND parents = ?')
    const rows = new Map<string, Row>()
    // One after the other: all at once would be there twice.
    for (const found of all.iterate(source, parents)) rows.set(String(found.id), toRow(found))
    return rows
  }

  /** The row of one entity. */
  row(source: Source, { parents, id }: Pick<Row, 'parents' | 'id'>): Row | undefined {
    const one = this.#database.prepare('SELECT * FROM entities WHERE source = ? AND parents = ? AND id = ?')
    const found = one.get(source, parents, id)
    return found && toRow(found)
  }

  /** The set whose entity a file belongs to, by its path. */
  setOfFile(source: Source, path: string): ParentSet | undefined {
    const found = this.#database.prepare('SELECT parents FROM entities WHERE source = ? AND path = ?').get(source, path)
    return found && (found.parents as ParentSet)
  }

  /** The rows of a folder's files that are on their way. */
  rowsThatAre(status: 'moving' | 'placing'): Row[] {
    const all = this.#database.prepare("SELECT * FROM entities WHERE source = 'folder' AND status = ?").all(status)
    return all.map(toRow)
  }

  /** The sets of which something is known. */
  knownParents(source: Source): ParentSet[] {
    const all = this.#database.prepare('SELECT DISTINCT parents FROM entities WHERE source = ?').all(source)
    return all.map(({ parents }) => parents as ParentSet)
  }

  save(row: Row): void {
    this.#save.run(...COLUMNS.map((name) => (name === 'verified' ? Number(row.verified) : row[name])))
  }

  remove({ source, parents, id }: Pick<Row, 'source' | 'parents' | 'id'>): void {
    this.#remove.run(source, parents, id)
  }

  /** Does several changes as one. */
  transaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      work()
      this.#database.exec('COMMIT')
    } catch (error) {
      this.#database.exec('ROLLBACK')
      throw error
    }
  }

  /** A remembered setting, such as the layout of the folder. */
  setting(key: string): string | undefined {
    const row = this.#database.prepare('SELECT value FROM meta WHERE key = ?').get(key)
    return row && String(row.value)
  }

  remember(key: string, value: string): void {
    this.#database.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(key, value)
  }

  forget(key: string): void {
    this.#database.prepare('DELETE FROM meta WHERE key = ?').run(key)
  }

  /** What an undo that did not end changed of an entity, the latest first. */
  undone({ parents, id }: Pick<Change, 'parents' | 'id'>): Change[] {
    const which = "parents = ? AND id = ? AND run IN (SELECT id FROM runs WHERE kind = 'undo')"
    const all = this.#database.prepare(`SELECT * FROM changes WHERE ${which} ORDER BY run DESC`).all(parents, id)
    return all.map((row) => ({ ...row }) as unknown as Change)
  }

  /** Begins a run, and gives it a name that sorts by time. */
  beginRun(kind: 'pull' | 'push' | 'undo', now: Date = new Date()): string {
    const stamp = now.toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-')
    const taken = this.#database.prepare('SELECT 1 FROM runs WHERE id = ?')
    let id = stamp
    for (let more = 2; taken.get(id); more += 1) id = `${stamp}-${more}`
    this.#database.prepare('INSERT INTO runs VALUES (?, ?, ?, NULL)').run(id, kind, now.toISOString())
    return id
  }

  /** Ends a run, and remembers what it could not do, for the next one of its kind. */
  endRun(id: string, kind: 'pull' | 'push' | 'undo', failures: readonly Failed[]): void {
    this.transaction(() => {
      this.#database.prepare('UPDATE runs SET ended = ? WHERE id = ?').run(new Date().toISOString(), id)
      this.#database.prepare('DELETE FROM failures WHERE kind = ?').run(kind)
      const insert = this.#database.prepare('INSERT INTO failures VALUES (?, ?, ?, ?)')
      for (const { parents, number, path } of failures) if (parents && number) insert.run(kind, parents, number, path)
    })
  }

  /** The runs that changed pictures, the latest first. */
  runsWithChanges(): { readonly id: string; readonly changes: number }[] {
    const all = this.#database.prepare('SELECT run, count(*) AS n FROM changes GROUP BY run ORDER BY run DESC').all()
    return all.map(({ run, n }) => ({ id: String(run), changes: Number(n) }))
  }

  saveChange({ run, parents, id, number, copy, servedHash }: Change): void {
    const insert = this.#database.prepare('INSERT OR REPLACE INTO changes VALUES (?, ?, ?, ?, ?, ?)')
    insert.run(run, parents, id, number, copy, servedHash)
  }

  /** What the server served after a change. */
  setServed(run: string, { parents, id }: Pick<Change, 'parents' | 'id'>, servedHash: string): void {
    const update = this.#database.prepare('UPDATE changes SET servedHash = ? WHERE run = ? AND parents = ? AND id = ?')
    update.run(servedHash, run, parents, id)
  }

  /**
   * Completes the changes that an interrupted run wrote down before it knew whether they were carried out.
   * @param servedHash what the server serves since; undefined where the upload was not carried out: then nothing changed
   */
  settleChanges({ parents, id }: Pick<Change, 'parents' | 'id'>, servedHash: string | undefined): void {
    const which = 'WHERE parents = ? AND id = ? AND servedHash IS NULL'
    if (servedHash === undefined) this.#database.prepare(`DELETE FROM changes ${which}`).run(parents, id)
    else this.#database.prepare(`UPDATE changes SET servedHash = ? ${which}`).run(servedHash, parents, id)
  }

  removeChange({ run, parents, id }: Pick<Change, 'run' | 'parents' | 'id'>): void {
    this.#database.prepare('DELETE FROM changes WHERE run = ? AND parents = ? AND id = ?').run(run, parents, id)
  }

  changes(run: string): Change[] {
    const all = this.#database.prepare('SELECT * FROM changes WHERE run = ? ORDER BY parents, number').all(run)
    return all.map((row) => ({ ...row }) as unknown as Change)
  }

  failures(kind: 'pull' | 'push'): FailureRecord[] {
    const all = this.#database.prepare('SELECT parents, number, path FROM failures WHERE kind = ?').all(kind)
    return all.map((row) => ({ ...row }) as unknown as FailureRecord)
  }

  close(): void {
    this.#lock.release()
    this.#database.close()
  }
}

const toRow = (found: Record<string, SQLOutputValue>) =>
  ({ ...found, verified: found.verified === 1 }) as unknown as Row

function prepareTables(database: DatabaseSync, file: string, isNew: boolean): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version)
  if (version > VERSION) {
    throw new TransferUsageError(
      `The state ${file} is of version ${version}, and this bc-pictures knows ${VERSION}: use a newer bc-pictures, or another folder.`,
    )
  }
  const tables = Number(database.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.n)
  // Damage amid the rows would show in the middle of a run only.
  if (tables > 0 && database.prepare('PRAGMA quick_check(1)').get()?.quick_check !== 'ok') throw damaged(file)
  if (version === VERSION && tables > 0) return
  if (version === 1) {
    database.exec(`ALTER TABLE entities ADD COLUMN sent TEXT; PRAGMA user_version = ${VERSION}`)
    return
  }
  // A run that was killed at the very beginning leaves an empty file.
  if (!isNew && tables > 0) throw damaged(file)
  database.exec(TABLES)
}

function checkBelongs(database: DatabaseSync, file: string, { baseUrl, companyId }: Belongs): void {
  const read = database.prepare('SELECT value FROM meta WHERE key = ?')
  const known = { baseUrl: read.get('baseUrl')?.value, companyId: read.get('companyId')?.value }
  if (known.baseUrl === undefined) {
    const insert = database.prepare('INSERT INTO meta VALUES (?, ?)')
    insert.run('baseUrl', baseUrl)
    insert.run('companyId', companyId)
    return
  }
  if (known.baseUrl === baseUrl && known.companyId === companyId) return
  throw new TransferUsageError(
    `This folder belongs to company ${known.companyId} at ${known.baseUrl}, not to ${companyId} at ${baseUrl}: use another folder. (${file} says so.)`,
  )
}

const damaged = (file: string, cause?: unknown) =>
  new TransferUsageError(
    `The state ${file} is damaged. Move the folder that it lies in away and run pull: files that equal the server's pictures are taken over. A push without it says "cannot tell" and sends nothing over pictures that are there.`,
    { cause },
  )

/** Codes of SQLite. */
const BUSY = 5
const DAMAGED: ReadonlySet<number> = new Set([11, 26])

function explain(error: unknown, file: string, stateFolder: string): unknown {
  if (error instanceof TransferUsageError) return error
  const { errcode = 0, message = '' } = error as { errcode?: number; message?: string }
  if ((errcode & 0xff) === BUSY) return new TransferUsageError(lockedMessage(stateFolder), { cause: error })
  if (DAMAGED.has(errcode & 0xff) || /no such (table|column)/.test(message)) return damaged(file, error)
  return new TransferUsageError(sentence(`The state ${file} cannot be used: ${message}`), { cause: error })
}
