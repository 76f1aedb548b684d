import { createReadStream } from 'node:fs'
import { packageRoot } from '../../package-root.ts'
import type { Company, Entity, FlatRecord } from '../model.ts'
import type { SeedName } from '../options.ts'
import { storeMedia } from '../pictures.ts'
import { contentsOf } from '../storage/table-store.ts'
import type { Store } from '../store.ts'
import { demoSeed, emptySeed } from './demo.ts'
import { stableGuid } from './guid.ts'
import type { Seed, SeedEntity } from './seed.ts'

const seeds: Readonly<Record<SeedName, Seed>> = { demo: demoSeed, empty: emptySeed }

/** When the first entity of a seed was changed last; each further one a minute later. */
const seedTime = Date.UTC(2026, 0, 5, 8)

/** Replaces everything in a store by a seed. */
export async function loadSeed(store: Store, name: SeedName): Promise<void> {
  const seed = seeds[name]
  const entities = await Promise.all(seed.entities.map((entity, index) => loadEntity(store, seed, entity, index)))
  await store.restore({ companies: [companyOf(seed)], entities })
  store.release(contentsOf(entities))
}

function companyOf({ company: { id, name } }: Seed): Company {
  const systemCreatedAt = new Date(seedTime).toISOString()
  const record = {
    id,
    systemVersion: '28.0.0.0',
    timestamp: 1,
    name,
    displayName: name,
    businessProfileId: '',
    systemCreatedAt,
  }
  return { id, record }
}

async function loadEntity(store: Store, seed: Seed, entity: SeedEntity, index: number): Promise<Entity> {
  const pictures = new URL('src/emulator/seed/pictures/', packageRoot())
  const files = (entity.pictures ?? []).map((name) => createReadStream(new URL(name, pictures)))
  return {
    companyId: seed.company.id,
    set: entity.set,
    id: idOf(seed, entity),
    record: recordOf(seed, entity),
    lastModified: seedTime + index * 60_000,
    mediaRevision: 0,
    media: await Promise.all(files.map((file) => storeMedia(store, file))),
  }
}

function idOf(seed: Seed, entity: SeedEntity): string {
  const number = entity.set === 'itemVariants' ? `${entity.itemNumber}/${entity.code}` : entity.number
  return entity.id ?? stableGuid(`${seed.company.id}/${entity.set}/${number}`)
}

function recordOf(seed: Seed, entity: SeedEntity): FlatRecord {
  const id = idOf(seed, entity)
  if (entity.set !== 'itemVariants') return { id, number: entity.number, displayName: entity.displayName }
  const { itemNumber, code, description } = entity
  const item = seed.entities.find((other) => other.set === 'items' && other.number === itemNumber)
  if (item === undefined) throw new Error(`The seed has a variant of item ${itemNumber}, but no such item.`)
  return { id, itemId: idOf(seed, item), itemNumber, code, description }
}
