import type { EventListener } from '../events.ts'

/** What `pull` takes. */
export interface PullOptions {
  /** The folder that the pictures go into. It is made where it is not there. */
  readonly folder: string
  /** The entity sets, such as `['items']`. Several lie in folders of their own names. */
  readonly parents: readonly string[]
  /** An OData condition on the entities. With it, nothing counts as gone. */
  readonly filter?: string | undefined
  /** Looks at every picture, whatever the dates say. Default false. */
  readonly full?: boolean | undefined
  /** Moves files of pictures that are gone to the trash. Default false. */
  readonly delete?: boolean | undefined
  /** The most that `delete` may remove: a share of the known files such as `'10%'`, or a number. Default `'10%'`. */
  readonly maxDelete?: number | string | undefined
  /** Replaces files that somebody edited by the server's picture; they go to the trash. Default false. */
  readonly force?: boolean | undefined
  /** How many pictures at once. Default 5, as many as the service works on for one user (fact:limit-concurrent). */
  readonly concurrency?: number | undefined
  /** Ends the run; what is whole stays, and the next run goes on from there. */
  readonly signal?: AbortSignal | undefined
  readonly onEvent?: EventListener | undefined
}
