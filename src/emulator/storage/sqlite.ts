import type { DatabaseSync } from 'node:sqlite'
import { EmulatorStartError } from '../start-error.ts'

/**
 * Opens a database with Node's own SQLite, which is loaded only now, and without the warning that it is experimental.
 * @throws EmulatorStartError on a Node that has no SQLite
 */
export function openSqlite(path: string): DatabaseSync {
  const { emitWarning } = process
  process.emitWarning = ((warning: string | Error, ...more: never[]) => {
    if (!String(warning).startsWith('SQLite is an experimental feature')) emitWarning.call(process, warning, ...more)
  }) as typeof emitWarning
  try {
    const sqlite = process.getBuiltinModule('node:sqlite')
    if (sqlite === undefined) {
      throw new EmulatorStartError(`A data folder needs Node 22.13 or later; this is ${process.version}.`)
    }
    return new sqlite.DatabaseSync(path)
  } finally {
    process.emitWarning = emitWarning
  }
}
