import type { Row } from '../state/rows.ts'
import type { Listed } from '../transfer-client.ts'
import type { Step } from './plan.ts'
import type { Prepared } from './prepare.ts'

/** An upload that the server took. */
export interface Sent {
  readonly step: Step
  readonly entity: Listed
  readonly prepared: Prepared
  readonly row: Row
  /** Hash of the picture before; null where there was none. */
  readonly before: string | null
  /** The copy of it, relative to the state folder. */
  readonly copy: string | null
}

/** What a row keeps of the file. */
export function factsOf({ file }: Step, { sourceHash }: Prepared) {
  return { path: file.path, size: file.size, mtimeMs: file.mtimeMs ?? null, fileHash: sourceHash, pendingHash: null }
}
