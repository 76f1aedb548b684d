import type { ParentSet } from './parents.ts'

/** What a run is busy with. */
export type Phase =
  | 'listing'
  | 'looking'
  | 'downloading'
  | 'scanning'
  | 'planning'
  | 'uploading'
  | 'checking'
  | 'removing'

/** The result for one entity or file. */
export type Outcome =
  /** pull */
  | 'downloaded'
  | 'unchanged'
  | 'renamed'
  | 'removed'
  | 'kept'
  /** push */
  | 'added'
  | 'replaced'
  | 'skipped'
  | 'restored'

/** Something that a run tells while it goes on. Each has a `type`, and is what one line of `--json` holds. */
export type TransferEvent =
  | { readonly type: 'phase'; readonly phase: Phase; readonly parents?: ParentSet; readonly total?: number }
  | EntryEvent
  | FailureEvent
  | { readonly type: 'warning'; readonly message: string; readonly parents?: ParentSet; readonly number?: string }
  | { readonly type: 'progress'; readonly done: number; readonly total: number; readonly bytes: number }

/** One entity or file is dealt with. */
export interface EntryEvent {
  readonly type: 'entry'
  readonly outcome: Outcome
  readonly parents: ParentSet | null
  readonly number: string | null
  readonly id?: string
  /** Relative to the folder, with `/`. */
  readonly path: string | null
  /** The copy of a picture that was replaced, relative to the folder. */
  readonly copy?: string
  /** In bytes. */
  readonly size?: number
  /** Why it was skipped or kept: one of a fixed set of words. */
  readonly reason?: string
  /** The same for people. */
  readonly detail?: string
}

/** One entity or file could not be dealt with. The rest goes on. */
export interface FailureEvent {
  readonly type: 'failure'
  /** What was being done, such as `download` or `upload`. */
  readonly doing:
    | 'list'
    | 'look'
    | 'download'
    | 'read'
    | 'write'
    | 'convert'
    | 'save a copy'
    | 'upload'
    | 'check'
    | 'restore'
  readonly parents: ParentSet | null
  readonly number: string | null
  readonly path: string | null
  readonly message: string
  /** The failures of one cause belong together. */
  readonly cause: string
  /** Whether it may work on another try. */
  readonly mayPass: boolean
  readonly status?: number
  readonly code?: string
}

/** Hears what happens. What it throws ends the run. */
export type EventListener = (event: TransferEvent) => void
