import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seed, startEmulator } from '../index.ts'
import { openDataStore } from '../storage/data-folder.ts'
import { Api, deskId, sha256 } from './support.ts'

let root: string
let count = 0

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'bc-pictures-pieces-'))
})
afterAll(() => rm(root, { recursive: true }))

const newFolder = () => join(root, String(++count))

/** Without this, a library emulator took 60 MB more while large pictures passed through it. */
it('gives the memory of each piece of an upload back once it is written, unless it is a part of something', async () => {
  const store = openDataStore(newFolder())
  const [whole, more] = [new Uint8Array(100_000).fill(1), new Uint8Array(100_000).fill(2)]
  const part = more.subarray(1)
  async function* source() {
    yield whole
    yield part
    expect([whole.length, part.length]).toEqual([0, 99_999])
  }
  const { content } = await store.writeMedia(source())
  const bytes = Buffer.concat([Buffer.alloc(100_000, 1), Buffer.alloc(99_999, 2)])
  expect(content).toEqual({ sha256: sha256(bytes), size: bytes.length })
  expect(sha256(await buffer(await store.readContent(content)))).toBe(sha256(bytes))
  await store.close()
})

describe.each(['in memory', 'in a data folder'])('%s', (where) => {
  const data = () => (where === 'in memory' ? {} : { data: newFolder() })

  it('leaves the bytes of a seed to their owner', async () => {
    const picture = new Uint8Array(randomBytes(100_000))
    const before = sha256(picture)
    await using emulator = await startEmulator({
      seed: [seed.item({ number: '1', displayName: '', picture })],
      ...data(),
    })
    const api = new Api(emulator, 'v2.0')
    const [{ id }] = (await api.json('/items')).value
    picture[0] = (picture[0] as number) ^ 1
    expect(sha256(await api.download('items', id))).toBe(before)
    picture[0] ^= 1
    expect(sha256(picture)).toBe(before)
  })

  it.each([
    ['truncate bytes=70000', 70_000],
    ['drop after=70000', undefined],
    ['corrupt at=70000', 300_000],
  ])('keeps the bytes whole that went out by a fault: %s', async (action, length) => {
    await using emulator = await startEmulator(data())
    const api = new Api(emulator, 'v2.0')
    const bytes = randomBytes(300_000)
    await api.upload('items', deskId, bytes)
    emulator.addFaults(`GET ** ${action} times=1`)
    const faulty = api.download('items', deskId)
    if (length === undefined) await expect(faulty).rejects.toThrow()
    else expect((await faulty).length).toBe(length)
    for (let again = 0; again < 2; again++) expect(sha256(await api.download('items', deskId))).toBe(sha256(bytes))
  })

  it('cuts an upload after so many bytes also where these are several pieces', async () => {
    await using emulator = await startEmulator(data())
    const api = new Api(emulator, 'v2.0')
    const before = sha256(await api.download('items', deskId))
    emulator.addFaults('PATCH ** drop after=200000 on=request')
    await expect(api.upload('items', deskId, randomBytes(1_000_000))).rejects.toThrow()
    expect(sha256(await api.download('items', deskId))).toBe(before)
  })
})
