import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import type { Entity } from '../model.ts'
import { nodePlatform } from '../platform/node.ts'
import { MemoryStore } from '../storage/memory-store.ts'
import { sha256 } from './support.ts'

const entity: Entity = {
  companyId: 'c',
  set: 'items',
  id: 'i',
  record: { id: 'i' },
  lastModified: Date.now(),
  mediaRevision: 0,
  media: [],
}

async function storeWithEntity(): Promise<MemoryStore> {
  const store = new MemoryStore(nodePlatform.sha256)
  await store.restore({ companies: [], entities: [entity] })
  return store
}

it('moves the time of change with every change, also within one millisecond', async () => {
  const store = await storeWithEntity()
  const times = [entity.lastModified]
  for (let change = 0; change < 100; change++) times.push((await store.changeMedia(entity, () => [])).lastModified)
  expect(new Set(times).size).toBe(101)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})

it('changes nothing when the change throws', async () => {
  const store = await storeWithEntity()
  const refuse = () => {
    throw new Error('no')
  }
  await expect(store.changeMedia(entity, refuse)).rejects.toThrow('no')
  expect(await store.entity(entity)).toBe(entity)
})

it('gives content back whole, with its length and its hash', async () => {
  const store = new MemoryStore(nodePlatform.sha256)
  const bytes = Buffer.alloc(1024 * 1024 + 1, 'abc')
  const { content } = await store.writeMedia(Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]))
  expect(content).toEqual({ sha256: sha256(bytes), size: bytes.length })
  expect((await buffer(await store.readContent(content))).equals(bytes)).toBe(true)
})

it('keeps nothing when the source fails', async () => {
  const failing = Readable.from(
    (function* () {
      yield Buffer.from('a')
      throw new Error('broken')
    })(),
  )
  await expect(new MemoryStore(nodePlatform.sha256).writeMedia(failing)).rejects.toThrow('broken')
})
