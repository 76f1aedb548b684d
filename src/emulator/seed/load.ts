import type { ByteStream } from '../byte-stream.ts'
import type { Company, Entity, FlatRecord } from '../model.ts'
import { EmulatorStartError } from '../start-error.ts'
import type { Store } from '../storage/store.ts'
import { contentsOf } from '../storage/table-store.ts'
import { numberOf } from './fitting.ts'
import { stableGuid } from './guid.ts'
import { seedProperties } from './properties.ts'
import type { Seed, SeedEntity, SeedPicture } from './seed.ts'

/** When the first entity of a seed was changed last; each further one a minute later. */
const seedTime = Date.UTC(2026, 0, 5, 8)

/** The company of Microsoft's recorded example, so that its URLs can be tried here as they stand. */
const defaultCompany = { id: '29a080a9-8dde-4d41-bc50-b9aac6b1ee1b', name: 'CRONUS International Ltd.' }

/** How many pictures are read at once: enough to be quick, too few to run out of open files. */
const readers = 8

/**
 * Replaces everything in a store by a seed.
 * @param systemVersion what a company tells of the product's version
 * @param openPicture opens the file of a picture
 * @throws EmulatorStartError for two companies of one name, none at all, a property that there is not, or a picture that
 * cannot be read
 */
export async function loadSeed(
  store: Store,
  seed: Seed,
  systemVersion: string,
  openPicture: (file: string | URL) => ByteStream,
): Promise<void> {
  const companies = namedCompanies(seed)
  const records = companies.flatMap(({ id, entities }) => describe(entities, id))
  const entities: Entity[] = []
  const remaining = records.entries()
  const read = async () => {
    for (const [index, { pictures, ...entity }] of remaining) {
      const media = []
      for (const picture of pictures) media.push(await storePicture(store, picture, openPicture))
      const lastModified = seedTime + index * 60_000
      entities[index] = { ...entity, lastModified, mediaRevision: 0, media }
    }
  }
  try {
    await Promise.all(Array.from({ length: readers }, read))
    await store.restore({ companies: companies.map(({ id, name }) => companyOf(id, name, systemVersion)), entities })
  } finally {
    store.release(contentsOf(entities.filter(Boolean)))
  }
}

interface NamedCompany {
  readonly id: string
  readonly name: string
  readonly entities: readonly SeedEntity[]
}

function namedCompanies(seed: Seed): NamedCompany[] {
  if (!('companies' in seed)) {
    const { id, name } = { ...defaultCompany, ...seed.company }
    return [{ id: id.toLowerCase(), name, entities: seed.entities }]
  }
  if (seed.companies.length === 0) {
    throw new EmulatorStartError('The seed has no company: name one, or use the seed empty for one without entities.')
  }
  const seen = new Set<string>()
  return seed.companies.map(({ company, entities }, index) => {
    const name = company?.name
    if (name === undefined) throw new EmulatorStartError(`Company ${index} of the seed has no name: give one.`)
    const id = company?.id?.toLowerCase() ?? stableGuid(`companies/${name}`)
    for (const key of [`companies named '${name}'`, `companies with the id ${id}`]) {
      if (seen.has(key.toLowerCase())) throw new EmulatorStartError(`The seed has two ${key}: give each its own.`)
      seen.add(key.toLowerCase())
    }
    return { id, name, entities }
  })
}

/** Who made a company, and changed it last: nobody in particular (fact:metadata-company). */
const systemUser = '00000000-0000-0000-0000-000000000001'

function companyOf(id: string, name: string, systemVersion: string): Company {
  const time = new Date(seedTime).toISOString()
  const names = { timestamp: 1, name, displayName: name, businessProfileId: '' }
  const created = { systemCreatedAt: time, systemCreatedBy: systemUser }
  return {
    id,
    record: { id, systemVersion, ...names, ...created, systemModifiedAt: time, systemModifiedBy: systemUser },
  }
}

type Described = Pick<Entity, 'companyId' | 'set' | 'id' | 'record'> & { readonly pictures: readonly SeedPicture[] }

/** What the entities are, before their pictures are read. */
function describe(entities: readonly SeedEntity[], companyId: string): Described[] {
  const items = new Map(
    entities.flatMap((entity) => (entity.set === 'items' ? [[entity.number, idOf(companyId, entity)] as const] : [])),
  )
  return entities.map((entity) => {
    const { set, picture, furtherPictures = [] } = entity
    const pictures = picture === undefined ? [] : [picture, ...furtherPictures]
    return { companyId, set, id: idOf(companyId, entity), record: recordOf(companyId, entity, items), pictures }
  })
}

function idOf(companyId: string, entity: SeedEntity): string {
  return entity.id?.toLowerCase() ?? stableGuid(`${companyId}/${entity.set}/${numberOf(entity)}`)
}

function recordOf(companyId: string, entity: SeedEntity, items: ReadonlyMap<string, string>): FlatRecord {
  const id = idOf(companyId, entity)
  const properties = seedProperties(entity, companyId, `The entity ${entity.set} ${numberOf(entity)} of the seed`)
  if (entity.set !== 'itemVariants') {
    return { id, number: entity.number, displayName: entity.displayName, ...properties }
  }
  const { itemNumber, code, description } = entity
  return { id, itemId: items.get(itemNumber) ?? '', itemNumber, code, description, ...properties }
}

async function storePicture(store: Store, picture: SeedPicture, openPicture: (file: string | URL) => ByteStream) {
  if (picture instanceof Uint8Array) return store.writeMedia(bytesOf(picture))
  try {
    return await store.writeMedia(openPicture(picture))
  } catch (cause) {
    if (cause instanceof EmulatorStartError) throw cause
    const { code, message } = cause as NodeJS.ErrnoException
    throw new EmulatorStartError(
      `The picture ${picture} of the seed cannot be read (${code ?? message}): check that the file is there.`,
      { cause },
    )
  }
}

/** A copy: these bytes belong to the caller, and a store takes over what it is given. */
async function* bytesOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield Uint8Array.from(bytes)
}
