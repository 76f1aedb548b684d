import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { seed, startEmulator } from '../index.ts'
import { Api } from './support.ts'

const count = 10_000
let data: string

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'bc-pictures-10000-'))
  const items = Array.from({ length: count }, (_, index) => {
    // The headers of a BMP, different ones for each item.
    const picture = Buffer.alloc(64)
    picture.write('BM')
    picture.writeUInt32LE(40, 14)
    picture.writeUInt32LE(index + 1, 18)
    picture.writeUInt32LE(1, 22)
    picture.writeUInt16LE(1, 26)
    return seed.item({ number: String(index), displayName: `Item ${index}`, picture })
  })
  await (await startEmulator({ data, seed: items })).close()
}, 120_000)
afterAll(() => rm(data, { recursive: true }))

it('starts on ten thousand pictures in under a second, and expands pages of a thousand in under 200 ms', async () => {
  const begin = performance.now()
  await using emulator = await startEmulator({ data })
  expect(performance.now() - begin).toBeLessThan(1000)
  const api = new Api(emulator, 'v2.0')
  let path: string | undefined = '/items?$expand=picture'
  let seen = 0
  const times: number[] = []
  while (path !== undefined) {
    const start = performance.now()
    const page = await api.json(path, { headers: { Prefer: 'odata.maxpagesize=1000' } })
    times.push(performance.now() - start)
    for (const { picture } of page.value) expect(picture.width).toBe(++seen)
    path = page['@odata.nextLink']?.slice(api.baseUrl.length)
  }
  expect(seen).toBe(count)
  expect(times.toSorted((a, b) => a - b)[times.length / 2]).toBeLessThan(200)
})
