import type { PictureFolder } from '../files/folder.ts'
import type { GiveUp } from '../give-up.ts'
import type { ParentSet } from '../parents.ts'
import type { Row } from '../state/rows.ts'
import type { State } from '../state/state.ts'
import type { Journal } from '../summary.ts'
import type { Listed, TransferClient } from '../transfer-client.ts'
import type { FolderIndex } from './folder-index.ts'
import type { PullOptions } from './options.ts'

/** What every part of a pull works with. */
export interface PullRun {
  readonly client: TransferClient
  readonly folder: PictureFolder
  readonly state: State
  readonly journal: Journal
  readonly index: FolderIndex
  readonly options: PullOptions
  readonly run: string
}

/** One entity set within a pull. */
export interface PullSet {
  readonly parents: ParentSet
  readonly listed: ReadonlyMap<string, Listed>
  readonly rows: Map<string, Row>
  /** Path without an extension, by number. */
  readonly paths: ReadonlyMap<string, string | undefined>
  /** The set's known files: path to id. */
  readonly owners: Map<string, string>
  readonly giveUp: GiveUp
}
