import { createReadStream, openAsBlob } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { arrayBuffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import { type BinaryBody, createRawClient } from '../../src/client/index.ts'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { startBrokenServer } from '../../src/test-support/broken-server.ts'
import { ALL_BYTES, sha256 } from '../../src/test-support/pictures.ts'
import { API_VERSIONS, type ApiVersion } from '../../src/versions.ts'
import { discoverEntities } from '../support/discover.ts'
import { pictureCalls } from '../support/picture-calls.ts'

const headers = { Authorization: 'Bearer bytes' }
const MEGABYTE = 2 ** 20
let emulator: Emulator
let folder: string
let file: string
let large: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  emulator = await startEmulator()
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-bytes-'))
  file = join(folder, 'large.bin')
  // A fixed sequence in which every byte value follows every other, so that no chunk looks like its neighbour.
  large = Uint8Array.from({ length: 20 * MEGABYTE }, (_, index) => (index * 31 + (index >> 8) * 7) & 0xff)
  await writeFile(file, large)
})
afterAll(async () => {
  await emulator.close()
  await rm(folder, { recursive: true })
})

async function itemPicture<Version extends ApiVersion>(version: Version, origin = emulator.url) {
  const { companyId } = emulator
  const sound = emulator.baseUrls[version]
  const { items } = await discoverEntities({ baseUrl: sound, headers, companyId }, ['items'])
  const entityId = items?.withPicture ?? items?.withoutPicture ?? ''
  const client = createRawClient({ baseUrl: sound.replace(emulator.url, origin), apiVersion: version, headers })
  return { client, entityId, calls: pictureCalls(client, { version, parent: 'items', companyId, entityId }) }
}

describe.each(API_VERSIONS)('through the raw client in %s', (version) => {
  const bodies: Record<string, () => BinaryBody | Promise<BinaryBody>> = {
    bytes: () => ALL_BYTES,
    'a part of a larger buffer': () => new Uint8Array([9, ...ALL_BYTES, 9]).subarray(1, 257),
    'an ArrayBuffer': () => ALL_BYTES.buffer as ArrayBuffer,
    'a Blob of another type': () => new Blob([ALL_BYTES], { type: 'application/json' }),
    'a stream': () => new Blob([ALL_BYTES]).stream(),
  }

  it.each(Object.entries(bodies))('256 distinct bytes come back from %s', async (_, makeBody) => {
    const { calls } = await itemPicture(version)
    const { response } = await calls.upload(await makeBody())
    expect(response.status).toBe(204)
    const { data } = await calls.download()
    expect(sha256(data as ArrayBuffer)).toBe(sha256(ALL_BYTES))
  })

  it('a file of 20 MB comes back from a Blob and from a stream', async () => {
    const { calls } = await itemPicture(version)
    for (const body of [await openAsBlob(file), Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>]) {
      await calls.remove('*')
      await calls.upload(body)
      const { data } = await calls.download()
      expect(sha256(data as ArrayBuffer)).toBe(sha256(large))
    }
  })
})

describe('the raw client', () => {
  const path = '/companies({companyId})/items({itemId})/picture/pictureContent'
  const params = async () => {
    const { client, entityId } = await itemPicture('v2.0')
    return { client, params: { path: { companyId: emulator.companyId, itemId: entityId } } }
  }

  it('gives a picture as a Blob, as bytes or as a stream, typed as such', async () => {
    const { client, params: at } = await params()
    await client.PATCH(path, { params: { ...at, header: { 'If-Match': '*' } }, body: ALL_BYTES })
    const { data: blob } = await client.GET(path, { params: at })
    expectTypeOf(blob).toEqualTypeOf<Blob | undefined>()
    const { data: bytes } = await client.GET(path, { params: at, parseAs: 'arrayBuffer' })
    expectTypeOf(bytes).toEqualTypeOf<ArrayBuffer | undefined>()
    const { data: stream } = await client.GET(path, { params: at, parseAs: 'stream' })
    const all = [await blob?.arrayBuffer(), bytes, await arrayBuffer(stream as ReadableStream)]
    expect(all.map((each) => sha256(each as ArrayBuffer))).toEqual(Array(3).fill(sha256(ALL_BYTES)))
  })

  it('gives no data where there is no picture', async () => {
    const { client, params: at } = await params()
    await client.DELETE('/companies({companyId})/items({itemId})/picture', { params: at })
    const { data, response } = await client.GET(path, { params: at })
    expect(response.status).toBe(204)
    expect(data).toBeUndefined()
  })

  it('types metadata by the contract', async () => {
    const { client, params: at } = await params()
    const { data } = await client.GET('/companies({companyId})/items({itemId})/picture', { params: at })
    expectTypeOf(data?.width).toEqualTypeOf<number | undefined>()
    expect(data?.id).toBe(at.path.itemId)
    const old = createRawClient({ baseUrl: emulator.baseUrls['v1.0'], apiVersion: 'v1.0' })
    // @ts-expect-error contacts have no picture before v2.0
    old.GET<'/companies({companyId})/contacts'>
    // @ts-expect-error an upload without If-Match is refused by the server
    const forgotten = () => client.PATCH(path, { params: at, body: ALL_BYTES })
    expect(forgotten).toBeTypeOf('function')
  })

  it('reads the service metadata as text', async () => {
    const { client } = await params()
    const { data } = await client.GET('/$metadata')
    expect(data).toContain('<edmx:Edmx')
  })

  it('sends application/octet-stream, whatever the body says of itself', async () => {
    const seen: (string | undefined)[] = []
    await using server = await startBrokenServer(emulator.url, (request, forward) => {
      if (request.method === 'PATCH') seen.push(request.headers['content-type'])
      return forward(request)
    })
    const { calls } = await itemPicture('v2.0', server.url)
    await calls.upload(ALL_BYTES)
    await calls.upload(new Blob([ALL_BYTES], { type: 'image/png' }))
    expect(seen).toEqual(['application/octet-stream', 'application/octet-stream'])
  })

  it('refuses to upload what is not binary, before a request goes out', async () => {
    const { client, params: at } = await params()
    const body = { picture: 'bytes' } as unknown as BinaryBody
    const upload = client.PATCH(path, { params: { ...at, header: { 'If-Match': '*' } }, body })
    await expect(upload).rejects.toThrow(/must be a Blob, an ArrayBuffer/)
  })

  it('refuses a path parameter without a value, by name', async () => {
    const { client, params: at } = await params()
    const itemId = undefined as unknown as string
    const call = client.GET(path, { params: { path: { ...at.path, itemId } } })
    await expect(call).rejects.toThrow('The path parameter itemId')
  })
})

describe('the comparison of bytes bites', () => {
  it.each([
    ['one flipped bit', (bytes: Buffer) => bytes.fill((bytes[100] ?? 0) ^ 1, 100, 101)],
    ['a missing last byte', (bytes: Buffer) => bytes.subarray(0, -1)],
    ['bytes read as text', (bytes: Buffer) => Buffer.from(bytes.toString('utf8'))],
  ])('on %s', async (_, spoil) => {
    await using broken = await startBrokenServer(emulator.url, async (request, forward) => {
      const answer = await forward(request)
      return request.method === 'GET' ? { ...answer, body: spoil(answer.body) } : answer
    })
    const { calls } = await itemPicture('v2.0', broken.url)
    const upload = await calls.upload(ALL_BYTES)
    const { data, response } = await calls.download()
    expect([upload.response.status, response.status]).toEqual([204, 200])
    expect(sha256(data as ArrayBuffer)).not.toBe(sha256(ALL_BYTES))
  })
})
