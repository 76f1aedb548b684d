import { parentTypes } from '../api/entity-types.ts'
import { fromBase64, readShort, textOf } from '../bytes.ts'
import { badRequest } from '../errors.ts'
import type { ParentSet } from '../model.ts'
import type { EmulatorRequest } from '../request-reply.ts'
import type { Changes } from './changes.ts'

/** A picture in base64 and some JSON around it. */
const maxBytes = 32 * 1024 * 1024

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/**
 * Carries out `POST /_emulator/change`: JSON with `set`, `do`, `number` (for `touch` also `numbers`, or neither for all),
 * and what goes with it: `to` for `rename`; `picture` in base64, or null, and `moveDate` for `picture`; `company`.
 * @throws ServiceError 400 when it does not say what to change, 404 when there is no such entity
 */
export async function carryOutChange(changes: Changes, { body }: EmulatorRequest): Promise<void> {
  const text = textOf(await readShort(body, maxBytes, () => badRequest('The change is too long.')))
  const { set, number, numbers, company, to, picture, moveDate, do: what } = parse(text)
  if (typeof set !== 'string' || !Object.hasOwn(parentTypes, set)) {
    throw badRequest(`The set ${JSON.stringify(set)} is unknown: use one of ${Object.keys(parentTypes).join(', ')}.`)
  }
  if (company !== undefined && !isText(company)) throw badRequest('The company is no name and no id.')
  const where = { set: set as ParentSet, company }
  if (what === 'touch') return changes.touch(where, numbersOf(number, numbers))
  if (!isText(number)) throw badRequest(`The change needs a 'number'.`)
  const name = { ...where, number }
  if (what === 'rename' && isText(to)) return changes.rename(name, to)
  if (what === 'rename') throw badRequest(`The change 'rename' needs a 'to'.`)
  if (what === 'recreate') return changes.recreate(name)
  if (what === 'remove') return changes.remove(name)
  if (what !== 'picture') throw badRequest(`The change 'do' is none of rename, recreate, remove, touch, picture.`)
  const bytes = typeof picture === 'string' ? fromBase64(picture) : null
  if (bytes === undefined || picture === undefined)
    throw badRequest(`The change 'picture' needs a 'picture' in base64, or null.`)
  return changes.setPicture(name, bytes, { moveDate: moveDate !== false })
}

function parse(text: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json === 'object' && json !== null) return json as Record<string, unknown>
  } catch {}
  throw badRequest('The change is no JSON object.')
}

function numbersOf(number: unknown, numbers: unknown): readonly string[] | undefined {
  if (number === undefined && numbers === undefined) return undefined
  const list = Array.isArray(numbers) ? numbers : [number]
  if (!list.every(isText)) throw badRequest("The 'numbers' are no list of numbers.")
  return list
}
