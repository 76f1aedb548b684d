import { parseXml, type XmlDocument, XmlElement, XmlError, XmlNode } from '@rgrove/parse-xml'

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
  /** Whether an entity is a stream itself, besides its properties. */
  readonly hasStream: boolean
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

const LONGEST_MESSAGE = 200

/** Reads a `$metadata` document. @throws CsdlError when it is not well-formed XML, or not CSDL */
export function parseCsdl(xml: string): CsdlService {
  const { root, children } = readXml(xml)
  // A service description declares no document type, and so no entities of its own.
  if (children.some(({ type }) => type === XmlNode.TYPE_DOCUMENT_TYPE))
    throw new CsdlError('The document is no service description: it declares a document type.')
  const services = root && localName(root.name) === 'Edmx' ? elements(root, 'DataServices') : []
  const schemas = services.flatMap((service) => elements(service, 'Schema'))
  if (schemas.length === 0)
    throw new CsdlError('The document is no service description: it has no edmx:Edmx with a Schema.')
  const types = schemas.flatMap((schema) => elements(schema, 'EntityType'))
  const enums = schemas.flatMap((schema) => elements(schema, 'EnumType'))
  return {
    entityTypes: byName(types, entityType),
    enums: byName(enums, (element) =>
      byName(elements(element, 'Member'), ({ attributes }) => String(attributes.Value)),
    ),
  }
}

function readXml(xml: string): XmlDocument {
  try {
    return parseXml(xml, { preserveDocumentType: true })
  } catch (error) {
    if (error instanceof XmlError) {
      // Below its first line, the message quotes the document.
      const [message = ''] = error.message.split('\n')
      throw new CsdlError(`The service description is not well-formed XML: ${message.slice(0, LONGEST_MESSAGE)}`)
    }
    // The parser calls itself for each level, and a service description is seven deep.
    if (error instanceof RangeError)
      throw new CsdlError('The document is no service description: its elements are nested too deeply.')
    throw error
  }
}

function entityType(element: XmlElement): CsdlEntityType {
  const keys = elements(element, 'Key').flatMap((key) => elements(key, 'PropertyRef'))
  return {
    hasStream: element.attributes.HasStream === 'true',
    key: keys.map(nameOf),
    properties: byName(elements(element, 'Property'), ({ attributes }) => ({
      type: typeName(String(attributes.Type)),
      nullable: attributes.Nullable !== 'false',
      maxLength: attributes.MaxLength,
    })),
    navigations: byName(elements(element, 'NavigationProperty'), ({ attributes }) => {
      const [, inner] = /^Collection\((.*)\)$/.exec(String(attributes.Type)) ?? []
      return { type: typeName(inner ?? String(attributes.Type)), collection: inner !== undefined }
    }),
  }
}

/** The child elements of a name, whatever its prefix. */
function elements(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter(
    (child) => child instanceof XmlElement && localName(child.name) === name,
  ) as XmlElement[]
}

function byName<T>(list: readonly XmlElement[], read: (element: XmlElement) => T): Map<string, T> {
  return new Map(list.map((element) => [nameOf(element), read(element)]))
}

const nameOf = ({ attributes }: XmlElement) => String(attributes.Name)

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

function typeName(type: string): string {
  return type.startsWith('Edm.') ? type : (type.split('.').at(-1) ?? type)
}
