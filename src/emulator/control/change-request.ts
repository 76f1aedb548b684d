import { nearest, shown } from '../../option-checks.ts'
import { parentTypes } from '../api/entity-types.ts'
import { fromBase64, readShort, textOf } from '../bytes.ts'
import { badRequest } from '../errors.ts'
import type { ParentSet } from '../model.ts'
import type { EmulatorRequest } from '../request-reply.ts'
import type { Changes } from './changes.ts'

/** A picture in base64 and some JSON around it. */
const maxBytes = 32 * 1024 * 1024

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** What each change takes besides `do`, `set` and `company`. */
const keysOf = {
  rename: ['number', 'to'],
  recreate: ['number'],
  remove: ['number'],
  touch: ['number', 'numbers'],
  picture: ['number', 'picture', 'moveDate'],
} as const

/**
 * Carries out `POST /_emulator/change`: JSON with `set`, `do`, `number` (for `touch` also `numbers`, or neither for all),
 * and what goes with it: `to` for `rename`; `picture` in base64, or null, and `moveDate` for `picture`; `company`.
 * @throws ServiceError 400 when it does not say what to change, or says something unknown, 404 when there is no such entity
 */
export async function carryOutChange(changes: Changes, { body }: EmulatorRequest): Promise<void> {
  const text = textOf(await readShort(body, maxBytes, () => badRequest('The change is longer than 32 MB: send less.')))
  const change = parse(text)
  const what = readKind(change)
  const { number, numbers, to, picture, moveDate = true } = change
  const where = { set: readSet(change.set), company: readCompany(change.company) }
  if (what === 'touch') return changes.touch(where, numbersOf(number, numbers))
  if (!isText(number)) {
    throw badRequest(`The change '${what}' needs a 'number' in a string, not ${shown(number)}: name the entity.`)
  }
  const name = { ...where, number }
  if (what === 'recreate') return changes.recreate(name)
  if (what === 'remove') return changes.remove(name)
  if (what === 'rename') {
    if (!isText(to)) throw badRequest(`The change 'rename' needs the new number as 'to' in a string, not ${shown(to)}.`)
    return changes.rename(name, to)
  }
  if (typeof moveDate !== 'boolean') throw badRequest(`'moveDate' is true or false, not ${shown(moveDate)}.`)
  return changes.setPicture(name, bytesOf(picture), { moveDate })
}

function readKind(change: Readonly<Record<string, unknown>>): keyof typeof keysOf {
  const { do: what } = change
  const kinds = Object.keys(keysOf)
  if (typeof what !== 'string' || !Object.hasOwn(keysOf, what)) {
    throw badRequest(`The change has 'do' ${shown(what)}: use one of ${kinds.join(', ')}.`)
  }
  const kind = what as keyof typeof keysOf
  const known = ['do', 'set', 'company', ...keysOf[kind]]
  for (const key of Object.keys(change)) {
    if (known.includes(key)) continue
    const guess = nearest(key, known)
    const remedy = guess === undefined ? `it takes ${known.join(', ')}.` : `did you mean ${guess}?`
    throw badRequest(`The change '${kind}' does not take ${shown(key)}: ${remedy}`)
  }
  return kind
}

function readSet(set: unknown): ParentSet {
  if (typeof set === 'string' && Object.hasOwn(parentTypes, set)) return set as ParentSet
  throw badRequest(`The set ${shown(set)} is unknown: use one of ${Object.keys(parentTypes).join(', ')}.`)
}

function readCompany(company: unknown): string | undefined {
  if (company === undefined || isText(company)) return company
  throw badRequest(`The company is ${shown(company)}: give its name or its id in a string, or leave it out.`)
}

function parse(text: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Record<string, unknown>
  } catch {}
  throw badRequest(`The change is not a JSON object: send one such as {"do":"remove","set":"items","number":"1000"}.`)
}

function numbersOf(number: unknown, numbers: unknown): readonly string[] | undefined {
  if (number === undefined && numbers === undefined) return undefined
  if (number !== undefined && numbers !== undefined) {
    throw badRequest(
      "The change 'touch' has both 'number' and 'numbers': send one of them, or neither for the whole set.",
    )
  }
  const list = numbers === undefined ? [number] : numbers
  if (Array.isArray(list) && list.every(isText)) return list
  throw badRequest(
    `The change 'touch' takes numbers in strings, such as "numbers":["1000"], not ${shown(numbers ?? number)}.`,
  )
}

function bytesOf(picture: unknown): Uint8Array | null {
  if (picture === null) return null
  const bytes = typeof picture === 'string' ? fromBase64(picture) : undefined
  if (bytes !== undefined) return bytes
  const shape = typeof picture === 'string' ? 'other text' : shown(picture)
  throw badRequest(`The change 'picture' needs a 'picture' in base64, or null to remove it, not ${shape}.`)
}
