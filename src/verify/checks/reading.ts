import type { Exchange } from '../exchange/exchange.ts'
import { sniffPicture } from '../pictures.ts'
import type { Check } from './check.ts'
import { findSubject, type Json, pathInServer } from './discovery.ts'
import {
  expectContentType,
  expectEmptyMetadata,
  expectSame,
  type PictureRead,
  readMetadata,
  readPicture,
  sameId,
} from './picture-steps.ts'
import type { Probe } from './probe.ts'
import type { Subject } from './subject.ts'

const PARENT_TYPES: Readonly<Record<string, readonly string[]>> = {
  items: ['Item'],
  customers: ['Customer'],
  vendors: ['Vendor'],
  employees: ['Employee'],
  contacts: ['Contact'],
  // That the space is encoded is inferred.
  itemVariants: ['Item_x0020_Variant', 'Item Variant'],
}

/** The metadata of the first picture of the probe's parent; read once in a run. */
export function metadataOf(probe: Probe): Promise<PictureRead & { subject: Subject }> {
  return probe.session.once(`the picture metadata of ${probe.parent}`, probe, async (first) => {
    const { subject } = await findSubject(first, 'with a picture')
    return { subject, ...(await readMetadata(first, subject)) }
  })
}

/** Through the read link where it leads where it should: that the link answers is then shown as well. */
function contentOf(probe: Probe): Promise<Exchange> {
  return probe.session.once(`the picture content of ${probe.parent}`, probe, async (first) => {
    const { subject, picture, exchange } = await metadataOf(first)
    const link = pathInServer(first, picture[`${first.session.contract.stream}@odata.mediaReadLink`], exchange)
    const path = link !== undefined && bare(link) === bare(subject.content) ? link : subject.content
    const content = await first.send({ method: 'GET', path })
    first.demandStatus(content, [200], `The content of a picture of ${subject.parent}`)
    return content
  })
}

function bare(path: string): string {
  return path.split('?')[0]?.toLowerCase() ?? ''
}

/** Whether a media link leads to the content of a picture. Whether v2.0 has a key in it is unsettled. */
function leadsToContent(probe: Probe, path: string, subject: Subject): boolean {
  if (bare(path) === bare(subject.content)) {
    probe.observe('link-form', subject.content.includes('/picture(') ? 'with the key' : 'without a key')
    return true
  }
  const keyed = `${subject.path}/picture(${subject.id})/${probe.session.contract.stream}`
  if (probe.session.contract.version !== 'v2.0' || bare(path) !== bare(keyed)) return false
  probe.observe('link-form', 'with the key')
  return true
}

function expectLinks(probe: Probe, subject: Subject, { picture, exchange }: PictureRead): string[] {
  return ['mediaEditLink', 'mediaReadLink'].flatMap((name) => {
    const property = `${probe.session.contract.stream}@odata.${name}`
    const link = picture[property]
    if (!probe.expect(link !== undefined, `The picture has a ${property}.`, exchange)) return []
    const path = pathInServer(probe, link, exchange)
    const right = path !== undefined && leadsToContent(probe, path, subject)
    const message = `${property} leads to the content of this picture, not to ${JSON.stringify(link)}.`
    return probe.expect(right, message, exchange) && path ? [path] : []
  })
}

