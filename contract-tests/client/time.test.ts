import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pass } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CallOptions, findEntity, type PictureClient, type UploadBody } from '../../src/client/index.ts'
import { uploadFrom } from '../../src/node/index.ts'
import { type Fault, stall, startFaultServer } from '../../src/test-support/fault-server.ts'
import { ONE_PIXEL_PNG, sha256 } from '../../src/test-support/pictures.ts'
import { clientOf, ITEM, storedSha256, useFaultServer } from './harness.ts'

const { emulator, server } = await useFaultServer()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-time-'))
})
afterAll(() => rm(folder, { recursive: true }))

type Call = (bc: PictureClient<'v2.0'>, options: CallOptions) => Promise<unknown>
const CALLS = {
  info: (bc, options) => bc.picture('items', ITEM).info(options),
  download: async (bc, options) => (await bc.picture('items', ITEM).download(options))?.bytes(),
  upload: (bc, options) => bc.picture('items', ITEM).upload(ONE_PIXEL_PNG, options),
  delete: (bc, options) => bc.picture('items', ITEM).delete(options),
  list: (bc, options) => bc.list('items', options).next(),
  companies: (bc, options) => bc.companies(options),
  findEntity: (bc, options) => findEntity(bc, 'items', '1896-S', options),
  raw: (bc, { timeout }) => bc.raw.GET('/companies', { timeout } as object),
} satisfies Record<string, Call>

describe.each(Object.entries(CALLS))('the timeout of %s', (_, call) => {
  const late = { name: 'TimeoutError', message: expect.stringContaining('timed out: no data for 150 ms') }

  it.each([
    ['client', { timeout: 150 }, {}],
    ['call, before the client’s', { timeout: 60_000 }, { timeout: 150 }],
  ])('is that of the %s', async (_, ofClient, ofCall) => {
    server.faults.push(stall())
    const { bc } = clientOf(emulator, server.url, 'v2.0', { ...ofClient, retry: { limit: 0 } })
    await expect(call(bc, ofCall)).rejects.toMatchObject(late)
    expect(server.seen).toHaveLength(1)
  })

  it('is longer than any call where it is more than a timer can hold', async () => {
    server.faults.push(async (_, __, { sound }) => pass(20).then(sound))
    const { bc } = clientOf(emulator, server.url, 'v2.0', { timeout: Number.POSITIVE_INFINITY })
    await call(bc, {})
    expect(server.seen).toHaveLength(1)
  })
})

/** Gives an answer piece by piece, slower in all than the timeout of these tests. */
const slowly =
  (body: Uint8Array, pieces: number, headers = {}): Fault =>
  async (_, response) => {
    await pass(100)
    response.writeHead(200, headers).flushHeaders()
    for (let piece = 0; piece < pieces; piece++) {
      await pass(600 / pieces)
      response.write(body.subarray((piece * body.length) / pieces, ((piece + 1) * body.length) / pieces))
    }
    response.end()
  }

describe('a slow answer that never stops for as long as the timeout is waited for:', () => {
  const timeout = 300
  const facts = { id: ITEM, width: 1, height: 1, contentType: 'image/png' }

  it.each<[string, Call, unknown]>([
    ['the facts of a picture', CALLS.info, facts],
    ['a list', CALLS.list, { value: [{ ...facts, picture: facts }] }],
    ['a list of companies', CALLS.companies, { value: [facts] }],
  ])('%s', async (_, call, body) => {
    server.faults.push(slowly(Buffer.from(JSON.stringify(body)), 8))
    await call(clientOf(emulator, server.url, 'v2.0', { timeout }).bc, {})
    expect(server.seen).toHaveLength(1)
  })

  it.each([
    ['of known length', { 'content-length': String(ONE_PIXEL_PNG.length) }],
    ['of unknown length', {}],
  ])('a picture %s', async (_, headers) => {
    server.faults.push(slowly(ONE_PIXEL_PNG, 8, headers))
    const content = await clientOf(emulator, server.url, 'v2.0', { timeout }).picture.download()
    expect(sha256((await content?.bytes()) as Uint8Array)).toBe(sha256(ONE_PIXEL_PNG))
    expect(server.seen).toHaveLength(1)
  })
})

// Once all bytes are in the buffers of the network their way is out of sight, so these take much more than fits in there.
describe('a slow upload that never stops for as long as the timeout goes on:', () => {
  const LARGE = new Uint8Array(24_000_000).map((_, index) => ONE_PIXEL_PNG[index] ?? (index * 31) & 0xff)
  const path = () => join(folder, 'large.png')
  beforeAll(() => writeFile(path(), LARGE))

  /** Takes 24 MB in within four seconds or so. */
  const patient: Fault = async (request, response) => {
    const hash = createHash('sha256')
    let taken = 0
    for await (const piece of request) {
      hash.update(piece)
      taken += piece.length
      if (taken > 1_000_000) {
        taken = 0
        await pass(150)
      }
    }
    response.writeHead(hash.digest('hex') === sha256(LARGE) ? 204 : 400).end()
  }

  it.concurrent.each<[string, (picture: ReturnType<typeof clientOf<'v2.0'>>['picture']) => Promise<void>]>([
    ['bytes', (picture) => picture.upload(LARGE)],
    ['a Blob', (picture) => picture.upload(new Blob([LARGE]))],
    ['a stream', (picture) => picture.upload(new Blob([LARGE]).stream() as UploadBody)],
    ['a file', (picture) => uploadFrom(picture, path())],
  ])('%s', async (_, upload) => {
    await using mine = await startFaultServer('', patient)
    await upload(clientOf(emulator, mine.url, 'v2.0', { timeout: 2000, retry: { limit: 0 } }).picture)
    expect(mine.seen).toHaveLength(1)
  })

  it('but a stalled one does not', async () => {
    server.faults.push((request) => void request.once('data', () => request.pause()))
    const { picture } = clientOf(emulator, server.url, 'v2.0', { timeout: 100, retry: { limit: 0 } })
    await expect(picture.upload(LARGE)).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(await storedSha256(emulator)).toBe(sha256(ONE_PIXEL_PNG))
  })
})

describe('the time budget and the number of repetitions', () => {
  const HUGE = new Uint8Array(12_000_000).map((_, index) => ONE_PIXEL_PNG[index] ?? (index * 31) & 0xff)
  const WHOLE = { 'content-length': String(HUGE.length) }
  const broken: Fault = async (request, response) => {
    response.writeHead(200, WHOLE)
    await new Promise((resolve) => response.write(HUGE.subarray(0, 9e6), resolve))
    request.socket.end()
  }
  const busy: Fault = (_, response) => response.writeHead(503).end()

  it('are those of the whole download, however often it breaks within its bytes', async () => {
    server.faults.push(busy, broken, busy, broken, ...Array(9).fill(broken))
    const { picture, waits } = clientOf(emulator, server.url, 'v2.0')
    await expect(picture.download().then((content) => content?.bytes())).rejects.toMatchObject({ name: 'NetworkError' })
    expect(server.seen).toHaveLength(5)
    expect(waits).toEqual([500, 1000, 2000, 4000])
  })

  it('end a download that breaks within its bytes when the budget is over', async () => {
    server.faults.push(...Array(9).fill(broken))
    const { picture, waits } = clientOf(emulator, server.url, 'v2.0', { retry: { budget: 2000 } })
    await expect(picture.download().then((content) => content?.bytes())).rejects.toMatchObject({ name: 'NetworkError' })
    expect(waits).toEqual([500, 1000])
  })
})
