import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type EmulatorOptions, seed, startEmulator } from '../../src/emulator/index.ts'
import { quirkValues } from '../../src/emulator/quirks.ts'
import { ONE_PIXEL_PNG } from '../../src/test-support/pictures.ts'
import { type Report, verify } from '../../src/verify/index.ts'
import { alarms } from './endurance.ts'

type Quirks = NonNullable<EmulatorOptions['quirks']>

let saveTo: string

beforeAll(async () => {
  saveTo = await mkdtemp(join(tmpdir(), 'bc-pictures-quirks-'))
})
afterAll(() => rm(saveTo, { recursive: true }))

/** Verifies an emulator that behaves otherwise on a point that the evidence leaves open. */
async function verifyQuirk(quirks: Quirks): Promise<Report> {
  await using emulator = await startEmulator({ quirks, token: 'quirk-token' })
  const authorization = async () => 'Bearer quirk-token'
  const target = { baseUrl: emulator.baseUrls['v2.0'], apiVersion: 'v2.0' as const, company: undefined, authorization }
  // One kind of entity that every version has, and the one that came last.
  return await verify({ target, write: true, parents: ['items', 'itemVariants'], saveTo })
}

/** What verify records of a quirk: the question, and the answer as it is shown. */
const RECORDED: [Quirks, string, string][] = [
  [{}, 'stale-etag', '409 Request_EntityChanged'],
  [{ 'stale-etag': '412' }, 'stale-etag', '412 Request_EntityChanged'],
  [{ 'picture-key': 'accepted' }, 'picture-key', '200 without a code'],
  [{ 'content-type': 'jpeg' }, 'stated-content-type', 'always image/jpeg'],
  [{ 'picture-etag': 'frozen' }, 'etag-follows-picture', 'no'],
  [{ 'unknown-id': 'Internal_RecordNotFound' }, 'unknown-entity', '404 Internal_RecordNotFound'],
  [{ 'malformed-guid': 'Application_InvalidGUID' }, 'malformed-id', '404 Application_InvalidGUID'],
  [{ 'malformed-guid-status': '400' }, 'malformed-id', '400 BadRequest_NotFound'],
  [{ 'empty-upload': '204' }, 'empty-upload', '204, the picture goes'],
  [{ 'max-page-size': 'ignored' }, 'page-size', 'no'],
  [{ 'download-type': 'picture' }, 'download-content-type', 'image/*'],
  [{ 'media-link-host': 'unreachable' }, 'media-link-host', 'bc-server.invalid:7048'],
  // fact:no-etag-header
  [{ 'etag-header': 'none' }, 'etag-follows-picture', 'yes'],
  // fact:variants-since-28
  [{ 'bc-version': '27' }, 'variant-pictures', 'no'],
]

it.each(RECORDED)('takes a server with %j, and records %s: %s', async (quirks, question, shown) => {
  const report = await verifyQuirk(quirks)
  expect(alarms(report)).toEqual([])
  const answers = report.observations.filter(({ id }) => id === question).map((observation) => observation.shown)
  expect(answers).toEqual([shown])
})

/** All values of quirks that have no row; of `stored-bytes` there is a test of its own. */
const OTHERS = Object.entries(quirkValues).flatMap(([name, [, ...values]]) =>
  (name === 'stored-bytes' ? [] : values)
    .map((value) => ({ [name]: value }) as Quirks)
    .filter((quirks) => !RECORDED.some(([recorded]) => JSON.stringify(recorded) === JSON.stringify(quirks))),
)

it.each(OTHERS)('takes a server with %j', async (quirks) => {
  const report = await verifyQuirk(quirks)
  expect(alarms(report)).toEqual([])
  expect(report.notRestored).toEqual([])
})

it.each<[Quirks, string[]]>([
  [{}, ['BMP: stored anew', 'GIF: stored anew', 'JPEG: stored anew', 'PNG: stored anew']],
  [{ 'stored-bytes': 'varying' }, ['BMP: stored anew', 'GIF: stored anew', 'JPEG: stored anew', 'PNG: stored anew']],
  [{ 'stored-bytes': 'verbatim' }, ['BMP: ', 'GIF: ', 'JPEG: ', 'PNG: '].map((format) => `${format}as they were sent`)],
])('takes a server with %j for right, and records what it does with images', async (quirks, expected) => {
  const report = await verifyQuirk(quirks)
  expect(alarms(report)).toEqual([])
  expect(report.notRestored).toEqual([])
  const answers = report.observations.filter(({ id }) => id === 'stored-bytes').map(({ shown }) => shown)
  expect(answers.toSorted()).toEqual(expected)
})

const image = seed.item({ number: '1', displayName: 'Image', picture: ONE_PIXEL_PNG })
const text = seed.item({ number: '2', displayName: 'Text', picture: Buffer.from('no image at all') })
const nothing = seed.item({ number: '3', displayName: 'Nothing' })

it.each([
  ['and nothing else, skipped', [image, text], 'skipped'],
  ['beside an entity without a picture, passed over', [image, text, nothing], 'passed'],
])('does not take bytes of 0×0 for no picture: %s', async (_, entities, status) => {
  await using emulator = await startEmulator({ seed: entities, auth: 'none' })
  const target = { baseUrl: emulator.baseUrls['v2.0'], apiVersion: 'v2.0' as const, company: undefined }
  const report = await verify({ target: { ...target, authorization: undefined }, parents: ['items'], saveTo })
  expect(alarms(report)).toEqual([])
  const about = report.results.filter(({ id }) => id.startsWith('no-picture'))
  expect(about.map(({ status }) => status)).toEqual([status, status])
})