/** Checks of the metadata and the bytes of pictures that are there, and of those that are not. */
export const READING_CHECKS: readonly Check[] = [
  {
    id: 'picture-metadata',
    group: 'reading',
    promise: "The metadata of a picture answers 200 with the entity's own id as key, a size, and an etag.",
    source: '"The three API versions"',
    scope: 'parent',
    run: async (probe: Probe) => {
      const { subject, picture, exchange } = await metadataOf(probe)
      probe.expect(sameId(picture.id, subject.id), `The id of the picture is ${subject.id}, its entity's.`, exchange)
      const etag = picture['@odata.etag']
      probe.expect(typeof etag === 'string', 'The picture has an @odata.etag.', exchange)
      const sized = Number(picture.width) > 0 && Number(picture.height) > 0
      probe.expect(sized, `The picture has a size, as its list says, not ${picture.width}×${picture.height}.`, exchange)
      const context = String((exchange.json as Json)['@odata.context'])
      if (!probe.session.contract.keyed) {
        probe.observe('picture-context', context.endsWith('/$entity') ? '/picture/$entity' : '/picture', exchange)
      }
    },
  },
  {
    id: 'picture-by-key',
    group: 'reading',
    promise: 'A picture read with its key is the element of the collection.',
    source: '"The three API versions"',
    scope: 'parent',
    versions: ['beta', 'v1.0'],
    run: async (probe: Probe) => {
      const { subject, picture: element } = await metadataOf(probe)
      const { picture, exchange } = await readPicture(probe, subject)
      expectSame(probe, element, picture, 'the picture read with its key', exchange)
    },
  },
  {
    id: 'parent-type',
    group: 'reading',
    promise: 'The parentType of a picture names the kind of entity that it belongs to.',
    source: '"The three API versions"',
    scope: 'parent',
    versions: ['v2.0'],
    run: async (probe: Probe) => {
      const { picture, exchange } = await metadataOf(probe)
      const expected = PARENT_TYPES[probe.parent] ?? []
      const { parentType } = picture
      const message = `parentType is ${expected.join(' or ')}, not ${JSON.stringify(parentType)}.`
      probe.expect(expected.includes(String(parentType)), message, exchange)
      if (probe.parent === 'itemVariants') probe.observe('variant-type-name', String(parentType), exchange)
    },
  },
  {
    id: 'picture-content',
    group: 'reading',
    promise: 'The content of a picture answers 200 with bytes whose size and type are those of the metadata.',
    source: '"Reading"',
    scope: 'parent',
    run: async (probe: Probe) => {
      const { picture, exchange: read } = await metadataOf(probe)
      const content = await contentOf(probe)
      probe.demand(content.body.length > 0, 'The content of a picture has bytes.', content)
      const sniffed = sniffPicture(content.body)
      const label = content.headers.get('content-type')?.split(';')[0]?.trim() ?? ''
      probe.observe('download-content-type', label.startsWith('image/') ? 'image/*' : label, content)
      if (sniffed === undefined) {
        probe.skip('the bytes are none of BMP, GIF, JPEG and PNG, so they cannot be held against the metadata')
      }
      const { width, height, contentType } = sniffed
      const right = picture.width === width && picture.height === height
      const told = `${picture.width}×${picture.height}`
      probe.expect(right, `The bytes are a picture of ${width}×${height}, and the metadata says ${told}.`, read)
      expectContentType(probe, picture.contentType, contentType, read)
      const labels = ['application/octet-stream', contentType, picture.contentType]
      probe.expect(labels.includes(label), `The bytes are ${contentType}, and the answer says ${label}.`, content)
    },
  },
  {
    id: 'media-links',
    group: 'reading',
    promise: 'The media links lead to the content of this very picture, and they answer.',
    source: '"The three API versions"',
    scope: 'parent',
    run: async (probe: Probe) => {
      const read = await metadataOf(probe)
      const content = await contentOf(probe)
      for (const path of new Set(expectLinks(probe, read.subject, read))) {
        if (bare(path) === bare(content.path)) continue
        const followed = await probe.send({ method: 'GET', path })
        probe.expect(followed.body.equals(content.body), `The link ${path} answers the same bytes.`, followed)
      }
    },
  },
  {
    id: 'no-picture-metadata',
    group: 'reading',
    promise: 'The metadata of an entity without a picture answers 200 with 0×0, an empty type and the media links.',
    source: '"Reading"',
    scope: 'parent',
    parentsWhenReading: 1,
    run: async (probe: Probe) => {
      const { subject } = await findSubject(probe, 'without a picture')
      const read = await readMetadata(probe, subject)
      expectEmptyMetadata(probe, read.picture, read.exchange, 'without a picture')
      probe.expect(sameId(read.picture.id, subject.id), 'The key is the id of the entity.', read.exchange)
      expectLinks(probe, subject, read)
    },
  },
  {
    id: 'no-picture-content',
    group: 'reading',
    promise: 'The content of an entity without a picture answers 204.',
    source: '"Reading"',
    scope: 'parent',
    parentsWhenReading: 2,
    run: async (probe: Probe) => {
      const { subject } = await findSubject(probe, 'without a picture')
      const content = await probe.send({ method: 'GET', path: subject.content })
      probe.demandStatus(content, [204], 'The content of an entity without a picture')
    },
  },
  {
    id: 'select',
    group: 'reading',
    promise: '$select=id,width answers these two properties of a picture and no others.',
    source: '"Reading"',
    scope: 'parent',
    parentsWhenReading: 1,
    run: async (probe: Probe) => {
      const { subject, picture: whole } = await metadataOf(probe)
      const { picture, exchange } = await readMetadata(probe, subject, '?$select=id,width')
      const names = Object.keys(picture).filter((name) => !name.startsWith('@'))
      const message = `$select=id,width answers id and width, not ${names.join(', ') || 'nothing'}.`
      probe.expect(names.toSorted().join() === 'id,width', message, exchange)
      probe.expect(picture.width === whole.width, 'The selected width is that of the whole picture.', exchange)
    },
  },
]
