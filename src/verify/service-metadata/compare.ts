import type { CsdlEntityType, CsdlProperty, CsdlService } from './csdl.ts'
import type { ExpectedService } from './expected.ts'

/** One difference between a service description and the contract. */
export interface Drift {
  readonly kind: 'missing' | 'changed' | 'new'
  /** One sentence. */
  readonly message: string
  /** The place in the contract that is violated. */
  readonly pointer: string
}

/** How a service description differs from the contract. */
export interface ServiceDrift {
  /** What is missing or changed: the contract does not hold. */
  readonly broken: readonly Drift[]
  /** What is new: the contract does not know it. */
  readonly added: readonly Drift[]
  /** Parents that have no pictures on this server, though later versions of the product give them some. */
  readonly parentsWithoutPicture: readonly string[]
}

/** Item variants have pictures from Business Central 28 on. */
const LATER_PARENTS = ['itemVariants']

/** The enumeration of the kinds of entities that have pictures, and its member for item variants. */
const PARENT_TYPE = 'pictureEntityParentType'
const VARIANT_VALUE = '6'

/** Compares a service description with the contract. */
export function compareServices(expected: ExpectedService, actual: CsdlService): ServiceDrift {
  const drifts: Drift[] = []
  const note = (kind: Drift['kind'], message: string) => drifts.push({ kind, message, pointer: expected.pointer })
  const wanted = expected.service.entityTypes.get('picture')
  const picture = actual.entityTypes.get('picture')
  if (wanted === undefined || picture === undefined) note('missing', 'The entity type picture is missing.')
  else compareTypes(wanted, picture, expected.parents.map(typeOf), note)
  compareEnums(expected.service, actual, note)
  const parentsWithoutPicture = compareParents(expected, actual, note)
  return {
    broken: drifts.filter(({ kind }) => kind !== 'new'),
    added: drifts.filter(({ kind }) => kind === 'new'),
    parentsWithoutPicture,
  }
}

type Note = (kind: Drift['kind'], message: string) => void

function compareTypes(expected: CsdlEntityType, actual: CsdlEntityType, known: readonly string[], note: Note): void {
  if (actual.key.join() !== expected.key.join()) {
    note('changed', `The key of picture is ${actual.key.join(', ') || 'missing'}, not ${expected.key.join(', ')}.`)
  }
  if (actual.hasStream && !expected.hasStream)
    note('changed', 'The entity type picture has HasStream, against the contract.')
  for (const [name, property] of expected.properties) {
    const found = actual.properties.get(name)
    if (found === undefined) note('missing', `The property ${name} of picture is missing.`)
    else compareProperties(name, property, found, note)
  }
  for (const [name, property] of actual.properties) {
    if (!expected.properties.has(name)) note('new', `The property ${name} of picture is new: ${property.type}.`)
  }
  for (const [name, { type, collection }] of expected.navigations) {
    const found = actual.navigations.get(name)
    if (found === undefined) note('missing', `The navigation property ${name} of picture is missing.`)
    else if (found.type !== type || found.collection !== collection) {
      note('changed', `The navigation property ${name} of picture leads to ${written(found)}, not ${type}.`)
    }
  }
  for (const name of actual.navigations.keys()) {
    if (!expected.navigations.has(name) && !known.includes(name))
      note('new', `The navigation property ${name} of picture is new.`)
  }
}

function compareProperties(name: string, expected: CsdlProperty, actual: CsdlProperty, note: Note): void {
  const of = `The property ${name} of picture`
  if (actual.type !== expected.type) note('changed', `${of} is ${actual.type}, not ${expected.type}.`)
  if (actual.nullable !== expected.nullable) {
    note('changed', `${of} ${actual.nullable ? 'may be null' : 'may not be null'}, against the contract.`)
  }
  if (expected.maxLength !== undefined && actual.maxLength !== expected.maxLength) {
    note('changed', `${of} has the MaxLength ${actual.maxLength ?? 'unbounded'}, not ${expected.maxLength}.`)
  }
}

function compareEnums(expected: CsdlService, actual: CsdlService, note: Note): void {
  for (const [name, members] of expected.enums) {
    const found = actual.enums.get(name)
    if (found === undefined) {
      note('missing', `The enumeration ${name} is missing.`)
      continue
    }
    for (const [member, value] of members) {
      const actualValue = found.get(member)
      if (actualValue === undefined) note('missing', `The member ${member} of ${name} is missing.`)
      else if (actualValue !== value)
        note('changed', `The member ${member} of ${name} is ${actualValue}, not ${value}.`)
    }
    for (const [member, value] of found) {
      if (!members.has(member) && value !== VARIANT_VALUE)
        note('new', `The member ${member} of ${name} is new: ${value}.`)
    }
  }
}

function compareParents({ parents, collection }: ExpectedService, actual: CsdlService, note: Note): string[] {
  const members = actual.enums.get(PARENT_TYPE)
  return parents.filter((parent) => {
    const type = typeOf(parent)
    const navigation = actual.entityTypes.get(type)?.navigations.get('picture')
    if (navigation === undefined) {
      if (LATER_PARENTS.includes(parent) && ![...(members?.values() ?? [])].includes(VARIANT_VALUE)) return true
      note('missing', `The entity type ${type} has no navigation property picture.`)
      return false
    }
    if (navigation.type !== 'picture' || navigation.collection !== collection) {
      const should = written({ type: 'picture', collection })
      note('changed', `The navigation property picture of ${type} leads to ${written(navigation)}, not ${should}.`)
    }
    return false
  })
}

/** The entity set items has the entity type item. */
function typeOf(parent: string): string {
  return parent.slice(0, -1)
}

function written({ type, collection }: { type: string; collection: boolean }): string {
  return collection ? `many ${type}` : `one ${type}`
}
