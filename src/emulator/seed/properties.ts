import { shown } from '../../option-checks.ts'
import { type PropertyType, parentTypes } from '../api/entity-types.ts'
import { enumMembers } from '../api/enums.ts'
import { namedLike } from '../api/odata/properties.ts'
import type { FlatRecord, Scalar } from '../model.ts'
import { EmulatorStartError } from '../start-error.ts'
import { stableGuid } from './guid.ts'
import type { SeedEntity } from './seed.ts'

/** These have a place of their own in a seed, or are the server's. */
const reserved: readonly string[] = [
  ...['id', 'number', 'displayName', 'itemId', 'itemNumber', 'code', 'description', 'lastModifiedDateTime'],
]

/**
 * The everyday properties of an entity of a seed. A code that leads to a setup table brings the id of its entry along.
 * @param what the entity, as a message names it
 * @throws EmulatorStartError for a property that the type does not have, or a value that does not fit it
 */
export function seedProperties(entity: SeedEntity, companyId: string, what: string): FlatRecord {
  const { set, properties: given = {} } = entity
  const type = parentTypes[set]
  const names = Object.keys(type.properties).filter((name) => !reserved.includes(name))
  const record: Record<string, Scalar> = {}
  for (const [name, value] of Object.entries(given)) {
    const property = names.includes(name) ? type.properties[name] : undefined
    if (property === undefined) {
      const like = namedLike(name, names)
      const known = like === undefined ? `use one of ${names.join(', ')}` : `did you mean ${like}?`
      throw new EmulatorStartError(`${what} has the unknown property '${name}': ${known}.`)
    }
    if (!fits(value, property.type)) {
      throw new EmulatorStartError(
        `${what} has the ${name} ${shown(value)}, which is not of type ${property.type}: give one that is.`,
      )
    }
    record[name] = value
  }
  for (const { type: target, id, code } of Object.values(type.navigations)) {
    const value = code === undefined ? undefined : record[code]
    if (typeof value === 'string' && value !== '') record[id] ??= stableGuid(`${companyId}/${target}/${value}`)
  }
  return record
}

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

function fits(value: unknown, type: PropertyType): boolean {
  switch (type) {
    case 'string':
    case 'code':
      return typeof value === 'string'
    case 'guid':
      return typeof value === 'string' && guid.test(value)
    case 'int':
    case 'int64':
      return Number.isSafeInteger(value)
    case 'decimal':
      return typeof value === 'number' && Number.isFinite(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)
    case 'dateTime':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value))
    case 'stream':
      return false
    default:
      return enumMembers[type].some(([member]) => member === value)
  }
}
