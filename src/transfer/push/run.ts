import type { PictureFolder } from '../files/folder.ts'
import type { Converter } from '../images/convert.ts'
import type { Row, Source } from '../state/rows.ts'
import type { State } from '../state/state.ts'
import type { Journal } from '../summary.ts'
import type { TransferClient } from '../transfer-client.ts'
import type { PushOptions } from './options.ts'
import type { Scan } from './source-files.ts'

/** What every part of a push works with. */
export interface PushRun {
  readonly client: TransferClient
  readonly folder: PictureFolder
  readonly state: State
  readonly journal: Journal
  readonly options: PushOptions
  readonly scan: Scan
  readonly source: Source
  readonly converter: Converter | undefined
  /** Set and number of what failed before, where only that is sent. */
  readonly onlyFailed: ReadonlySet<string> | undefined
  /** Undefined for a dry run. */
  readonly run: string | undefined
  /** Writes down that a file has another time or place, unless this is a dry run. */
  touch(row: Row): void
  /** Throws where going on makes no sense. */
  stopFor(error: unknown): void
}
