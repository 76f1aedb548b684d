import { notModelled, propertyNotFound } from '../../errors.ts'
import type { EntityType, PropertyType } from '../entity-types.ts'

/**
 * A property by its name in any spelling of upper and lower case (fact:names-case).
 * @throws ServiceError 400 when the entity type has no such property, 501 when it has one that is not modelled here
 */
export function requireProperty(
  name: string,
  type: EntityType,
): { readonly name: string; readonly type: PropertyType } {
  const found = Object.hasOwn(type.properties, name) ? name : namedLike(name, Object.keys(type.properties))
  if (found !== undefined) return { name: found, type: (type.properties[found] as { type: PropertyType }).type }
  const known = namedLike(name, type.notModelled)
  if (known !== undefined) throw notModelled(known, type.name)
  throw propertyNotFound(name, type.name)
}

/** The one of these names that is spelled like `name` but for upper and lower case. */
export function namedLike(name: string, names: readonly string[]): string | undefined {
  const wanted = name.toLowerCase()
  return names.find((known) => known.toLowerCase() === wanted)
}
