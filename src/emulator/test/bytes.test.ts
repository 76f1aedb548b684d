import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../index.ts'
import { pixelsOf } from './pixels.ts'
import { Api, deskId, encodedPng, type Json, onePixelPng, rawExchange, refusalOf, sha256 } from './support.ts'

let emulator: Emulator
let api: Api

beforeAll(async () => {
  emulator = await startEmulator()
  api = new Api(emulator, 'v2.0')
})
beforeEach(() => emulator.reset())
afterAll(() => emulator.close())

const allBytes = Uint8Array.from({ length: 256 }, (_, index) => index)

it.each([
  ['256 distinct bytes', allBytes],
  ['one byte', allBytes.subarray(0, 1)],
  ['line ends and broken UTF-8', Buffer.from('0d0a0a0dc328fffe00ef', 'hex')],
  ['5 MB', randomBytes(5_000_000)],
])('gives %s back as they came, in every version', async (_, bytes) => {
  for (const version of ['beta', 'v1.0', 'v2.0'] as const) {
    const versionApi = new Api(emulator, version)
    expect((await versionApi.upload('items', deskId, bytes)).status).toBe(204)
    expect(sha256(await versionApi.download('items', deskId))).toBe(sha256(bytes))
  }
})

it.each(['application/json', 'image/png', 'text/plain; charset=utf-8', ''])(
  'stores the bytes unchanged whatever content type they come with (%j)',
  async (contentType) => {
    const headers = { 'If-Match': '*', 'Content-Type': contentType }
    expect((await api.upload('items', deskId, allBytes, headers)).status).toBe(204)
    expect(sha256(await api.download('items', deskId))).toBe(sha256(allBytes))
  },
)

it.each(['beta', 'v1.0', 'v2.0'] as const)(
  'stores an image anew in %s: other bytes, the same pixels, and the same bytes when they come again (fact:stored-bytes)',
  async (version) => {
    const versionApi = new Api(emulator, version)
    for (const set of ['items', 'customers', 'vendors', 'employees'] as const) {
      const [id] = await versionApi.withAndWithout(set)
      await versionApi.upload(set, id, encodedPng)
      const stored = await versionApi.download(set, id)
      expect(sha256(stored)).not.toBe(sha256(encodedPng))
      expect(await pixelsOf(stored)).toEqual(await pixelsOf(encodedPng))
      expect(await versionApi.picture(set, id)).toMatchObject({ width: 1, height: 1, contentType: 'image/png' })
      await versionApi.upload(set, id, stored)
      expect(sha256(await versionApi.download(set, id))).toBe(sha256(stored))
    }
  },
)

it('takes a body that comes in chunks without a length', async () => {
  const chunks = Array.from({ length: 50 }, () => randomBytes(10_000))
  const response = await api.fetch(api.contentPath('items', deskId), {
    method: 'PATCH',
    headers: { 'If-Match': '*' },
    body: Readable.toWeb(Readable.from(chunks)) as ReadableStream,
    duplex: 'half',
  } as RequestInit)
  expect(response.status).toBe(204)
  expect(sha256(await api.download('items', deskId))).toBe(sha256(Buffer.concat(chunks)))
})

it.each([
  ['arbitrary bytes', allBytes, 'application/octet-stream'],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 'application/octet-stream'],
  ['a PNG that is cut off', onePixelPng.subarray(0, 12), 'image/png'],
  [
    'a TGA, which the product is not known to recognise',
    Buffer.from('000002000000000000000000ff00ff0020', 'hex'),
    'application/octet-stream',
  ],
])('stores %s, with 0 by 0 as their size', async (_, bytes, contentType) => {
  expect((await api.upload('items', deskId, bytes)).status).toBe(204)
  expect(await api.picture('items', deskId)).toMatchObject({ width: 0, height: 0, contentType })
  expect(sha256(await api.download('items', deskId))).toBe(sha256(bytes))
})

it('does not apply an upload whose connection breaks', async () => {
  const before = await api.picture('items', deskId)
  const hash = sha256(await api.download('items', deskId))
  const warnings: Error[] = []
  process.on('warning', (warning) => warnings.push(warning))
  const socket = connect(emulator.port, '127.0.0.1')
  const path = new URL(api.baseUrl + api.contentPath('items', deskId)).pathname
  const head = [`PATCH ${path} HTTP/1.1`, 'Host: x', 'Authorization: Bearer t', 'If-Match: *', 'Content-Length: 100000']
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  await new Promise((resolve) => socket.write(Buffer.alloc(50_000), resolve))
  socket.resetAndDestroy()
  await once(socket, 'close')
  const entry = await journalEntry((line) => line.method === 'PATCH')
  expect(entry).toMatchObject({ status: null, path })
  expect(warnings).toEqual([])
  expect(await api.picture('items', deskId)).toEqual(before)
  expect(sha256(await api.download('items', deskId))).toBe(hash)
})

/** Polls the journal, since the emulator hears of a broken connection a little later than we do. */
async function journalEntry(isWanted: (line: Json) => boolean): Promise<Json> {
  for (;;) {
    const lines = (await (await fetch(`${emulator.url}/_emulator/requests`)).json()) as Json[]
    const found = lines.find(isWanted)
    if (found !== undefined) return found
  }
}

it('refuses an upload without a body and keeps the picture', async () => {
  const hash = sha256(await api.download('items', deskId))
  expect(await refusalOf(await api.upload('items', deskId, new Uint8Array()))).toMatchObject({ status: 400 })
  expect(sha256(await api.download('items', deskId))).toBe(hash)
})

it('refuses a body over 350 MB before any of it is sent', async () => {
  const path = new URL(api.baseUrl + api.contentPath('items', deskId)).pathname
  const head = [
    `PATCH ${path} HTTP/1.1`,
    'Host: x',
    'Authorization: Bearer t',
    'If-Match: *',
    'Content-Length: 367001601',
  ]
  expect(await rawExchange(emulator.port, `${head.join('\r\n')}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 413 /)
})

it('takes a body up to the limit and refuses one above it, with or without a length', async () => {
  await using small = await startEmulator({ maxBodyBytes: 100_000 })
  const path = `${small.baseUrls['v2.0']}/items(${deskId})/picture/pictureContent`
  const headers = { Authorization: 'Bearer t', 'If-Match': '*' }
  const inChunks = (size: number) => Readable.toWeb(Readable.from([randomBytes(50_000), randomBytes(size - 50_000)]))
  const send = (body: unknown) => fetch(path, { method: 'PATCH', headers, body, duplex: 'half' } as RequestInit)
  for (const body of [randomBytes(100_000), inChunks(100_000)]) expect((await send(body)).status).toBe(204)
  const hash = sha256(await (await fetch(path, { headers })).bytes())
  for (const body of [randomBytes(100_001), inChunks(100_001)]) {
    expect(await refusalOf(await send(body))).toMatchObject({ status: 413, code: 'BadRequest' })
  }
  expect(sha256(await (await fetch(path, { headers })).bytes())).toBe(hash)
})

it('keeps a download whole while the picture is replaced', async () => {
  const bytes = randomBytes(5_000_000)
  await api.upload('items', deskId, bytes)
  const response = await api.fetch(api.contentPath('items', deskId))
  await api.upload('items', deskId, onePixelPng)
  expect(sha256(await response.bytes())).toBe(sha256(bytes))
})
