import {
  type Check,
  type Checks,
  checkOptions,
  OptionError,
  refusedAs,
  requireFlag,
  requireFunction,
  requireSignal,
  requireTexts,
  requireWhole,
  shown,
} from '../option-checks.ts'
import { TransferUsageError } from './parents.ts'

/** The most that may be under way at once. */
const MOST_AT_ONCE = 100

/** The checks of options that several functions take. */
export const flag: Check = requireFlag
export const callback: Check = requireFunction
export const signal: Check = requireSignal
export const concurrency: Check = (name, value) => requireWhole(`option ${name}`, value, 1, MOST_AT_ONCE)

/** A check for whole numbers from 1 on. */
export const countFromOne: Check = (name, value) => requireWhole(`option ${name}`, value, 1)

/** A check for a text that is not empty. `form` says what it is, with an example. */
export const filledText =
  (form: string): Check =>
  (name, value) => {
    if (typeof value === 'string' && value.trim() !== '' && !value.includes('\0')) return
    throw new OptionError(`The option ${name} must be ${form}, not ${shown(value)}.`)
  }

/** A check for a list of texts, one at least. */
export const filledTexts =
  (example: string): Check =>
  (name, value) => {
    requireTexts(name, value, example)
    if (value.length === 0)
      throw new OptionError(`The option ${name} is an empty list: name one, such as '${example}'.`)
  }

/**
 * Checks what a function of bulk transfer is called with, before anything is read, written or sent.
 * @throws TransferUsageError for a client that is none, and for an option that is wrong, unknown or missing
 */
export function checkCall<Options>(
  what: string,
  client: unknown,
  options: unknown,
  checks: Checks<Options>,
  required: readonly (keyof Options & string)[],
): void {
  refusedAs(TransferUsageError, () => {
    requireClient(what, client)
    checkOptions(what, options, checks, required)
  })
}

/** What is passed instead may hold a secret, so it is not shown. */
function requireClient(what: string, client: unknown): void {
  const { baseUrl, companyId, picture, list } = (client ?? {}) as Record<string, unknown>
  if (typeof baseUrl === 'string' && [companyId, picture, list].every((one) => typeof one === 'function')) return
  const kind = client === undefined || client === null ? String(client) : `a value of type ${typeof client}`
  throw new OptionError(`${what} needs a client first, from createPictureClient({ … }), not ${kind}.`)
}
