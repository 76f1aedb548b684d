import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Entity } from '../model.ts'
import { DamagedIndexError } from './damage.ts'
import { fieldModifiedKey, readCompanyRow, readEntityRow } from './read-record.ts'
import type { Index, Snapshot } from './store.ts'

/** The tables of version 1 of the data folder. Records and media sets are JSON. */
export const tables = `
  CREATE TABLE companies (id TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT;
  CREATE TABLE entities (
    companyId TEXT NOT NULL, setName TEXT NOT NULL, id TEXT NOT NULL, record TEXT NOT NULL,
    lastModified INTEGER NOT NULL, mediaRevision INTEGER NOT NULL, media TEXT NOT NULL,
    PRIMARY KEY (companyId, setName, id)
  ) STRICT;`

/** The index of a data folder: a SQLite database whose commits are synced to the disk. */
export class SqliteIndex implements Index {
  readonly #database: DatabaseSync
  readonly #update: StatementSync

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#update = database.prepare(
      'UPDATE entities SET record = ?, lastModified = ?, mediaRevision = ?, media = ? WHERE companyId = ? AND setName = ? AND id = ?',
    )
  }

  save(entity: Entity): void {
    const { companyId, set, id, lastModified, mediaRevision, media } = entity
    this.#update.run(recordText(entity), lastModified, mediaRevision, JSON.stringify(media), companyId, set, id)
  }

  replace({ companies, entities }: Snapshot): void {
    transaction(this.#database, () => {
      this.#database.exec('DELETE FROM companies; DELETE FROM entities')
      const company = this.#database.prepare('INSERT INTO companies VALUES (?, ?)')
      for (const { id, record } of companies) company.run(id, JSON.stringify(record))
      const insert = this.#database.prepare('INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?)')
      for (const entity of entities) {
        const { companyId, set, id, lastModified, mediaRevision, media } = entity
        insert.run(companyId, set, id, recordText(entity), lastModified, mediaRevision, JSON.stringify(media))
      }
    })
  }

  /**
   * Everything that is written down, in the order in which it was first written.
   * @throws DamagedIndexError for a row that no emulator writes
   */
  read(): Snapshot {
    const companies = this.#database.prepare('SELECT * FROM companies ORDER BY rowid').all()
    const entities = this.#database.prepare(selectEntities).all()
    return {
      companies: companies.map((row) => checked(row, readCompanyRow)),
      entities: entities.map((row) => checked(row, readEntityRow)),
    }
  }

  close(): void {
    this.#database.close()
  }
}

/** The date of beta and v1.0 lies beside the record, where it is another than the platform's. */
function recordText({ record, fieldModified }: Entity): string {
  return JSON.stringify(fieldModified === undefined ? record : { ...record, [fieldModifiedKey]: fieldModified })
}

/** Numbers as text: SQLite's can be larger than JavaScript's. */
const selectEntities = `
  SELECT companyId, setName, id, record, CAST(lastModified AS TEXT) AS lastModified,
    CAST(mediaRevision AS TEXT) AS mediaRevision, media
  FROM entities ORDER BY rowid`

function checked<T>(row: Readonly<Record<string, unknown>>, read: (row: Readonly<Record<string, unknown>>) => T): T {
  try {
    return read(row)
  } catch (cause) {
    const name = row.setName === undefined ? `the company ${row.id}` : `${row.setName}(${row.id})`
    throw new DamagedIndexError(`the entry of ${name} cannot be used, because ${(cause as Error).message}`, { cause })
  }
}

/** Does all of it or nothing. */
export function transaction(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    work()
    database.exec('COMMIT')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}
