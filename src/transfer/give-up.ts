import type { FailureEvent } from './events.ts'
import { StoppedError } from './failures.ts'

/** How many failures of one cause in a row, without one success, end a run. */
const IN_A_ROW = 20

/** The same where nothing was answered at all: each such failure has been tried for many seconds. */
const UNANSWERED_IN_A_ROW = 5

/** Notices when everything fails alike, so that a run does not fail ten thousand times. */
export class GiveUp {
  #cause = ''
  #count = 0

  success(): void {
    this.#count = 0
  }

  /** @throws StoppedError when it has failed like that too often */
  failure({ cause, message, status }: FailureEvent): void {
    this.#count = cause === this.#cause ? this.#count + 1 : 1
    this.#cause = cause
    const unanswered = status === undefined && /^(Network|Timeout)Error/.test(cause)
    if (this.#count < (unanswered ? UNANSWERED_IN_A_ROW : IN_A_ROW)) return
    const what = `${this.#count} failures in a row, all of one cause (${cause})`
    throw new StoppedError(`Stopped after ${what}. The latest: ${message}`, undefined, unanswered)
  }
}
