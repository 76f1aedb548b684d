import type { ParentSet } from '../model.ts'
import type { VersionProfile } from '../versions.ts'
import {
  companyType,
  type EntityType,
  type Property,
  type PropertyType,
  parentTypeMembers,
  parentTypes,
  pictureType,
  type SetupTypeName,
  setupType,
} from './entity-types.ts'
import { type EnumName, enumMembers } from './enums.ts'

const edmTypes: Readonly<Record<Exclude<PropertyType, EnumName>, string>> = {
  guid: 'Edm.Guid',
  string: 'Edm.String',
  code: 'Edm.String',
  int: 'Edm.Int32',
  int64: 'Edm.Int64',
  decimal: 'Edm.Decimal',
  boolean: 'Edm.Boolean',
  date: 'Edm.Date',
  dateTime: 'Edm.DateTimeOffset',
  stream: 'Edm.Stream',
}

/**
 * The `$metadata` document of one API version: CSDL 4.0 of the types that this emulator serves. Its parts are those
 * recorded from v2.0 (fact:metadata-picture, fact:metadata-picture-navigation, fact:metadata-parent-navigation,
 * fact:metadata-company, fact:metadata-company-pictures, fact:metadata-enum, fact:metadata-lengths).
 */
export function serviceMetadata(profile: VersionProfile): string {
  const parents = profile.parents.map((set) => parentTypes[set])
  const setups = [...new Set(parents.flatMap(setupTypesOf))].map(setupType)
  const types = [companyType, ...parents, pictureType(profile)]
  const usedEnums = new Set(types.flatMap(enumsOf))
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">',
    '<edmx:DataServices>',
    '<Schema Namespace="Microsoft.NAV" xmlns="http://docs.oasis-open.org/odata/ns/edm">',
    entityTypeXml(companyType, companyNavigations(profile)),
    ...profile.parents.map((set) => entityTypeXml(parentTypes[set], parentNavigations(set, profile))),
    entityTypeXml(pictureType(profile), profile.parentType ? profile.parents.map(pictureNavigation) : []),
    ...setups.map((type) => entityTypeXml(type, [])),
    ...[...usedEnums].map((name) => enumXml(name, profile)),
    containerXml(profile),
    '</Schema>',
    '</edmx:DataServices>',
    '</edmx:Edmx>',
    '',
  ].join('\n')
}

function setupTypesOf({ navigations }: EntityType): SetupTypeName[] {
  return Object.values(navigations).map(({ type }) => type)
}

function enumsOf({ properties }: EntityType): EnumName[] {
  return Object.values(properties)
    .map(({ type }) => type)
    .filter(isEnum)
}

function isEnum(type: PropertyType): type is EnumName {
  return Object.hasOwn(enumMembers, type)
}

function entityTypeXml(type: EntityType, navigations: readonly string[]): string {
  const properties = Object.entries(type.properties).map(([name, property]) => propertyXml(name, property))
  const content = ['<Key><PropertyRef Name="id"/></Key>', ...properties, ...navigations]
  return [`<EntityType Name="${type.name}">`, ...content, '</EntityType>'].join('\n')
}

function propertyXml(name: string, { type, maxLength, required }: Property): string {
  const facets = [
    required === true ? ' Nullable="false"' : '',
    maxLength === undefined ? '' : ` MaxLength="${maxLength}"`,
    type === 'decimal' ? ' Scale="Variable"' : '',
  ]
  const edmType = isEnum(type) ? `Microsoft.NAV.${type}` : edmTypes[type]
  return `<Property Name="${name}" Type="${edmType}"${facets.join('')}/>`
}

function companyNavigations(profile: VersionProfile): string[] {
  const targets = profile.parents.map((set) => [set, parentTypes[set].name])
  if (profile.parentType) targets.push(['pictures', 'picture'])
  return targets.map(
    ([name, type]) =>
      `<NavigationProperty Name="${name}" Type="Collection(Microsoft.NAV.${type})" ContainsTarget="true"/>`,
  )
}

function parentNavigations(set: ParentSet, profile: VersionProfile): string[] {
  const { name, navigations } = parentTypes[set]
  const isList = profile.picture === 'collection'
  const picture = isList ? navigationXml('picture', 'picture', { isList }) : pictureOf(name)
  const others = Object.entries(navigations).map(([navigation, { type, id }]) =>
    navigationXml(navigation, type, { isList, from: isList ? undefined : id }),
  )
  return [...others, picture]
}

function pictureOf(partner: string): string {
  return navigationXml('picture', 'picture', { partner, from: 'id' })
}

/** From a picture to the parents that it can belong to. */
function pictureNavigation(set: ParentSet): string {
  const { name } = parentTypes[set]
  return navigationXml(name, name, { partner: 'picture', from: 'id' })
}

interface NavigationFacets {
  readonly isList?: boolean
  readonly partner?: string
  /** The property that holds the id of the target. */
  readonly from?: string | undefined
}

function navigationXml(name: string, type: string, { isList = false, partner, from }: NavigationFacets): string {
  const target = isList ? `Collection(Microsoft.NAV.${type})` : `Microsoft.NAV.${type}`
  const partnerXml = partner === undefined ? '' : ` Partner="${partner}"`
  const start = `<NavigationProperty Name="${name}" Type="${target}"${partnerXml} ContainsTarget="true"`
  if (from === undefined) return `${start}/>`
  return [
    `${start}>`,
    `<ReferentialConstraint Property="${from}" ReferencedProperty="id"/>`,
    '</NavigationProperty>',
  ].join('\n')
}

function enumXml(name: EnumName, profile: VersionProfile): string {
  const parentMembers: readonly string[] = profile.parents.map((set) => parentTypeMembers[set])
  const members = enumMembers[name]
    .filter(([member]) => name !== 'pictureEntityParentType' || parentMembers.includes(member))
    .map(([member, value]) => `<Member Name="${member}" Value="${value}"/>`)
  return [`<EnumType Name="${name}">`, ...members, '</EnumType>'].join('\n')
}

function containerXml(profile: VersionProfile): string {
  const parents = profile.parents.map((set): [string, string] => [set, parentTypes[set].name])
  const sets: [string, string][] = [['companies', 'company'], ...parents]
  const elements = sets.map(([name, type]) => `<EntitySet Name="${name}" EntityType="Microsoft.NAV.${type}"/>`)
  return [
    '<EntityContainer Name="NAV">',
    ...elements,
    ...(profile.parentType ? [picturesSet] : []),
    '</EntityContainer>',
  ].join('\n')
}

/** The capabilities stand within the entity set (fact:metadata-pictures-capabilities). */
const picturesSet = [
  '<EntitySet Name="pictures" EntityType="Microsoft.NAV.picture">',
  ...[
    ['Insert', 'Insertable', 'false'],
    ['Update', 'Updatable', 'true'],
    ['Delete', 'Deletable', 'true'],
  ].map(
    ([change, property, value]) =>
      `<Annotation Term="Org.OData.Capabilities.V1.${change}Restrictions"><Record><PropertyValue Property="${property}" Bool="${value}"/></Record></Annotation>`,
  ),
  '</EntitySet>',
].join('\n')
