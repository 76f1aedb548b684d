import type { FlatRecord, ParentSet, Scalar } from '../model.ts'
import { oncePer } from '../once-per.ts'
import type { VersionProfile } from '../versions.ts'
import { type EnumName, enumMembers } from './enums.ts'

/** The types that properties have. `code`: text in upper case, compared without regard to case (fact:code-fields). */
export type PropertyType =
  | 'guid'
  | 'string'
  | 'code'
  | 'int'
  | 'int64'
  | 'decimal'
  | 'boolean'
  | 'date'
  | 'dateTime'
  | 'stream'
  | EnumName

/** One property of an entity type. */
export interface Property {
  readonly type: PropertyType
  /** In characters; undefined: `$metadata` names none. */
  readonly maxLength?: number
  /** Whether `$metadata` says that it cannot be null. Default false. */
  readonly required?: boolean
}

/** A navigation property that leads to one entity of a setup table, such as the category of an item. */
export interface Navigation {
  /** The entity type that it leads to. */
  readonly type: SetupTypeName
  /** The property with that entity's id. */
  readonly id: string
  /** The property with that entity's code, where there is one. */
  readonly code?: string
}

/** An entity type: its name in `$metadata` and its properties in the order in which they are written. */
export interface EntityType {
  readonly name: string
  readonly properties: Readonly<Record<string, Property>>
  readonly navigations: Readonly<Record<string, Navigation>>
  /** Whether `$expand=picture` is possible. */
  readonly hasPicture: boolean
  /** Properties and navigation properties that the product has and this emulator does not. */
  readonly notModelled: readonly string[]
}

const id: Property = { type: 'guid', required: true }
const text = (maxLength?: number): Property =>
  maxLength === undefined ? { type: 'string' } : { type: 'string', maxLength }
const code = (maxLength: number): Property => ({ type: 'code', maxLength })
const guid: Property = { type: 'guid' }
const decimal: Property = { type: 'decimal' }
const lastModifiedDateTime: Property = { type: 'dateTime' }
const numbered = { id, number: code(20), displayName: text(100) }
const reached = { phoneNumber: text(30), email: text(80) }

const address = ['address', 'addressLine1', 'addressLine2', 'city', 'state', 'country', 'postalCode']
const attached = ['defaultDimensions', 'documentAttachments']
const tax = ['taxLiable', 'taxAreaId', 'taxAreaDisplayName', 'taxRegistrationNumber']

function parent(
  name: string,
  properties: EntityType['properties'],
  navigations: EntityType['navigations'] = {},
  notModelled: readonly string[] = [],
): EntityType {
  return { name, properties: { ...properties, lastModifiedDateTime }, navigations, hasPicture: true, notModelled }
}

const currency: Navigation = { type: 'currency', id: 'currencyId', code: 'currencyCode' }
const paymentTerm: Navigation = { type: 'paymentTerm', id: 'paymentTermsId' }
const paymentMethod: Navigation = { type: 'paymentMethod', id: 'paymentMethodId' }
const shipmentMethod: Navigation = { type: 'shipmentMethod', id: 'shipmentMethodId' }

/**
 * The types of the entities that have a picture, by entity set: the properties by which lists are filtered, ordered and
 * shown next to pictures (fact:parent-properties, fact:variant-properties).
 */
