import { setTimeout as delay } from 'node:timers/promises'
import {
  ALL_BYTES,
  bmp,
  colourfulPng,
  GIF,
  JPEG,
  noise,
  ONE_BYTE,
  onePixel,
  png,
  TEXT_BYTES,
  type TestPicture,
} from '../pictures.ts'
import type { Probe } from '../probe/probe.ts'
import type { Subject } from '../probe/subject.ts'
import { expandedPicture, readFirst } from '../steps/entities.ts'
import { expectMetadata, expectNoPicture, expectStored } from '../steps/expectations.ts'
import { changedBetween, readOthers } from '../steps/others.ts'
import { givePicture, readMetadata, sendDelete, sendUpload, takePicture } from '../steps/pictures.ts'
import { type Json, sameId } from '../steps/responses.ts'
import { entityChecks } from './check.ts'

/** About 200 kB and 5 MB, as users upload them, and bytes that are no image. */
const LARGE = [() => bmp(256, 260), () => bmp(1280, 1302), () => noise(300_000)]

async function upload(probe: Probe, subject: Subject, picture: TestPicture, when: string): Promise<void> {
  const exchange = await sendUpload(probe, subject, picture.bytes)
  probe.demandStatus(exchange, [204], `An upload ${when}`)
  await expectStored(probe, subject, picture, `after an upload ${when}`)
  await expectMetadata(probe, subject, picture, `after an upload ${when}`)
}

async function lastModified(probe: Probe, subject: Subject): Promise<number> {
  const exchange = await probe.send({ method: 'GET', path: subject.path })
  probe.demandStatus(exchange, [200], 'The entity')
  return Date.parse(String((exchange.json as Json | undefined)?.lastModifiedDateTime))
}

/** Expects a size of the picture that is expanded in an entity, and in its row of the list where it is among the first. */
async function expectExpanded(probe: Probe, subject: Subject, size: string, when: string): Promise<void> {
  const sizeIn = (row: Json) => {
    const picture = expandedPicture(probe, row)
    return `${picture?.width}×${picture?.height}`
  }
  const entity = await probe.send({ method: 'GET', path: `${subject.path}?$expand=picture` })
  const single = sizeIn((entity.json ?? {}) as Json)
  probe.expect(single === size, `The expanded picture is ${single} ${when}.`, entity)
  const { exchange, rows } = await readFirst(probe, subject.parent)
  const row = rows.find(({ id }) => sameId(id, subject.id))
  const listed = row === undefined ? size : sizeIn(row)
  probe.expect(listed === size, `The picture expanded in the list is ${listed} ${when}.`, exchange)
}

/** How exact the time of a change is is not known: one without milliseconds may be the same for two changes of one second. */
async function untilNextTick(time: number): Promise<void> {
  if (time % 1000 === 0) await delay(1100)
}

