import type { ParentSet } from '../parents.ts'

/** Where the file of a row lies: in the folder itself, or in a ZIP beside the state. */
export type Source = 'folder' | 'zip'

/**
 * What is known of one entity since the last time that its file and its picture met.
 *
 * File and picture are the same while the file still has `fileHash` and the server still serves `servedHash`: the server
 * stores images anew (fact:stored-bytes), so the two hashes differ after an upload.
 */
export interface Row {
  readonly source: Source
  readonly parents: ParentSet
  readonly id: string
  readonly number: string
  /** The entity's date when its picture was looked at; null where the next run has to look. */
  readonly modified: string | null
  /** Relative to the folder, with `/`; null while there is no file. */
  readonly path: string | null
  /** The path before, while the file is on its way to `path`. */
  readonly oldPath: string | null
  /** Size and time of the file, so that an untouched one need not be read. */
  readonly size: number | null
  readonly mtimeMs: number | null
  readonly fileHash: string | null
  /** Null where there was no picture. */
  readonly servedHash: string | null
  /** Who wrote the file: only what pull wrote may be removed by `--delete`. */
  readonly origin: 'pull' | 'push' | null
  /**
   * `settled`: all of the above holds. `placing`: the file is whole in the temporary folder and takes its place at `path`.
   * `moving`: it is on its way from `oldPath` to the temporary folder. `sending`: an upload may have been carried out.
   */
  readonly status: 'settled' | 'moving' | 'placing' | 'sending'
  /** `placing`: the hash of the file at `oldPath` that gives way, if any. `sending`: that of the file that is sent. */
  readonly pendingHash: string | null
  /** What was sent and not read back, a `KnownImage` as JSON: the server stores it anew, and the file may have been converted. */
  readonly sent: string | null
  /** Whether the picture was read back after the upload. */
  readonly verified: boolean
}

/** A row that knows nothing yet. */
export function newRow(source: Source, entity: { parents: ParentSet; id: string; number: string }): Row {
  const { parents, id, number } = entity
  const file = { path: null, oldPath: null, size: null, mtimeMs: null, fileHash: null, origin: null }
  const there = { modified: null, servedHash: null, pendingHash: null, sent: null, verified: true }
  return { source, parents, id, number, ...file, ...there, status: 'settled' }
}

/** One picture that a push changed, for `--undo`. */
export interface Change {
  readonly run: string
  readonly parents: ParentSet
  readonly id: string
  readonly number: string
  /** The copy of what was there, relative to the state folder; null where there was no picture. */
  readonly copy: string | null
  /** What the server served after it; null while that is not known. */
  readonly servedHash: string | null
}

/** What a run could not do, for `--only-failed`. */
export interface FailureRecord {
  readonly parents: ParentSet
  readonly number: string
  readonly path: string | null
}

/** Stands for the hash of a picture that was sent and not read back. */
export const UNREAD = 'unread'

/** Stands for the hash of a file that met its picture and was not taken as it is: no file has it. */
export const NEVER = 'never'
