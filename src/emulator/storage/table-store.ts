import type { ByteStream } from '../byte-stream.ts'
import { recordNotFound } from '../errors.ts'
import { type Encoding, ImageIntake } from '../images/intake.ts'
import type { Company, Entity, EntityKey, Media, ParentSet, StoredContent } from '../model.ts'
import { Holds } from './holds.ts'
import type { Contents, Index, Snapshot, Store, StoreOptions } from './store.ts'

/** Companies and entities in memory, each change of them written to an index first where there is one. */
export class TableStore implements Store {
  readonly #contents: Contents
  readonly #index: Index | undefined
  readonly #revisionStep: number
  readonly #oldDatesStay: boolean
  readonly #storedBytes: StoreOptions['storedBytes']
  readonly #holds = new Holds()
  /** How many images have been taken in. */
  #taken = 0
  #companies: readonly Company[] = []
  #sets = new Map<string, Map<string, Entity>>()

  constructor(
    contents: Contents,
    index?: Index,
    { frozenEtags = false, oldDatesStay = false, storedBytes }: StoreOptions = {},
  ) {
    this.#contents = contents
    this.#index = index
    this.#revisionStep = frozenEtags ? 0 : 1
    this.#oldDatesStay = oldDatesStay
    this.#storedBytes = storedBytes
  }

  companies(): readonly Company[] {
    return this.#companies
  }

  entities(companyId: string, set: ParentSet): readonly Entity[] {
    return [...(this.#sets.get(setKey({ companyId, set }))?.values() ?? [])]
  }

  entity(key: EntityKey): Entity | undefined {
    return this.#sets.get(setKey(key))?.get(key.id)
  }

  async writeMedia(source: AsyncIterable<Uint8Array>): Promise<Media> {
    const intake = new ImageIntake(this.#encoding())
    const content = await this.#contents.write(intake.pass(source), (written) => this.#holds.add([written]))
    return { content, ...intake.facts }
  }

  async readContent(content: StoredContent): Promise<ByteStream> {
    return this.#contents.read(content)
  }

  hold(contents: Iterable<StoredContent>): void {
    this.#holds.add(contents)
  }

  release(contents: Iterable<StoredContent>): void {
    const freed = this.#holds.drop(contents)
    if (freed.length === 0) return
    // Whoever has just looked an entity up gets to open its content first: between the two lie no more than microtasks.
    setTimeout(() => {
      for (const sha256 of freed) if (!this.#holds.has(sha256)) this.#contents.remove(sha256)
    })
  }

  async changeMedia(key: EntityKey, change: (current: Entity) => readonly Media[], at = Date.now()): Promise<Entity> {
    const set = this.#sets.get(setKey(key))
    const current = set?.get(key.id)
    if (current === undefined) throw recordNotFound('record', key.id)
    const { fieldModified, ...rest } = current
    const changed: Entity = {
      ...rest,
      ...(this.#oldDatesStay ? { fieldModified: fieldModified ?? current.lastModified } : {}),
      media: change(current),
      mediaRevision: current.mediaRevision + this.#revisionStep,
      // Two changes within one millisecond must still be told apart by their time.
      lastModified: Math.max(at, current.lastModified + 1),
    }
    this.#index?.save(changed)
    set?.set(key.id, changed)
    this.hold(contentsOf([changed]))
    this.release(contentsOf([current]))
    return changed
  }

  async snapshot(): Promise<Snapshot> {
    return { companies: this.#companies, entities: this.#allEntities() }
  }

  async restore(snapshot: Snapshot): Promise<void> {
    this.#index?.replace(snapshot)
    this.load(snapshot)
  }

  /** Takes over what is in the index already. */
  load({ companies, entities }: Snapshot): void {
    const former = this.#allEntities()
    this.#companies = companies
    this.#sets = new Map()
    for (const entity of entities) {
      const key = setKey(entity)
      const set = this.#sets.get(key) ?? new Map<string, Entity>()
      this.#sets.set(key, set.set(entity.id, entity))
    }
    this.hold(contentsOf(entities))
    this.release(contentsOf(former))
  }

  async close(): Promise<void> {
    this.#index?.close()
  }

  #encoding(): Encoding {
    if (this.#storedBytes === 'verbatim') return 'verbatim'
    return { variant: this.#storedBytes === 'varying' ? ++this.#taken : 0 }
  }

  #allEntities(): Entity[] {
    return [...this.#sets.values()].flatMap((set) => [...set.values()])
  }
}

/** The contents of all images of entities. */
export function contentsOf(entities: readonly Entity[]): StoredContent[] {
  return entities.flatMap(({ media }) => media.map(({ content }) => content))
}

function setKey({ companyId, set }: { companyId: string; set: ParentSet }): string {
  return `${companyId}/${set}`
}
