/** Mutants whose service description has drifted from the contract. */
import { answer, group, isServiceMetadata, when } from './mutant.ts'

const replaced = (from: RegExp | string, to: string) =>
  answer(when(isServiceMetadata), (sound) => ({
    ...sound,
    body: Buffer.from(sound.body.toString('utf8').replace(from, to)),
  }))

const PICTURE = /<EntityType Name="picture">/

/** A replacement inside the entity type `picture`. */
const inPicture = (from: RegExp | string, to: string) =>
  answer(when(isServiceMetadata), (sound) => {
    const text = sound.body.toString('utf8')
    const start = text.search(PICTURE)
    const end = text.indexOf('</EntityType>', start)
    const type = text.slice(start, end).replace(from, to)
    return { ...sound, body: Buffer.from(text.slice(0, start) + type + text.slice(end)) }
  })

/** Drift of `$metadata`. */
export const SERVICE = group('service', {
  'picture-missing': ['the entity type picture is missing', replaced(PICTURE, '<EntityType Name="photo">')],
  'property-missing': ['the property height is missing', inPicture(/<Property Name="height"[^>]*>/, '')],
  'property-renamed': ['contentType is called mimeType', inPicture('Name="contentType"', 'Name="mimeType"')],
  'type-changed': ['width is Edm.Int64', inPicture(/(Name="width" Type=")Edm.Int32/, '$1Edm.Int64')],
  'stream-changed': ['pictureContent is Edm.Binary', inPicture('Edm.Stream', 'Edm.Binary')],
  'has-stream': ['the picture has HasStream', inPicture('Name="picture"', 'Name="picture" HasStream="true"')],
  'id-nullable': ['the id may be null', inPicture(' Nullable="false"', '')],
  'width-not-nullable': ['the width may not be null', inPicture('Name="width"', 'Nullable="false" Name="width"')],
  'max-length': ['contentType may have 250 characters', inPicture('MaxLength="100"', 'MaxLength="250"')],
  'key-changed': ['the key is parentType', inPicture(/<PropertyRef Name="id"/, '<PropertyRef Name="parentType"')],
  'member-missing': ['the member Vendor is missing', replaced(/<Member Name="Vendor"[^>]*>/, '')],
  'member-renumbered': ['the member Item has another number', replaced(/(<Member Name="Item" Value=")2/, '$19')],
  'enum-missing': [
    'the enumeration is missing',
    replaced('<EnumType Name="pictureEntityParentType">', '<EnumType Name="other">'),
  ],
  'navigation-missing': [
    'contacts do not lead to a picture',
    replaced(/<NavigationProperty Name="picture"[^>]*Partner="contact"[^>]*>/, ''),
  ],
  'navigation-back-missing': [
    'pictures do not lead back to vendors',
    inPicture(/<NavigationProperty Name="vendor"[\s\S]*?<\/NavigationProperty>/, ''),
  ],
  'multiplicity-changed': [
    'items lead to many pictures in v2.0',
    replaced(
      /Type="Microsoft\.NAV\.picture" Partner="item"/,
      'Type="Collection(Microsoft.NAV.picture)" Partner="item"',
    ),
  ],
  'multiplicity-changed-v1': [
    'employees lead to one picture in v1.0',
    replaced(/(<EntityType Name="employee">[\s\S]*?)Collection\(Microsoft\.NAV\.picture\)/, '$1Microsoft.NAV.picture'),
    'v1.0',
  ],
  'stream-name-v1': [
    'v1.0 calls the stream pictureContent',
    inPicture('Name="content"', 'Name="pictureContent"'),
    'v1.0',
  ],
  'variants-half': [
    'item variants are in the enumeration and lead to no picture',
    replaced(/<NavigationProperty Name="picture"[^>]*Partner="itemVariant"[^>]*>/, ''),
  ],
  'not-well-formed': ['the document is not well-formed', replaced('</Schema>', '')],
  'other-document': ['the document is no service description', replaced(/[\s\S]+/, '<html><body/></html>')],
})
