import { setTimeout as delay } from 'node:timers/promises'
import { type Exchange, type RequestSpec, sha256 } from './exchange/exchange.ts'
import type { Recorder } from './exchange/recorder.ts'
import { compareImages } from './images/compare.ts'
import { sniffPicture } from './pictures.ts'
import type { Subject } from './probe/subject.ts'

/** Somebody else changed the picture that this run writes to: nothing more may be written to it. */
export class ForeignChangeError extends Error {
  override readonly name = 'ForeignChangeError'
}

/** The picture that this run writes to cannot be read any more, so it cannot be told whether somebody else changed it. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError'
}

/** What the content of an entity was when it was read: a hash, or that there is none, or that it cannot be read. */
type Fingerprint = { readonly of: string; readonly body?: Buffer }

const NOTHING = 'no picture'
const UNREADABLE = 'unreadable'

/** Waits between the attempts to read what is there, in milliseconds: servers may fail for a while after a write. */
const READ_AGAIN_AFTER_MS = [100, 400, 1500, 4000]

/**
 * Makes sure that nobody's picture is overwritten but this run's own: before each write, the entity has to hold what was
 * read back after the one before. What was sent is no measure, for servers store images anew. fact:stored-bytes
 */
export class WriteGuard {
  readonly #subject: Subject
  readonly #recorder: Recorder
  #left: string
  /** Writes whose outcome is unknown: they may have been carried out, or still be. */
  readonly #open: RequestSpec[] = []
  /** The last write that succeeded. */
  #last: RequestSpec | undefined
  #shownOld = false
  #foreign: ForeignChangeError | undefined
  #unreadable = false

  /** @param original the hash of the picture that was saved; undefined where there was none */
  constructor(subject: Subject, recorder: Recorder, original: string | undefined) {
    this.#subject = subject
    this.#recorder = recorder
    this.#left = original ?? NOTHING
  }

  /** Whether nothing more may be written, but the original where it is ours to put back. */
  get stopped(): boolean {
    return this.#foreign !== undefined || this.#unreadable
  }

  /** Whether what this run left could not be read back. */
  get leftUnreadable(): boolean {
    return this.#left === UNREADABLE
  }

  /** Whether a read just after a write gave what was there before it, as a cache does. Asking forgets it. */
  takeShownOld(): boolean {
    const shownOld = this.#shownOld
    this.#shownOld = false
    return shownOld
  }

  /** Whether a request changes the entity that is guarded. */
  concerns({ method, path }: RequestSpec): boolean {
    return method !== 'GET' && path.startsWith(`${this.#subject.path}/`)
  }

  /**
   * @throws ForeignChangeError when the entity holds what this run did not leave there
   * @throws UnreadableError when that cannot be told
   */
  async check(): Promise<void> {
    if (this.#foreign) throw this.#foreign
    const now = await this.#lookUntil((seen) => seen.of !== UNREADABLE || this.#isOurs(seen), READ_AGAIN_AFTER_MS)
    const { label } = this.#subject
    if (this.#isOurs(now)) {
      this.#left = now.of
      return
    }
    if (this.#last && (await cameOf(this.#last, now))) {
      this.#shownOld = true
      this.#left = now.of
      return
    }
    this.#unreadable = now.of === UNREADABLE
    if (this.#unreadable) {
      throw new UnreadableError(`The picture of ${label} cannot be read any more, so nothing more is written to it.`)
    }
    const message = `The picture of ${label} is not the one that this run left there: somebody else changed it`
    this.#foreign = new ForeignChangeError(message)
    throw this.#foreign
  }

  /** Takes note of what a write left. @param answer undefined where there was none */
  async note(spec: RequestSpec, answer: Exchange | undefined): Promise<void> {
    if (answer === undefined || answer.status >= 500) this.#open.push(spec)
    else if (answer.status < 300) this.#last = spec
    const now = await this.#lookUntil((seen) => seen.of !== UNREADABLE, READ_AGAIN_AFTER_MS.slice(0, 2))
    if (now.of === UNREADABLE && !this.#open.includes(spec)) this.#open.push(spec)
    this.#left = now.of
  }

  async #lookUntil(enough: (seen: Fingerprint) => boolean, waits: readonly number[]): Promise<Fingerprint> {
    let seen = await this.#look()
    for (const ms of waits) {
      if (enough(seen)) break
      await delay(ms)
      seen = await this.#look()
    }
    return seen
  }

  async #look(): Promise<Fingerprint> {
    try {
      const { status, body, broken } = await this.#recorder.exchange({ method: 'GET', path: this.#subject.content })
      if (status === 204) return { of: NOTHING }
      return status === 200 && !broken ? { of: sha256(body), body } : { of: UNREADABLE }
    } catch (error) {
      if ((error as Error).name === 'InterruptedError') throw error
      return { of: UNREADABLE }
    }
  }

  #isOurs(now: Fingerprint): boolean {
    return now.of === this.#left || this.#open.some((spec) => mayComeOf(spec, now))
  }
}

/** Whether a picture is what a write left: the bytes that were sent, or the same image. */
async function cameOf({ method, body: sent }: RequestSpec, { of, body }: Fingerprint): Promise<boolean> {
  if (method === 'DELETE' || sent === undefined || sent.length === 0) return of === NOTHING
  return body !== undefined && (await compareImages(sent, body)) === undefined
}

/** Whether a picture may be what a write left: the bytes that were sent, or an image of their format and size. */
function mayComeOf({ method, body: sent }: RequestSpec, { of, body }: Fingerprint): boolean {
  if (method === 'DELETE') return of === NOTHING
  if (sent === undefined || sent.length === 0) return of === NOTHING
  if (body === undefined) return false
  if (sha256(sent) === of) return true
  const [left, right] = [sniffPicture(sent), sniffPicture(body)]
  if (left === undefined || right === undefined) return false
  return left.contentType === right.contentType && left.width === right.width && left.height === right.height
}
