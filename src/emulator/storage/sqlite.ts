import type { DatabaseSync } from 'node:sqlite'
import { loadSqlite } from '../../sqlite.ts'
import { EmulatorStartError } from '../start-error.ts'

/**
 * Opens a database with Node's own SQLite, which is loaded only now, and without the warning that it is experimental.
 * @throws EmulatorStartError on a Node that has no SQLite
 */
export function openSqlite(path: string): DatabaseSync {
  const sqlite = loadSqlite()
  if (sqlite === undefined) {
    throw new EmulatorStartError(`A data folder needs Node 22.13 or later; this is ${process.version}.`)
  }
  return new sqlite.DatabaseSync(path)
}
