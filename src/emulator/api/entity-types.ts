import type { ParentSet } from '../model.ts'
import { oncePer } from '../once-per.ts'
import type { VersionProfile } from '../versions.ts'

/** The primitive types that occur. `parentType` is the enumeration `Microsoft.NAV.pictureEntityParentType`. */
export type PropertyType = 'guid' | 'string' | 'int' | 'dateTime' | 'parentType' | 'stream'

/** An entity type: its name in `$metadata` and its properties in the order in which they are written. */
export interface EntityType {
  readonly name: string
  readonly properties: Readonly<Record<string, PropertyType>>
  /** Whether `$expand=picture` is possible. */
  readonly hasPicture: boolean
}

const numbered = { id: 'guid', number: 'string', displayName: 'string', lastModifiedDateTime: 'dateTime' } as const

function parent(name: string, properties: EntityType['properties'] = numbered): EntityType {
  return { name, properties, hasPicture: true }
}

/** The types of the entities that have a picture, by entity set. Only the properties that a picture client needs. */
export const parentTypes: Readonly<Record<ParentSet, EntityType>> = {
  items: parent('item'),
  customers: parent('customer'),
  vendors: parent('vendor'),
  employees: parent('employee'),
  contacts: parent('contact'),
  itemVariants: parent('itemVariant', {
    id: 'guid',
    itemId: 'guid',
    itemNumber: 'string',
    code: 'string',
    description: 'string',
    lastModifiedDateTime: 'dateTime',
  }),
}

/** The type of `companies`. */
export const companyType: EntityType = {
  name: 'company',
  properties: {
    id: 'guid',
    systemVersion: 'string',
    timestamp: 'int',
    name: 'string',
    displayName: 'string',
    businessProfileId: 'string',
    systemCreatedAt: 'dateTime',
  },
  hasPicture: false,
}

/** Members of `pictureEntityParentType` with their numbers; the space of "Item Variant" is encoded as an XML name. */
export const parentTypeMembers: Readonly<Record<ParentSet, readonly [name: string, value: number]>> = {
  customers: ['Customer', 1],
  items: ['Item', 2],
  vendors: ['Vendor', 3],
  employees: ['Employee', 4],
  contacts: ['Contact', 5],
  itemVariants: ['Item_x0020_Variant', 6],
}

/** The type of a picture in one API version. */
export const pictureType = oncePer((profile: VersionProfile): EntityType => {
  return {
    name: 'picture',
    properties: {
      id: 'guid',
      ...(profile.parentType ? { parentType: 'parentType' } : {}),
      width: 'int',
      height: 'int',
      contentType: 'string',
      [profile.stream]: 'stream',
    },
    hasPicture: false,
  }
})