/** Checks of what uploads and deletes do to one entity. Each brings its own ground about. */
export const UPLOAD_CHECKS = entityChecks('writing', {
  // First, while the other entities still have what they had before the run.
  'other-entities': {
    promise: 'An upload and a delete change the picture of this entity, and of no other.',
    facts: ['upload-is-patch', 'picture-id-is-parent-id', 'delete-clears'],
    run: async (probe: Probe, subject) => {
      const changed: string[] = []
      // Somebody else may work here at the same time. What an upload does by mistake, it does a second time.
      for (const picture of [png(6, 5, 65), png(5, 6, 66)]) {
        const before = await readOthers(probe, subject)
        await givePicture(probe, subject, picture)
        const uploaded = await readOthers(probe, subject)
        await takePicture(probe, subject)
        const [taken] = changedBetween(uploaded, await readOthers(probe, subject))
        probe.demand(taken === undefined, `A delete from ${subject.label} changes the picture of ${taken}, too.`)
        changed.push(...changedBetween(before, uploaded).slice(0, 1))
        if (changed.length === 0) return
      }
      const twice = changed.length === 2
      probe.expect(!twice, `An upload to ${subject.label} changes the picture of ${changed[0]}, too.`)
    },
  },
  upload: {
    promise: 'An upload where there is no picture returns 204, and then the image and its size are there.',
    facts: ['upload-is-patch', 'upload-creates-and-replaces', 'stored-bytes', 'scenario-upload'],
    run: async (probe: Probe, subject) => {
      await takePicture(probe, subject)
      await upload(probe, subject, onePixel(10), 'onto nothing')
    },
  },
  replace: {
    promise: 'A replacement returns 204, and then the new image and its size are there, under the same key.',
    facts: ['upload-creates-and-replaces', 'upload-changes-size', 'scenario-replace'],
    run: async (probe: Probe, subject) => {
      await givePicture(probe, subject, onePixel(20))
      await upload(probe, subject, onePixel(30), 'of as many other bytes')
      await upload(probe, subject, png(3, 2, 40), 'of another size')
    },
  },
  formats: {
    promise:
      'PNG, JPEG, GIF and BMP replace each other, and come back in the same format and size: with the same pixels, a JPEG with nearly the same.',
    facts: ['formats', 'stored-pixels', 'stored-size', 'content-type-follows-content'],
    run: async (probe: Probe, subject) => {
      for (const picture of [JPEG, GIF, bmp(4, 2), png(2, 5, 50), colourfulPng(17, 11)]) {
        await upload(probe, subject, picture, `of ${picture.name}`)
      }
    },
  },
  bytes: {
    promise:
      'Bytes that are no image are stored exactly: one byte, all 256 values, and a text with blanks at its ends.',
    facts: ['unrecognised-verbatim'],
    run: async (probe: Probe, subject) => {
      for (const picture of [ONE_BYTE, ALL_BYTES, TEXT_BYTES])
        await upload(probe, subject, picture, `of ${picture.name}`)
    },
  },
  'large-bytes': {
    promise: 'Large pictures of 200 kB and 5 MB are stored whole, and so are large bytes that are no image.',
    facts: ['stored-pixels', 'unrecognised-verbatim'],
    run: async (probe: Probe, subject) => {
      for (const make of LARGE) {
        const picture = make()
        await upload(probe, subject, picture, `of ${picture.name}`)
      }
    },
  },
  'expand-after-upload': {
    promise: '$expand=picture follows an upload and a delete, in the entity and in the list.',
    facts: ['expand-picture', 'upload-changes-size', 'delete-clears'],
    run: async (probe: Probe, subject) => {
      await givePicture(probe, subject, png(7, 3, 60))
      await expectExpanded(probe, subject, '7×3', 'after an upload of 7×3')
      await takePicture(probe, subject)
      await expectExpanded(probe, subject, '0×0', 'after a delete')
    },
  },
  delete: {
    promise: 'A delete with the etag that was read returns 204, and then there is no picture.',
    facts: ['delete-204', 'delete-clears', 'delete-url-v1', 'delete-url-v2', 'scenario-delete'],
    run: async (probe: Probe, subject) => {
      await givePicture(probe, subject, onePixel(70))
      const { picture } = await readMetadata(probe, subject)
      const exchange = await sendDelete(probe, subject, { ifMatch: String(picture['@odata.etag']) })
      probe.demandStatus(exchange, [204], 'A delete with the etag that was read')
      await expectNoPicture(probe, subject, 'after a delete')
    },
  },
  'delete-again': {
    promise: 'A delete where there is no picture returns 204 or 404, and there is none afterwards either.',
    facts: ['delete-without-picture'],
    run: async (probe: Probe, subject) => {
      await givePicture(probe, subject, onePixel(80))
      await takePicture(probe, subject)
      const exchange = await sendDelete(probe, subject)
      probe.demandStatus(exchange, [204, 404], 'A second delete')
      probe.observe('delete-again', String(exchange.status), exchange)
      await expectNoPicture(probe, subject, 'after a second delete')
    },
  },
  'last-modified': {
    promise: "An upload and a delete move the entity's lastModifiedDateTime forward.",
    facts: ['last-modified-moves'],
    run: async (probe: Probe, subject) => {
      await givePicture(probe, subject, onePixel(90))
      const first = await lastModified(probe, subject)
      await untilNextTick(first)
      await givePicture(probe, subject, onePixel(91))
      const uploaded = await lastModified(probe, subject)
      const moved = (from: number, to: number) => `${new Date(from).toISOString()} to ${new Date(to).toISOString()}`
      const known = [first, uploaded].every(Number.isFinite)
      probe.demand(known, 'lastModifiedDateTime is a date.')
      probe.expect(uploaded > first, `lastModifiedDateTime moves with an upload, not ${moved(first, uploaded)}.`)
      await untilNextTick(uploaded)
      await takePicture(probe, subject)
      const deleted = await lastModified(probe, subject)
      probe.expect(deleted > uploaded, `lastModifiedDateTime moves with a delete, not ${moved(uploaded, deleted)}.`)
    },
  },
  'other-content-type': {
    promise: 'An upload with another Content-Type, which may not be enforced, is stored or refused.',
    facts: ['upload-content-type-not-enforced'],
    run: async (probe: Probe, subject) => {
      const before = onePixel(100)
      const after = onePixel(101)
      await givePicture(probe, subject, before)
      for (const type of ['image/png', 'application/json']) {
        const exchange = await sendUpload(probe, subject, after.bytes, { headers: { 'Content-Type': type } }, [415])
        probe.demandStatus(exchange, [204, 400, 415], `An upload as ${type}`)
        probe.observe('other-content-type', `${type}: ${exchange.status}`, exchange)
        const stored = exchange.status === 204 ? after : before
        await expectStored(probe, subject, stored, `after an upload as ${type}`)
        await givePicture(probe, subject, before)
      }
    },
  },
  'empty-upload': {
    promise: 'An upload without a body, which is unsettled, is refused or leaves no picture behind.',
    facts: ['empty-upload'],
    run: async (probe: Probe, subject) => {
      await givePicture(probe, subject, onePixel(110))
      const before = await probe.send({ method: 'GET', path: subject.content })
      const exchange = await sendUpload(probe, subject, new Uint8Array(0), {}, [411, 415])
      probe.demandStatus(exchange, [204, 400, 411, 415], 'An upload without a body')
      const content = await probe.send({ method: 'GET', path: subject.content })
      const kept = content.status === 200 && content.body.equals(before.body)
      const effect = kept ? 'the picture stays' : 'the picture goes'
      probe.observe('empty-upload', `${exchange.status}, ${effect}`, exchange)
      const clean = kept || (exchange.status === 204 && content.body.length === 0)
      probe.expect(clean, 'An upload without a body leaves the old picture or none.', content)
    },
  },
})
