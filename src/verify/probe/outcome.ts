import type { Exchange } from '../exchange/exchange.ts'

/** A promise that the server broke. */
export interface Violation {
  /** The id of the check, or of the rule that every exchange has to follow. */
  readonly rule: string
  /** One sentence: what is wrong. */
  readonly message: string
  /** The exchange that shows it. */
  readonly exchange: Exchange | undefined
  /** The place in the contract that is violated: a JSON pointer. */
  readonly pointer: string | undefined
}

/** A check cannot go on: what it has found so far stands. */
export class CheckStopped extends Error {
  override readonly name = 'CheckStopped'
}

/** A check does not apply here; the message says why. */
export class CheckSkipped extends Error {
  override readonly name = 'CheckSkipped'
  /** Whether the reason holds for every parent and entity of the run. */
  readonly everywhere: boolean

  constructor(reason: string, everywhere = false) {
    super(reason)
    this.everywhere = everywhere
  }
}
