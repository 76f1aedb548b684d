import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** A property of an entity type. */
export interface CsdlProperty {
  readonly type: string
  readonly nullable: boolean
  readonly maxLength: string | undefined
}

/** A navigation property: the type that it leads to, and whether it leads to many. */
export interface CsdlNavigation {
  readonly type: string
  readonly collection: boolean
}

/** An entity type. */
export interface CsdlEntityType {
  readonly key: readonly string[]
  readonly properties: ReadonlyMap<string, CsdlProperty>
  readonly navigations: ReadonlyMap<string, CsdlNavigation>
}

/** The part of a service description that matters here. Types lose their namespace, unless it is `Edm`. */
export interface CsdlService {
  readonly entityTypes: ReadonlyMap<string, CsdlEntityType>
  /** The members of each enumeration with their values. */
  readonly enums: ReadonlyMap<string, ReadonlyMap<string, string>>
}

/** A document is no service description; the message says why in a sentence. */
export class CsdlError extends Error {
  override readonly name = 'CsdlError'
}

type Element = Readonly<Record<string, unknown>>

const ARRAYS = ['Schema', 'EntityType', 'EnumType', 'Property', 'NavigationProperty', 'PropertyRef', 'Member']

const LONGEST_MESSAGE = 200

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseAttributeValue: false,
  // A service description is seven deep.
  maxNestedTags: 50,
  // A service description declares no entities; a document that does is not read.
  processEntities: false,
  isArray: (name) => ARRAYS.includes(name),
})

/** Reads a `$metadata` document. @throws CsdlError when it is not well-formed XML, or not CSDL */
export function parseCsdl(xml: string): CsdlService {
  const document = readXml(xml) as { Edmx?: { DataServices?: { Schema?: unknown } } }
  const schemas = document.Edmx?.DataServices?.Schema
  if (!Array.isArray(schemas))
    throw new CsdlError('The document is no service description: it has no edmx:Edmx with a Schema.')
  const types = schemas.flatMap((schema) => elements(schema, 'EntityType'))
  const enums = schemas.flatMap((schema) => elements(schema, 'EnumType'))
  return {
    entityTypes: byName(types, entityType),
    enums: byName(enums, (element) => byName(elements(element, 'Member'), ({ '@Value': value }) => String(value))),
  }
}

function readXml(xml: string): unknown {
  const valid = XMLValidator.validate(xml)
  if (valid !== true) {
    const message = valid.err.msg.slice(0, LONGEST_MESSAGE)
    throw new CsdlError(`The service description is not well-formed XML: line ${valid.err.line}, ${message}`)
  }
  try {
    return parser.parse(xml)
  } catch (error) {
    const message = (error as Error).message.slice(0, LONGEST_MESSAGE)
    throw new CsdlError(`The document is no service description (${message}).`, { cause: error })
  }
}

function entityType(element: Element): CsdlEntityType {
  const keys = elements((element.Key ?? {}) as Element, 'PropertyRef')
  return {
    key: keys.map(({ '@Name': name }) => String(name)),
    properties: byName(elements(element, 'Property'), (property) => ({
      type: localName(String(property['@Type'])),
      nullable: property['@Nullable'] !== 'false',
      maxLength: property['@MaxLength'] as string | undefined,
    })),
    navigations: byName(elements(element, 'NavigationProperty'), (navigation) => {
      const [, inner] = /^Collection\((.*)\)$/.exec(String(navigation['@Type'])) ?? []
      return { type: localName(inner ?? String(navigation['@Type'])), collection: inner !== undefined }
    }),
  }
}

function elements(parent: Element, name: string): Element[] {
  return ((parent[name] as Element[] | undefined) ?? []).filter((element) => typeof element === 'object')
}

function byName<T>(list: readonly Element[], read: (element: Element) => T): Map<string, T> {
  return new Map(list.map((element) => [String(element['@Name']), read(element)]))
}

function localName(type: string): string {
  return type.startsWith('Edm.') ? type : (type.split('.').at(-1) ?? type)
}
