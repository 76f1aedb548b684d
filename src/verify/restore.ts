import { setTimeout as delay } from 'node:timers/promises'
import { type Exchange, sha256 } from './exchange/exchange.ts'
import type { Recorder } from './exchange/recorder.ts'
import { compareImages } from './images/compare.ts'
import type { SavedPicture } from './saved-picture.ts'
import { ForeignChangeError } from './write-guard.ts'

/** How long it is tried to put a picture back. */
export interface RestoreLimits {
  /** In milliseconds. */
  readonly forMs: number
  /** Ends it at once. */
  readonly giveUp?: AbortSignal
  /** Is told, in a sentence, when it takes longer. */
  readonly onWait: (note: string) => void
}

/** How it ended. */
export type RestoreOutcome =
  | {
      readonly back: true
      /** Whether the server shows the same image in other bytes than it had before. */
      readonly anew: boolean
    }
  | {
      readonly back: false
      /** Whether somebody else changed the picture. */
      readonly foreign: boolean
      readonly problem: string
    }

const FIRST_WAIT_MS = 100
const LONGEST_WAIT_MS = 15_000
/** Shorter waits are not worth a word. */
const SAY_SO_FROM_MS = 1500
/** A server that takes a picture again and again and shows another will not change its mind. */
const MAX_TAKEN_IN_VAIN = 4

/** Puts a picture back: again and again with growing waits, until it is there. */
export async function putBack(saved: SavedPicture, recorder: Recorder, limits: RestoreLimits): Promise<RestoreOutcome> {
  const { forMs, giveUp, onWait } = limits
  const started = performance.now()
  const state = { wrote: false, takenInVain: 0, anew: false }
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
    let problem: string | undefined
    try {
      problem = await attempt(saved, recorder, state)
      if (problem === undefined) return { back: true, anew: state.anew }
    } catch (error) {
      const { message } = error as Error
      if (error instanceof ForeignChangeError) return { back: false, foreign: true, problem: message }
      problem = giveUp?.aborted ? 'it was interrupted' : message
    }
    const left = forMs - (performance.now() - started)
    if (left <= 0 || giveUp?.aborted || state.takenInVain > MAX_TAKEN_IN_VAIN) {
      return { back: false, foreign: false, problem }
    }
    if (wait >= SAY_SO_FROM_MS) onWait(waiting(saved, problem, left))
    const pause = Math.min(wait * (0.75 + Math.random() / 2), left)
    await delay(pause, undefined, giveUp ? { signal: giveUp } : {}).catch(() => undefined)
  }
}

/** @returns what is in the way; undefined once the picture is back */
async function attempt(
  saved: SavedPicture,
  recorder: Recorder,
  state: { wrote: boolean; takenInVain: number; anew: boolean },
): Promise<string | undefined> {
  const before = await read(saved, recorder)
  if (await isBack(saved, before, state)) {
    // Where another run has put it back, that one goes on: it takes what this run had left for the original.
    await saved.guard.check()
    return undefined
  }
  const readable = [200, 204].includes(before.status) && !before.broken
  if (!readable && !saved.guard.leftUnreadable) return before.broken ?? `the server returns ${before.status}`
  const { status } = await write(saved, recorder)
  // A picture that is gone already need not be deleted.
  const gone = saved.bytes === undefined && status === 404
  if (status >= 300 && !gone) return `the server returns ${status}`
  state.wrote = true
  if (await isBack(saved, await read(saved, recorder), state)) return undefined
  state.takenInVain += 1
  return 'the server took it, and shows something else'
}

function waiting({ subject }: SavedPicture, problem: string, leftMs: number): string {
  const minutes = Math.max(1, Math.ceil(leftMs / 60_000))
  return `The picture of ${subject.label} is not back yet (${problem.replace(/\.$/, '')}): trying again for up to ${minutes} min.`
}

function write({ subject, bytes }: SavedPicture, recorder: Recorder): Promise<Exchange> {
  if (bytes === undefined) return recorder.exchange({ method: 'DELETE', path: subject.picture })
  const headers = { 'If-Match': '*', 'Content-Type': 'application/octet-stream' }
  return recorder.exchange({ method: 'PATCH', path: subject.content, headers, body: bytes })
}

function read({ subject }: SavedPicture, recorder: Recorder): Promise<Exchange> {
  return recorder.exchange({ method: 'GET', path: subject.content })
}

/** Whether the original is there: the same bytes, or what the server made of them when they were put back. */
async function isBack(
  { bytes, sha256: original }: SavedPicture,
  { status, body, broken }: Exchange,
  state: { readonly wrote: boolean; anew: boolean },
): Promise<boolean> {
  if (bytes === undefined) return status === 204
  if (status !== 200 || broken) return false
  if (sha256(body) === original) return true
  state.anew = state.wrote && (await compareImages(bytes, body)) === undefined
  return state.anew
}
