import { sha256 } from '../exchange/exchange.ts'
import { ALL_BYTES, bmp, GIF, JPEG, ONE_BYTE, onePixel, png, type TestPicture } from '../pictures.ts'
import type { Check } from './check.ts'
import { expandedPicture, type Json } from './discovery.ts'
import {
  expectBytes,
  expectMetadata,
  expectNoPicture,
  givePicture,
  readMetadata,
  sendDelete,
  sendUpload,
  takePicture,
} from './picture-steps.ts'
import type { Probe } from './probe.ts'
import type { Subject } from './subject.ts'
import { theEntity } from './writable.ts'

/** About 200 kB and 5 MB, as users upload them. */
const LARGE = { '200 kB': () => bmp(256, 260), '5 MB': () => bmp(1280, 1302) }

async function upload(probe: Probe, subject: Subject, picture: TestPicture, when: string): Promise<void> {
  const exchange = await sendUpload(probe, subject, picture.bytes)
  probe.demandStatus(exchange, [204], `An upload ${when}`)
  await expectBytes(probe, subject, picture.bytes, `after an upload ${when}`)
  await expectMetadata(probe, subject, picture, `after an upload ${when}`)
}

async function lastModified(probe: Probe, subject: Subject): Promise<number> {
  const exchange = await probe.send({ method: 'GET', path: subject.path })
  probe.demandStatus(exchange, [200], 'The entity')
  return Date.parse(String((exchange.json as Json | undefined)?.lastModifiedDateTime))
}