export const parentTypes: Readonly<Record<ParentSet, EntityType>> = {
  items: parent(
    'item',
    {
      ...numbered,
      ...{ type: { type: 'itemType' }, itemCategoryId: guid, itemCategoryCode: code(20), blocked: { type: 'boolean' } },
      ...{ gtin: code(14), inventory: decimal, unitPrice: decimal, unitCost: decimal },
      ...{ baseUnitOfMeasureId: guid, baseUnitOfMeasureCode: code(10) },
    },
    {
      itemCategory: { type: 'itemCategory', id: 'itemCategoryId', code: 'itemCategoryCode' },
      unitOfMeasure: { type: 'unitOfMeasure', id: 'baseUnitOfMeasureId', code: 'baseUnitOfMeasureCode' },
    },
    [
      ...['displayName2', 'priceIncludesTax', 'taxGroupId', 'taxGroupCode', 'itemVariants', ...attached],
      ...['generalProductPostingGroupId', 'generalProductPostingGroupCode', 'generalProductPostingGroup'],
      ...['inventoryPostingGroupId', 'inventoryPostingGroupCode', 'inventoryPostingGroup', 'baseUnitOfMeasure'],
    ],
  ),
  customers: parent(
    'customer',
    {
      ...{ ...numbered, type: { type: 'contactType' }, ...reached, website: text(80), salespersonCode: code(20) },
      ...{ currencyId: guid, currencyCode: code(10), paymentTermsId: guid, shipmentMethodId: guid },
      ...{ paymentMethodId: guid, blocked: { type: 'customerBlocked' } },
    },
    { currency, paymentTerm, shipmentMethod, paymentMethod },
    [
      ...[...address, ...tax, ...attached, 'balanceDue', 'creditLimit', 'customerFinancialDetail'],
      ...['agedAccountsReceivable', 'contactsInformation', 'customerFinancialDetails'],
    ],
  ),
  vendors: parent(
    'vendor',
    {
      ...{ ...numbered, ...reached, website: text(80), currencyId: guid, currencyCode: code(10) },
      ...{ paymentTermsId: guid, paymentMethodId: guid, blocked: { type: 'vendorBlocked' }, balance: decimal },
    },
    { currency, paymentTerm, paymentMethod },
    [...address, ...tax, ...attached, 'irs1099Code', 'agedAccountsPayable', 'contactsInformation'],
  ),
  employees: parent(
    'employee',
    {
      ...{ id, number: code(20), displayName: text(), givenName: text(30), surname: text(30), jobTitle: text(30) },
      ...{ ...reached, status: { type: 'employeeStatus' }, employmentDate: { type: 'date' } },
    },
    {},
    [
      ...[...address, ...attached, 'middleName', 'mobilePhone', 'personalEmail', 'terminationDate', 'birthDate'],
      ...['statisticsGroupCode', 'timeRegistrationEntries'],
    ],
  ),
  contacts: parent(
    'contact',
    {
      ...{ id, number: code(20), type: { type: 'contactType' }, displayName: { ...text(100), required: true } },
      ...{ companyNumber: code(20), companyName: text(100), ...reached, privacyBlocked: { type: 'boolean' } },
    },
    {},
    [
      ...[...address, 'jobTitle', 'contactBusinessRelation', 'mobilePhoneNumber', 'website', 'searchName'],
      ...['taxRegistrationNumber', 'lastInteractionDate', 'contactInformation'],
    ],
  ),
  itemVariants: parent(
    'itemVariant',
    { id, itemId: guid, itemNumber: code(20), code: { ...code(10), required: true }, description: text(100) },
    {},
    ['item'],
  ),
}

/** The types of setup tables that navigation properties lead to. */
export type SetupTypeName =
  | 'itemCategory'
  | 'unitOfMeasure'
  | 'currency'
  | 'paymentTerm'
  | 'paymentMethod'
  | 'shipmentMethod'

/** The type of a setup table. All have the same properties here; the product's have some more. */
export function setupType(name: SetupTypeName): EntityType {
  const properties = { id, code: code(name === 'itemCategory' ? 20 : 10), displayName: text(100), lastModifiedDateTime }
  return { name, properties, navigations: {}, hasPicture: false, notModelled: [] }
}

/** The type of `companies` (fact:metadata-company). */
export const companyType: EntityType = {
  name: 'company',
  properties: {
    ...{ id, systemVersion: text(), timestamp: { type: 'int64' }, name: text(30), displayName: text(250) },
    ...{ businessProfileId: text(), systemCreatedAt: { type: 'dateTime' }, systemCreatedBy: guid },
    ...{ systemModifiedAt: { type: 'dateTime' }, systemModifiedBy: guid },
  },
  navigations: {},
  hasPicture: false,
  notModelled: [],
}

/** The member of `pictureEntityParentType` for the entities of each set (fact:parent-type, fact:parent-type-variant). */
export const parentTypeMembers: Readonly<Record<ParentSet, string>> = {
  customers: 'Customer',
  items: 'Item',
  vendors: 'Vendor',
  employees: 'Employee',
  contacts: 'Contact',
  itemVariants: 'Item_x0020_Variant',
}

/** The type of a picture in one API version (fact:metadata-picture). */
export const pictureType = oncePer((profile: VersionProfile): EntityType => {
  return {
    name: 'picture',
    properties: {
      id,
      ...(profile.parentType ? { parentType: { type: 'pictureEntityParentType' } as const } : {}),
      width: { type: 'int' },
      height: { type: 'int' },
      contentType: text(100),
      [profile.stream]: { type: 'stream' },
    },
    navigations: {},
    hasPicture: false,
    notModelled: ['item', 'customer', 'contact', 'vendor', 'employee'],
  }
})

const noId = '00000000-0000-0000-0000-000000000000'

/** What a property holds where nobody has entered anything: in the product no field is ever null. */
export function blankOf(type: PropertyType): Scalar {
  switch (type) {
    case 'guid':
      return noId
    case 'string':
    case 'code':
      return ''
    case 'int':
    case 'int64':
    case 'decimal':
      return 0
    case 'boolean':
      return false
    case 'date':
      return '0001-01-01'
    case 'dateTime':
      return '0001-01-01T00:00:00Z'
    case 'stream':
      return null
    default:
      return enumMembers[type][0]?.[0] ?? ''
  }
}

/** A record of a parent in which nothing is entered. */
export const blankRecord = oncePer((type: EntityType): FlatRecord => {
  return Object.fromEntries(Object.entries(type.properties).map(([name, property]) => [name, blankOf(property.type)]))
})

/** Whether an id is that of an entity. */
export function isId(value: Scalar | undefined): value is string {
  return typeof value === 'string' && value !== noId && value !== ''
}
