import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parentTypes } from '../api/entity-types.ts'
import { type Emulator, startEmulator } from '../index.ts'
import { versionProfiles } from '../versions.ts'
import { Api, deskId, type Json } from './support.ts'

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())

async function schemaOf(api: Api): Promise<Json> {
  const response = await api.fetch('/$metadata')
  expect(response.headers.get('Content-Type')).toBe('application/xml')
  const xml = await response.text()
  expect(XMLValidator.validate(xml)).toBe(true)
  const lists = ['EntityType', 'Property', 'NavigationProperty', 'Member', 'EntitySet', 'EnumType']
  const isArray = (name: string, _path: unknown, _leaf: boolean, isAttribute: boolean) =>
    !isAttribute && lists.includes(name)
  const parsed = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray }).parse(xml) as Json
  return parsed['edmx:Edmx']['edmx:DataServices'].Schema
}

const named = (list: Json[], name: string) => list.find((entry) => entry.Name === name)

describe.each(['beta', 'v1.0', 'v2.0'] as const)('$metadata of %s', (version) => {
  // fact:metadata-company, fact:company-list
  it('declares every property that an answer carries, and every entity set', async () => {
    const api = new Api(emulator, version)
    const schema = await schemaOf(api)
    const declared = (type: string) => named(schema.EntityType, type).Property.map(({ Name }: Json) => Name)
    const carried = (record: Json) => Object.keys(record).map((name) => name.replace(/@odata\.media.*/, ''))
    const answers: Record<string, Json> = {
      company: (await api.json('/companies')).value[0],
      picture: await api.picture('items', deskId),
    }
    for (const set of versionProfiles[version].parents) {
      answers[parentTypes[set].name] = (await api.json(`/${set}`)).value[0]
    }
    for (const [type, record] of Object.entries(answers)) {
      const names = carried(record).filter((name) => !name.startsWith('@'))
      expect([...new Set(names)].sort(), type).toEqual(declared(type).sort())
    }
    const sets = (await api.json('/')).value.map(({ name }: Json) => name)
    expect(schema.EntityContainer.EntitySet.map(({ Name }: Json) => Name)).toEqual(sets)
  })

  // fact:metadata-parent-navigation, fact:picture-object, fact:picture-collection, fact:parents-beta, fact:parents-v1, fact:parents-v2
  it('gives each parent a picture of the right multiplicity', async () => {
    const { EntityType } = await schemaOf(new Api(emulator, version))
    const names = versionProfiles[version].parents.map((set) => parentTypes[set].name)
    const parents = EntityType.filter(({ Name }: Json) => names.includes(Name))
    expect(parents).toHaveLength(version === 'v2.0' ? 6 : 4)
    for (const parent of parents) {
      const type = version === 'v2.0' ? 'Microsoft.NAV.picture' : 'Collection(Microsoft.NAV.picture)'
      expect(named(parent.NavigationProperty, 'picture')).toMatchObject({ Type: type, ContainsTarget: 'true' })
    }
  })
})

// fact:metadata-namespace, fact:metadata-picture, fact:metadata-picture-navigation, fact:metadata-enum, fact:metadata-enum-variant
it('declares the picture of v2.0 as it was recorded', async () => {
  const schema = await schemaOf(new Api(emulator, 'v2.0'))
  const picture = named(schema.EntityType, 'picture')
  expect(schema.Namespace).toBe('Microsoft.NAV')
  expect(picture.HasStream).toBeUndefined()
  expect(picture.Property).toEqual([
    { Name: 'id', Type: 'Edm.Guid', Nullable: 'false' },
    { Name: 'parentType', Type: 'Microsoft.NAV.pictureEntityParentType' },
    { Name: 'width', Type: 'Edm.Int32' },
    { Name: 'height', Type: 'Edm.Int32' },
    { Name: 'contentType', Type: 'Edm.String', MaxLength: '100' },
    { Name: 'pictureContent', Type: 'Edm.Stream' },
  ])
  expect(named(picture.NavigationProperty, 'item')).toEqual({
    Name: 'item',
    Type: 'Microsoft.NAV.item',
    Partner: 'picture',
    ContainsTarget: 'true',
    ReferentialConstraint: { Property: 'id', ReferencedProperty: 'id' },
  })
  expect(
    named(schema.EnumType, 'pictureEntityParentType').Member.map(({ Name, Value }: Json) => `${Name} ${Value}`),
  ).toEqual(['Customer 1', 'Item 2', 'Vendor 3', 'Employee 4', 'Contact 5', 'Item_x0020_Variant 6'])
})

// fact:metadata-company, fact:metadata-lengths, fact:metadata-parent-navigation, fact:metadata-pictures-capabilities, fact:metadata-company-pictures
it('declares companies, lengths, constraints and capabilities as they were recorded', async () => {
  const schema = await schemaOf(new Api(emulator, 'v2.0'))
  const company = named(schema.EntityType, 'company')
  expect(named(company.Property, 'timestamp').Type).toBe('Edm.Int64')
  expect(named(company.NavigationProperty, 'pictures').Type).toBe('Collection(Microsoft.NAV.picture)')
  const item = named(schema.EntityType, 'item')
  expect(named(item.Property, 'number')).toEqual({ Name: 'number', Type: 'Edm.String', MaxLength: '20' })
  expect(named(item.Property, 'unitPrice')).toEqual({ Name: 'unitPrice', Type: 'Edm.Decimal', Scale: 'Variable' })
  expect(named(item.NavigationProperty, 'picture')).toMatchObject({
    Partner: 'item',
    ReferentialConstraint: { Property: 'id', ReferencedProperty: 'id' },
  })
  expect(named(item.NavigationProperty, 'itemCategory')).toMatchObject({
    Type: 'Microsoft.NAV.itemCategory',
    ReferentialConstraint: { Property: 'itemCategoryId', ReferencedProperty: 'id' },
  })
  const { Annotation } = named(schema.EntityContainer.EntitySet, 'pictures')
  expect(Annotation.map(({ Record }: Json) => Object.values(Record.PropertyValue).join(' '))).toEqual([
    'Insertable false',
    'Updatable true',
    'Deletable true',
  ])
})