/** Checks of what uploads and deletes do to one entity. Each brings its own ground about. */
export const UPLOAD_CHECKS: readonly Check[] = [
  {
    id: 'upload',
    group: 'writing',
    promise: 'An upload onto nothing answers 204, and then the bytes and their size are there.',
    source: '"Microsoft\'s own end-to-end scenarios"',
    scope: 'entity',
    run: async (probe: Probe) => {
      const subject = theEntity(probe)
      await takePicture(probe, subject)
      await upload(probe, subject, onePixel(10), 'onto nothing')
    },
  },
  {
    id: 'replace',
    group: 'writing',
    promise: 'A replacement answers 204, and then the new bytes and their size are there, under the same key.',
    source: '"Microsoft\'s own end-to-end scenarios"',
    scope: 'entity',
    run: async (probe: Probe) => {
      const subject = theEntity(probe)
      await givePicture(probe, subject, onePixel(20))
      await upload(probe, subject, onePixel(30), 'of as many other bytes')
      await upload(probe, subject, png(3, 2, 40), 'of another size')
    },
  },
  {
    id: 'formats',
    group: 'writing',
    promise: 'A picture may be replaced by one of another format: PNG, JPEG, GIF and BMP.',
    source: '"The facts that a picture states about itself"',
    scope: 'entity',
    run: async (probe: Probe) => {
      const subject = theEntity(probe)
      for (const picture of [JPEG, GIF, bmp(4, 2), png(2, 5, 50)]) {
        await upload(probe, subject, picture, `of ${picture.name}`)
      }
    },
  },
  {
    id: 'bytes',
    group: 'writing',
    promise: 'Bytes come back as they went: one byte, all 256 values, and what is no picture at all.',
    source: '"Reading"',
    scope: 'entity',
    run: async (probe: Probe) => {
      const subject = theEntity(probe)
      for (const picture of [ONE_BYTE, ALL_BYTES]) await upload(probe, subject, picture, `of ${picture.name}`)
    },
  },
  {
    id: 'large-bytes',
    group: 'writing',
    promise: 'Large pictures come back as they went: 200 kB and 5 MB.',
    source: '"Reading"',
    scope: 'entity',
    run: async (probe: Probe) => {
      const subject = theEntity(probe)
      for (const [name, make] of Object.entries(LARGE)) await upload(probe, subject, make(), `of ${name}`)
    },
  },
  {
    id: 'expand-after-upload',
    group: 'writing',
    promise: '$expand=picture follows an upload and a delete.',
    source: '"Reading"',
    scope: 'entity',
    run: async (probe: Probe) => {
      const subject = theEntity(probe)
      const expanded = async (): Promise<string> => {
        const exchange = await probe.send({ method: 'GET', path: `${subject.path}?$expand=picture` })
        const picture = expandedPicture(probe, (exchange.json ?? {}) as Json)
        return `${picture?.width}×${picture?.height}`
      }
      await givePicture(probe, subject, png(7, 3, 60))
      const after = await expanded()
      probe.expect(after === '7×3', `The expanded picture is ${after} after an upload of 7×3.`)
      await takePicture(probe, subject)
      const gone = await expanded()
      probe.expect(gone === '0×0', `The expanded picture is ${gone} after a delete.`)
    },
  },
  {
    id: 'delete',
    group: 'writing',
    promise: 'A delete with the etag that was read answers 204, and then there is no picture.',
    source: '"Microsoft\'s own end-to-end scenarios"',
    scope: 'entity',
    run: async (probe: Probe) => {
      const subject = theEntity(probe)
      await givePicture(probe, subject, onePixel(70))
      const { picture } = await readMetadata(probe, subject)
      const exchange = await sendDelete(probe, subject, { ifMatch: String(picture['@odata.etag']) })
      probe.demandStatus(exchange, [204], 'A delete with the etag that was read')
      await expectNoPicture(probe, subject, 'after a delete')
    },
  },
  {
    id: 'delete-again',
    group: 'writing',
    promise: 'A delete where there is no picture answers 204 or 404, and there is none afterwards either.',
    source: '"Uploading and deleting"',
    scope: 'entity',
    run: async (probe: Probe) => {
      const subject = theEntity(probe)
      await givePicture(probe, subject, onePixel(80))
      await takePicture(probe, subject)
      const exchange = await sendDelete(probe, subject)
      probe.demandStatus(exchange, [204, 404], 'A second delete')
      probe.observe('delete-again', String(exchange.status), exchange)
      await expectNoPicture(probe, subject, 'after a second delete')
    },
  },
  {
    id: 'last-modified',
    group: 'writing',
    promise: "An upload and a delete move the entity's lastModifiedDateTime forward.",
    source: '"Uploading and deleting"',
    scope: 'entity',
    run: async (probe: Probe) => {
      const subject = theEntity(probe)
      await givePicture(probe, subject, onePixel(90))
      const first = await lastModified(probe, subject)
      await givePicture(probe, subject, onePixel(91))
      const uploaded = await lastModified(probe, subject)
      const moved = (from: number, to: number) => `${new Date(from).toISOString()} to ${new Date(to).toISOString()}`
      const known = [first, uploaded].every(Number.isFinite)
      probe.demand(known, 'lastModifiedDateTime is a date.')
      probe.expect(uploaded > first, `lastModifiedDateTime moves with an upload, not ${moved(first, uploaded)}.`)
      await takePicture(probe, subject)
      const deleted = await lastModified(probe, subject)
      probe.expect(deleted > uploaded, `lastModifiedDateTime moves with a delete, not ${moved(uploaded, deleted)}.`)
    },
  },
  {
    id: 'other-content-type',
    group: 'writing',
    promise: 'An upload under another Content-Type, which may not be enforced, is stored unchanged or refused.',
    source: '"Uploading and deleting"',
    scope: 'entity',
    run: async (probe: Probe) => {
      const subject = theEntity(probe)
      const before = onePixel(100)
      const after = onePixel(101)
      await givePicture(probe, subject, before)
      for (const type of ['image/png', 'application/json']) {
        const exchange = await sendUpload(probe, subject, after.bytes, { headers: { 'Content-Type': type } }, [415])
        probe.demandStatus(exchange, [204, 400, 415], `An upload as ${type}`)
        probe.observe('other-content-type', `${type}: ${exchange.status}`, exchange)
        const stored = exchange.status === 204 ? after : before
        await expectBytes(probe, subject, stored.bytes, `after an upload as ${type}`)
        await givePicture(probe, subject, before)
      }
    },
  },
  {
    id: 'empty-upload',
    group: 'writing',
    promise: 'An upload without a body, which is unsettled, is refused or leaves no picture behind.',
    source: '"Uploading and deleting"',
    scope: 'entity',
    run: async (probe: Probe) => {
      const subject = theEntity(probe)
      const before = onePixel(110)
      await givePicture(probe, subject, before)
      const exchange = await sendUpload(probe, subject, new Uint8Array(0), {}, [411, 415])
      probe.demandStatus(exchange, [204, 400, 411, 415], 'An upload without a body')
      const content = await probe.send({ method: 'GET', path: subject.content })
      const kept = sha256(content.body) === sha256(before.bytes)
      const effect = kept ? 'the picture stays' : 'the picture goes'
      probe.observe('empty-upload', `${exchange.status}, ${effect}`, exchange)
      const clean = kept || (exchange.status === 204 && content.body.length === 0)
      probe.expect(clean, 'An upload without a body leaves the old picture or none.', content)
    },
  },
]
