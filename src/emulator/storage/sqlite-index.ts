import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Entity, ParentSet } from '../model.ts'
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
      'UPDATE entities SET lastModified = ?, mediaRevision = ?, media = ? WHERE companyId = ? AND setName = ? AND id = ?',
    )
  }

  save({ companyId, set, id, lastModified, mediaRevision, media }: Entity): void {
    this.#update.run(lastModified, mediaRevision, JSON.stringify(media), companyId, set, id)
  }

  replace({ companies, entities }: Snapshot): void {
    transaction(this.#database, () => {
      this.#database.exec('DELETE FROM companies; DELETE FROM entities')
      const company = this.#database.prepare('INSERT INTO companies VALUES (?, ?)')
      for (const { id, record } of companies) company.run(id, JSON.stringify(record))
      const insert = this.#database.prepare('INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?)')
      for (const { companyId, set, id, record, lastModified, mediaRevision, media } of entities) {
        insert.run(companyId, set, id, JSON.stringify(record), lastModified, mediaRevision, JSON.stringify(media))
      }
    })
  }

  /** Everything that is written down, in the order in which it was first written. */
  read(): Snapshot {
    const companies = this.#database.prepare('SELECT * FROM companies ORDER BY rowid').all()
    const entities = this.#database.prepare('SELECT * FROM entities ORDER BY rowid').all()
    return {
      companies: companies.map(({ id, record }) => ({ id: String(id), record: JSON.parse(String(record)) })),
      entities: entities.map((row) => ({
        companyId: String(row.companyId),
        set: row.setName as ParentSet,
        id: String(row.id),
        record: JSON.parse(String(row.record)),
        lastModified: Number(row.lastModified),
        mediaRevision: Number(row.mediaRevision),
        media: JSON.parse(String(row.media)),
      })),
    }
  }

  close(): void {
    this.#database.close()
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
