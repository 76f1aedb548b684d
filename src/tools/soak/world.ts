import { inspect } from 'node:util'
import type { createPictureClient } from '../../client/index.ts'
import type { startEmulator } from '../../emulator/index.ts'
import type { downloadTo } from '../../node/index.ts'
import type { verify } from '../../verify/index.ts'
import type { Random } from './random.ts'

/** What is soaked: a test may put something broken in the place of each. */
export interface Parts {
  readonly createPictureClient: typeof createPictureClient
  readonly downloadTo: typeof downloadTo
  readonly startEmulator: typeof startEmulator
  readonly verify: typeof verify
  /** The program that is run as `bc-pictures`. */
  readonly command: string
}

/** What must never happen. */
export type Fault = 'lost' | 'unheard' | 'hang' | 'credential' | 'unfit'

/** Something that happened and must not. */
export interface Finding {
  readonly fault: Fault
  readonly kind: string
  /** The number of the case: `SOAK_SEED=… SOAK_CASE=…` shows it again. */
  readonly index: number
  readonly detail: string
}

/** What a case works with. */
export interface World {
  readonly parts: Parts
  readonly random: Random
  /** A folder of this case's own; it is removed afterwards. */
  readonly folder: string
  /** A folder on a small disk of so many megabytes; undefined where the machine allows none. */
  smallDisk(megabytes: number): Promise<string | undefined>
  /** Credentials that must not be seen anywhere. */
  readonly secret: Secret
  /** Takes down what the project said: a message, a report, a file, an error. */
  hear(said: unknown): void
  /** Data is lost. */
  lost(detail: string): void
  /** Something else is not as it should be. */
  unfit(detail: string): void
}

/** Credentials of a case. */
export interface Secret {
  readonly token: string
  readonly user: string
  readonly accessKey: string
}

/** One kind of case. */
export interface Kind {
  readonly name: string
  /** How often it comes, compared with others. */
  readonly weight: number
  /** After how many milliseconds it counts as hanging. */
  readonly limitMs: number
  run(world: World): Promise<void>
}

/** Characters as odd as an access key may hold. */
const ODD = 'abcXYZ0189"\\\'<>&%+/= {}$#é'

/** Makes up credentials. */
export function secretOf(random: Random): Secret {
  const long = random.chance(0.3) ? 1500 : random.whole(20, 60)
  const token = Array.from({ length: long }, () =>
    random.pick([...'abcdefghijkmnopqrstuvwxyzABCDEFGH23456789-_.~+/']),
  ).join('')
  const accessKey = Array.from({ length: random.whole(12, 30) }, () => random.pick([...ODD]))
    .join('')
    .trim()
  return { token: `tok${token}`, user: 'soaker', accessKey: `key${accessKey}end` }
}

/** Whether a text shows credentials, in any form in which it may. */
export function shows(text: string, { token, user, accessKey }: Secret): boolean {
  const pair = Buffer.from(`${user}:${accessKey}`).toString('base64')
  const forms = [token, accessKey].flatMap((secret) => [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  ])
  // A long token that was cut is shown all the same.
  const pieces = token.length > 100 ? [token.slice(3, 40), token.slice(-40)] : []
  return [...forms, ...pieces, pair].some((form) => text.includes(form))
}

/** A value as it may end in a log: everything that can be seen of it. */
export function textOf(said: unknown): string {
  if (typeof said === 'string') return said
  const shown = inspect(said, { depth: 12, breakLength: 200, maxStringLength: 1_000_000 })
  return said instanceof Error ? `${said.stack}\n${shown}\n${JSON.stringify(said)}` : shown
}
