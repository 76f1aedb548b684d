import type { EventListener } from '../events.ts'
import type { ConvertOptions } from '../images/convert.ts'
import type { ImageType } from '../images/image-type.ts'

/** What `push` takes. */
export interface PushOptions extends ConvertOptions {
  /** A folder, or a ZIP file. Its state lies in `.bc-pictures` in the folder, or in the one that holds the ZIP. */
  readonly from: string
  /** The entity sets. Default: what the folder was pulled as; else the folders that are named like sets; else items. */
  readonly parents?: readonly string[] | undefined
  /** Makes the plan, and sends nothing. Default false. */
  readonly dryRun?: boolean | undefined
  /** Replaces what somebody else changed and what cannot be told; copies are kept. Default false. */
  readonly force?: boolean | undefined
  /** Reads each picture back after its upload. Default true. */
  readonly verify?: boolean | undefined
  /** Sends so many files at most. */
  readonly limit?: number | undefined
  /** Sends only what the push before could not. Default false. */
  readonly onlyFailed?: boolean | undefined
  /** A CSV file with the columns file and number, for files that are named otherwise. */
  readonly map?: string | undefined
  /** What the files are named after. Default `number`. */
  readonly by?: 'number' | 'gtin' | undefined
  /** In bytes. Larger files are not sent. Default: the 350 MB that the service takes (fact:body-limit). */
  readonly maxSize?: number | undefined
  /** Only these formats are sent. */
  readonly require?: readonly ImageType[] | undefined
  /** Sends what Business Central does not show, too. Default false. */
  readonly anyFormat?: boolean | undefined
  /** How many at once. Default 5 (fact:limit-concurrent). */
  readonly concurrency?: number | undefined
  /** Ends the run; the next one goes on from there. */
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: EventListener | undefined
  /** Hears the plan before anything is sent. */
  readonly onPlan?: ((plan: PushPlan) => void) | undefined
}

/** What `undo` takes. */
export interface UndoOptions extends Pick<PushOptions, 'force' | 'concurrency' | 'signal' | 'onEvent'> {
  /** The folder that was pushed, or the one that holds the ZIP. */
  readonly folder: string
  /** The name of the run, or `last`. */
  readonly run: string
}

/** What a push is going to do with one file. */
export interface PlannedFile {
  readonly action: 'add' | 'replace' | 'skip'
  /** Relative to the folder or the ZIP, with `/`. */
  readonly path: string
  readonly size: number
  readonly parents: string | null
  readonly number: string | null
  /** Why it is skipped, in fixed words; for a replacement, what it rests on. */
  readonly reason: string | null
  /** The same for people, with a suggestion where there is one. */
  readonly detail: string | null
}

/** What a push is going to do. */
export interface PushPlan {
  readonly files: readonly PlannedFile[]
  readonly counts: { readonly add: number; readonly replace: number; readonly skip: number }
  /** Skipped files by reason. */
  readonly reasons: Readonly<Record<string, number>>
  /** Files that are no pictures and were left out, such as `.DS_Store`. */
  readonly leftOut: number
  /** Why nothing is sent without force, if that is so. */
  readonly blocked: string | undefined
}

/** The largest body that the service takes (fact:body-limit). */
export const MAX_BODY = 350 * 1024 * 1024
