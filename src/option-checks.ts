/*
 * Checks of options, for every room but the client, which counts its bytes. They say what is wrong, with which value, and
 * what would do.
 */

import { oneLine } from './harmless.ts'

/** An option is wrong. Each room tells its callers by an error of its own: {@link refusedAs}. */
export class OptionError extends Error {
  override readonly name = 'OptionError'
}

/** Runs checks, and turns what they refuse into an error of another class. */
export function refusedAs<T>(Refusal: new (message: string) => Error, check: () => T): T {
  try {
    return check()
  } catch (error) {
    throw error instanceof OptionError ? new Refusal(error.message) : error
  }
}

/** Throws an OptionError unless a value fits the option of that name. */
export type Check = (name: string, value: unknown) => void

/** The checks of an object of options, by option. Undefined passes all of them. */
export type Checks<Options> = { readonly [Name in keyof Required<Options>]: Check }

/**
 * Checks the options of a function against their table.
 * @param what the function that takes them, such as `pull`
 * @param required those that cannot be left out
 * @throws OptionError for anything but an object, an unknown option, a value that does not fit, and one that is missing
 */
export function checkOptions<Options>(
  what: string,
  options: unknown,
  checks: Checks<Options>,
  required: readonly (keyof Options & string)[] = [],
): void {
  const names = Object.keys(checks)
  if (!mayHoldOptions(options)) {
    throw new OptionError(`${what} needs an object with ${[...required, '…'].join(', ')}, not ${shown(options)}.`)
  }
  for (const name of Object.keys(options)) {
    if (!names.includes(name)) throw new OptionError(`${what} has no option '${cut(name)}'${remedy(name, names)}`)
  }
  for (const name of names as (keyof Options & string)[]) {
    const value = (options as Record<string, unknown>)[name]
    if (value !== undefined || required.includes(name)) checks[name](name, value)
  }
}

/** Whether a value may hold options by name. Of a list, a Map or a promise, none would be read. */
function mayHoldOptions(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  // What has no keys is an empty object, of any realm, or keeps what it holds elsewhere.
  const parent = Object.getPrototypeOf(value)
  return Object.keys(value).length > 0 || parent === null || Object.getPrototypeOf(parent) === null
}

/** A value as it is shown in a message, short enough to be read. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return `'${cut(value)}'`
  if (typeof value === 'function') return 'a function'
  if (value instanceof Uint8Array) return 'bytes'
  if (Array.isArray(value)) return `the list ${json(value)}`
  if (typeof value === 'object' && value !== null) {
    const { name = '' } = (Object.getPrototypeOf(value) as object | null)?.constructor ?? {}
    return name === '' || name === 'Object'
      ? `the object ${json(value)}`
      : `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`
  }
  return typeof value === 'bigint' ? `${value}n` : String(value)
}

function json(value: object): string {
  try {
    return cut(JSON.stringify(value))
  } catch {
    return '{…}'
  }
}

const cut = (text: string) => oneLine(text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** @throws OptionError unless the options are an object with no other keys than these */
export function requireKeys(what: string, value: unknown, known: readonly string[]): void {
  requireObject(what, value)
  for (const key of Object.keys(value as object)) {
    if (!known.includes(key)) throw new OptionError(`${what} does not take '${cut(key)}'${remedy(key, known)}`)
  }
}

/** @throws OptionError for anything but an object that holds what it has by name */
export function requireObject(what: string, value: unknown): asserts value is object {
  if (mayHoldOptions(value)) return
  throw new OptionError(`${what} must be an object, not ${shown(value)}.`)
}

/** @throws OptionError for anything but a text with something in it, and undefined */
export function requireText(name: string, value: unknown): void {
  if (value === undefined) return
  // It may be a secret, so only its kind is shown.
  if (typeof value !== 'string') {
    throw new OptionError(
      `The ${name} must be a string, not ${value === null ? 'null' : `a value of type ${typeof value}`}.`,
    )
  }
  if (value === '') throw new OptionError(`The ${name} is empty: give one, or leave the option out.`)
}

/** @throws OptionError for anything but true, false and undefined */
export function requireFlag(name: string, value: unknown): void {
  if (value === undefined || typeof value === 'boolean') return
  throw new OptionError(`The option ${name} must be true or false, not ${shown(value)}.`)
}

/** @throws OptionError for anything but a list of texts, and undefined */
export function requireTexts(name: string, value: unknown, example: string): asserts value is readonly string[] {
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return
  throw new OptionError(`The option ${name} must be a list of strings, such as ['${example}'], not ${shown(value)}.`)
}

/** @throws OptionError for anything but a whole number in this range */
export function requireWhole(name: string, value: unknown, min: number, max = Number.MAX_SAFE_INTEGER): void {
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`
  const isNumeric = typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))
  const hint = isNumeric ? `: give the number ${Number(value)}, not a string` : ''
  throw new OptionError(`The ${name} ${shown(value)} is not a whole number ${range}${hint}.`)
}

/** @throws OptionError for anything but a function, and undefined */
export function requireFunction(name: string, value: unknown): void {
  if (value === undefined || typeof value === 'function') return
  throw new OptionError(`The option ${name} must be a function, not ${shown(value)}.`)
}

/** @throws OptionError for anything but an AbortSignal, of any realm, and undefined */
export function requireSignal(name: string, value: unknown): void {
  const { addEventListener, throwIfAborted } = (value ?? {}) as Partial<AbortSignal>
  if (value === undefined || (typeof addEventListener === 'function' && typeof throwIfAborted === 'function')) return
  throw new OptionError(`The option ${name} must be an AbortSignal, such as controller.signal, not ${shown(value)}.`)
}

/** @throws OptionError for a value that is not allowed */
export function requireOneOf(name: string, value: unknown, allowed: readonly string[]): void {
  if (typeof value === 'string' && allowed.includes(value)) return
  const guess = typeof value === 'string' ? nearest(value, allowed) : undefined
  const hint = guess === undefined ? '' : `did you mean ${guess}? `
  throw new OptionError(`The ${name} ${shown(value)} is unknown: ${hint}use one of ${allowed.join(', ')}.`)
}

function remedy(word: string, known: readonly string[]): string {
  const guess = nearest(word, known)
  return guess === undefined ? `: it takes ${known.join(', ')}.` : `: did you mean ${guess}?`
}

/** The one of some words that is spelled nearly like this one; undefined where none is. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const ranked = words
    .filter((known) => /[a-z]{3}/i.test(known))
    .map((known) => ({ known, distance: distance(word.slice(0, 40).toLowerCase(), known.toLowerCase()) }))
    .toSorted((a, b) => a.distance - b.distance)
  const [best] = ranked
  return best !== undefined && best.distance <= Math.max(1, Math.floor(best.known.length / 3)) ? best.known : undefined
}

/** How many letters have to be changed, added, left out or swapped with their neighbour to get from one word to the other. */
function distance(from: string, to: string): number {
  let [before, last] = [[] as number[], Array.from({ length: to.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1] ? 0 : 1
      let least = Math.min((last[j] as number) + 1, (row[j - 1] as number) + 1, (last[j - 1] as number) + same)
      const swapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      if (swapped) least = Math.min(least, (before[j - 2] as number) + 1)
      row.push(least)
    }
    ;[before, last] = [last, row]
  }
  return last[to.length] as number
}
