import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { RequestBody } from '../body.ts'
import { type Emulator, startEmulator } from '../index.ts'
import { Api, deskId, type Json, onePixelPng, rawExchange, refusalOf, sha256 } from './support.ts'

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
  ['arbitrary bytes', allBytes, 'image/jpeg'],
  ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 'image/jpeg'],
  ['a PNG that is cut off', onePixelPng.subarray(0, 12), 'image/jpeg'],
  // The library that measures takes these few bytes for a TGA.
  ['bytes that look like a picture by chance', Buffer.from('000002000000000000000000ff00ff0020', 'hex'), 'image/jpeg'],
])('stores %s, with 0 by 0 as their size', async (_, bytes, contentType) => {
  expect((await api.upload('items', deskId, bytes)).status).toBe(204)
  expect(await api.picture('items', deskId)).toMatchObject({ width: 0, height: 0, contentType })
  expect(sha256(await api.download('items', deskId))).toBe(sha256(bytes))
})

it('does not apply an upload whose connection breaks', async () => {
  const before = await api.picture('items', deskId)
  const hash = sha256(await api.download('items', deskId))
  const socket = connect(emulator.port, '127.0.0.1')
  const path = new URL(api.baseUrl + api.contentPath('items', deskId)).pathname
  const head = [`PATCH ${path} HTTP/1.1`, 'Host: x', 'Authorization: Bearer t', 'If-Match: *', 'Content-Length: 100000']
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  await new Promise((resolve) => socket.write(Buffer.alloc(50_000), resolve))
  socket.resetAndDestroy()
  await once(socket, 'close')
  const entry = await journalEntry((line) => line.method === 'PATCH')
  expect(entry).toMatchObject({ status: null, path })
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

it('refuses a body that announces more than 350 MB before any of it is sent', async () => {
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

it('stops reading a body of unknown length at 350 MB', async () => {
  const mebibyte = Buffer.alloc(1024 * 1024)
  const endless = Object.assign(Readable.from(repeat(mebibyte, 400)), { headers: {} }) as unknown as IncomingMessage
  const body = new RequestBody(endless)
  const hash = createHash('sha256')
  await expect(async () => {
    for await (const chunk of body) hash.update(chunk.subarray(0, 1))
  }).rejects.toMatchObject({ status: 413 })
  expect(body.bytesRead).toBe(351 * 1024 * 1024)
})

function* repeat(chunk: Buffer, times: number): Generator<Buffer> {
  for (let time = 0; time < times; time++) yield chunk
}

it('keeps a download whole while the picture is replaced', async () => {
  const bytes = randomBytes(5_000_000)
  await api.upload('items', deskId, bytes)
  const response = await api.fetch(api.contentPath('items', deskId))
  await api.upload('items', deskId, onePixelPng)
  expect(sha256(await response.bytes())).toBe(sha256(bytes))
})
