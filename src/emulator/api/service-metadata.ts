import type { ParentSet } from '../model.ts'
import type { VersionProfile } from '../versions.ts'
import {
  companyType,
  type EntityType,
  type PropertyType,
  parentTypeMembers,
  parentTypes,
  pictureType,
} from './entity-types.ts'

const edmTypes: Readonly<Record<PropertyType, string>> = {
  guid: 'Edm.Guid',
  string: 'Edm.String',
  int: 'Edm.Int32',
  dateTime: 'Edm.DateTimeOffset',
  parentType: 'Microsoft.NAV.pictureEntityParentType',
  stream: 'Edm.Stream',
}

/**
 * The `$metadata` document of one API version: CSDL 4.0 of the types that this emulator serves. The picture type, its
 * navigation properties and the enumeration are those recorded from v2.0 (fact:metadata-picture, fact:metadata-picture-navigation,
 * fact:metadata-parent-navigation).
 */
export function serviceMetadata(profile: VersionProfile): string {
  const types = [
    entityTypeXml(companyType, companyNavigations(profile)),
    ...profile.parents.map((set) => entityTypeXml(parentTypes[set], [pictureNavigation(set, profile)])),
    entityTypeXml(pictureType(profile), profile.parentType ? profile.parents.map(parentNavigation) : []),
  ]
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">',
    '<edmx:DataServices>',
    '<Schema Namespace="Microsoft.NAV" xmlns="http://docs.oasis-open.org/odata/ns/edm">',
    ...types,
    ...(profile.parentType ? [parentTypeXml(profile)] : []),
    containerXml(profile),
    ...(profile.parentType ? [picturesAnnotations] : []),
    '</Schema>',
    '</edmx:DataServices>',
    '</edmx:Edmx>',
    '',
  ].join('\n')
}

function entityTypeXml(type: EntityType, navigations: readonly string[]): string {
  const properties = Object.entries(type.properties).map(([name, property]) => propertyXml(name, property))
  const content = ['<Key><PropertyRef Name="id"/></Key>', ...properties, ...navigations]
  return [`<EntityType Name="${type.name}">`, ...content, '</EntityType>'].join('\n')
}

function propertyXml(name: string, type: PropertyType): string {
  const facets = name === 'id' ? ' Nullable="false"' : name === 'contentType' ? ' MaxLength="100"' : ''
  return `<Property Name="${name}" Type="${edmTypes[type]}"${facets}/>`
}

function companyNavigations(profile: VersionProfile): string[] {
  const targets = profile.parents.map((set) => [set, parentTypes[set].name])
  if (profile.parentType) targets.push(['pictures', 'picture'])
  return targets.map(
    ([name, type]) =>
      `<NavigationProperty Name="${name}" Type="Collection(Microsoft.NAV.${type})" ContainsTarget="true"/>`,
  )
}

function pictureNavigation(set: ParentSet, profile: VersionProfile): string {
  if (profile.picture === 'collection') {
    return '<NavigationProperty Name="picture" Type="Collection(Microsoft.NAV.picture)" ContainsTarget="true"/>'
  }
  const partner = parentTypes[set].name
  return `<NavigationProperty Name="picture" Type="Microsoft.NAV.picture" Partner="${partner}" ContainsTarget="true"/>`
}

function parentNavigation(set: ParentSet): string {
  const { name } = parentTypes[set]
  return [
    `<NavigationProperty Name="${name}" Type="Microsoft.NAV.${name}" Partner="picture" ContainsTarget="true">`,
    '<ReferentialConstraint Property="id" ReferencedProperty="id"/>',
    '</NavigationProperty>',
  ].join('\n')
}

function parentTypeXml(profile: VersionProfile): string {
  const members = profile.parents
    .map((set) => parentTypeMembers[set])
    .toSorted(([, a], [, b]) => a - b)
    .map(([name, value]) => `<Member Name="${name}" Value="${value}"/>`)
  return ['<EnumType Name="pictureEntityParentType">', ...members, '</EnumType>'].join('\n')
}

function containerXml(profile: VersionProfile): string {
  const parents = profile.parents.map((set): [string, string] => [set, parentTypes[set].name])
  const sets: [string, string][] = [['companies', 'company'], ...parents]
  if (profile.parentType) sets.push(['pictures', 'picture'])
  const elements = sets.map(([name, type]) => `<EntitySet Name="${name}" EntityType="Microsoft.NAV.${type}"/>`)
  return ['<EntityContainer Name="NAV">', ...elements, '</EntityContainer>'].join('\n')
}

const picturesAnnotations = [
  '<Annotations Target="Microsoft.NAV.NAV/pictures">',
  ...[
    ['Insert', 'Insertable', 'false'],
    ['Update', 'Updatable', 'true'],
    ['Delete', 'Deletable', 'true'],
  ].map(
    ([change, property, value]) =>
      `<Annotation Term="Org.OData.Capabilities.V1.${change}Restrictions"><Record><PropertyValue Property="${property}" Bool="${value}"/></Record></Annotation>`,
  ),
  '</Annotations>',
].join('\n')
