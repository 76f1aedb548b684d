import type { CheckResult } from './report.ts'
import type { EntityName, Target } from './target.ts'

/** How a run of verify goes. */
export interface VerifyOptions {
  readonly target: Target
  /** Whether pictures may be changed, those of `entities` only. Default false: nothing but GET is sent. */
  readonly write?: boolean
  /**
   * The entities that may be written to, or that a reading run prefers. With `write`, only this project's emulator
   * does without: there, one entity of each parent is taken.
   */
  readonly entities?: readonly EntityName[]
  /** The entity sets to try; default: all of the version. */
  readonly parents?: readonly string[]
  /** The ids of the checks to run; default: all. */
  readonly only?: readonly string[]
  /** Where original pictures are saved while a run writes; default `.bc-pictures-verify` in the working directory. */
  readonly saveTo?: string
  /** How long a response may take, in milliseconds; default 60 s. */
  readonly timeoutMs?: number
  /** How much JSON, XML or text of an error is read of one response, in bytes; default 16 MB. */
  readonly maxResponseBytes?: number
  /** How long it is tried to put a picture back, in milliseconds; default five minutes. */
  readonly restoreForMs?: number
  /** Ends the run early; pictures are put back all the same. */
  readonly signal?: AbortSignal
  /** Ends even that: what is not yet put back is named with its saved copy. */
  readonly giveUp?: AbortSignal
  /**
   * Asked before anything is written, where the picture of an entity cannot be put back without loss on a server that
   * stores images anew: one sentence for each. Default: refuses. Not asked of this project's emulator.
   */
  readonly acceptLoss?: (losses: readonly string[]) => boolean | Promise<boolean>
  /** Whether the first violation ends the run. Default false. */
  readonly bail?: boolean
  /** Called with each result as it comes. */
  readonly onResult?: (result: CheckResult) => void
  /** Called with what a person should know while the run goes on. */
  readonly onNote?: (note: string) => void
}
