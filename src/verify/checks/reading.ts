import { parseMediaType } from '../contract/media-type.ts'
import { sniffPicture } from '../pictures.ts'
import type { Probe } from '../probe/probe.ts'
import { findSubject } from '../steps/entities.ts'
import { expectEmptyMetadata, expectSame, observeStatedType } from '../steps/expectations.ts'
import { readMetadata, readPicture } from '../steps/pictures.ts'
import { bare, contentOf, expectLinks, metadataOf } from '../steps/reading.ts'
import { type Json, sameId } from '../steps/responses.ts'
import { parentChecks } from './check.ts'

/** Other names of image formats that Windows and its programs use. */
const ALIASES: Readonly<Record<string, string>> = {
  'image/x-png': 'image/png',
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-bmp': 'image/bmp',
  'image/x-ms-bmp': 'image/bmp',
}

const PARENT_TYPES: Readonly<Record<string, readonly string[]>> = {
  items: ['Item'],
  customers: ['Customer'],
  vendors: ['Vendor'],
  employees: ['Employee'],
  contacts: ['Contact'],
  // That the space is encoded is inferred.
  itemVariants: ['Item_x0020_Variant', 'Item Variant'],
}

/** Checks of the metadata and the bytes of pictures that are there, and of those that are not. */
export const READING_CHECKS = parentChecks('reading', {
  'picture-metadata': {
    promise: "The metadata of a picture returns 200 with the entity's own id as its key, a size, and an etag.",
    facts: ['picture-collection', 'picture-object', 'picture-id-is-parent-id', 'scenario-read-metadata'],
    run: async (probe: Probe, parent) => {
      const { subject, picture, exchange } = await metadataOf(probe, parent)
      probe.expect(sameId(picture.id, subject.id), `The id of the picture is ${subject.id}, its entity's.`, exchange)
      const etag = picture['@odata.etag']
      probe.expect(typeof etag === 'string', 'The picture has an @odata.etag.', exchange)
      const sized = Number(picture.width) > 0 && Number(picture.height) > 0
      probe.expect(sized, `The picture has a size, as in the list, not ${picture.width}×${picture.height}.`, exchange)
      const context = String((exchange.json as Json)['@odata.context'])
      if (!probe.session.contract.keyed) {
        probe.observe('picture-context', context.endsWith('/$entity') ? '/picture/$entity' : '/picture', exchange)
      }
    },
  },
  'picture-by-key': {
    promise: 'A picture read with its key is the element of the collection.',
    facts: ['picture-key-v1'],
    versions: ['beta', 'v1.0'],
    run: async (probe: Probe, parent) => {
      const { subject, picture: element } = await metadataOf(probe, parent)
      const { picture, exchange } = await readPicture(probe, subject)
      expectSame(probe, element, picture, 'the picture read with its key', exchange)
    },
  },
  'parent-type': {
    promise: 'The parentType of a picture names the kind of entity that it belongs to.',
    facts: ['parent-type', 'parent-type-variant'],
    versions: ['v2.0'],
    run: async (probe: Probe, parent) => {
      const { picture, exchange } = await metadataOf(probe, parent)
      const expected = PARENT_TYPES[parent] ?? []
      const { parentType } = picture
      const message = `parentType is ${expected.join(' or ')}, not ${JSON.stringify(parentType)}.`
      probe.expect(expected.includes(String(parentType)), message, exchange)
      if (parent === 'itemVariants') probe.observe('variant-type-name', String(parentType), exchange)
    },
  },
  'picture-content': {
    promise: 'The content of a picture returns 200 with an image that has the size in the metadata.',
    facts: ['content-200', 'content-type-header', 'content-type-may-differ', 'scenario-read-content'],
    run: async (probe: Probe, parent) => {
      const { picture, exchange: read } = await metadataOf(probe, parent)
      const content = await contentOf(probe, parent)
      probe.demand(content.body.length > 0, 'The content of a picture has bytes.', content)
      const sniffed = sniffPicture(content.body)
      const label = parseMediaType(content.headers.get('content-type'))?.essence
      const shown = label?.startsWith('image/') ? 'image/*' : (label ?? 'none')
      probe.observe('download-content-type', shown, content)
      if (sniffed === undefined) {
        probe.skip('the bytes are none of BMP, GIF, JPEG and PNG, so they cannot be compared with the metadata')
      }
      const { width, height, contentType } = sniffed
      const right = picture.width === width && picture.height === height
      const told = `${picture.width}×${picture.height}`
      probe.expect(right, `The bytes are an image of ${width}×${height}, and the metadata says ${told}.`, read)
      // A picture that came in by a page or an app may carry a type of its own. What an upload is given is checked with --write.
      observeStatedType(probe, picture.contentType, contentType, read)
      const stated = String(picture.contentType).toLowerCase()
      // image/jpeg: a picture that was taken with a camera says so whatever it is (fact:content-type-may-differ).
      const labels = ['application/octet-stream', contentType, stated, 'image/jpeg']
      const fitting = label === undefined || labels.includes(label) || ALIASES[label] === contentType
      probe.expect(fitting, `The bytes are ${contentType}, and the Content-Type is ${label}.`, content)
    },
  },
  'same-content-twice': {
    promise: 'Two downloads of a picture return the same bytes.',
    facts: ['content-200'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      const first = await contentOf(probe, parent)
      const second = await probe.send({ method: 'GET', path: first.path })
      probe.expect(second.body.equals(first.body), 'A second download returns the same bytes as the first.', second)
    },
  },
  'media-links': {
    promise: 'The media links lead to the content of this very picture, and work.',
    facts: ['media-links-v1', 'media-links-v2', 'content-url-v1', 'content-url-v2', 'media-link-host'],
    run: async (probe: Probe, parent) => {
      const read = await metadataOf(probe, parent)
      const content = await contentOf(probe, parent)
      for (const path of new Set(expectLinks(probe, read.subject, read))) {
        if (bare(path) === bare(content.path)) continue
        const followed = await probe.send({ method: 'GET', path })
        probe.expect(followed.body.equals(content.body), `The link ${path} returns the same bytes.`, followed)
      }
    },
  },
  'no-picture-metadata': {
    promise: 'The metadata of an entity without a picture returns 200 with 0×0, an empty type and the media links.',
    facts: ['no-picture-metadata', 'no-picture-content-type', 'scenario-no-metadata'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      const { subject } = await findSubject(probe, parent, 'without a picture')
      const read = await readMetadata(probe, subject)
      expectEmptyMetadata(probe, read.picture, read.exchange, 'without a picture')
      probe.expect(sameId(read.picture.id, subject.id), 'The key is the id of the entity.', read.exchange)
      expectLinks(probe, subject, read)
    },
  },
  'no-picture-content': {
    promise: 'The content of an entity without a picture returns 204.',
    facts: ['content-204', 'has-picture', 'scenario-no-content'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      const { subject } = await findSubject(probe, parent, 'without a picture')
      const content = await probe.send({ method: 'GET', path: subject.content })
      probe.demandStatus(content, [204], 'The content of an entity without a picture')
    },
  },
  select: {
    promise: '$select=id,width returns these two properties of a picture and no others.',
    facts: ['select-picture', 'select-media-links'],
    parentsWhenReading: 1,
    run: async (probe: Probe, parent) => {
      const { subject, picture: whole } = await metadataOf(probe, parent)
      const { picture, exchange } = await readMetadata(probe, subject, '?$select=id,width')
      // Names with an at sign, such as media links, are control information and not properties.
      const names = Object.keys(picture).filter((name) => !name.includes('@'))
      const message = `$select=id,width returns id and width, not ${names.join(', ') || 'nothing'}.`
      probe.expect(names.toSorted().join() === 'id,width', message, exchange)
      probe.expect(picture.width === whole.width, 'The selected width is that of the whole picture.', exchange)
      const links = Object.keys(picture).some((name) => name.includes('@odata.media'))
      probe.observe('links-under-select', links ? 'yes' : 'no', exchange)
    },
  },
})
