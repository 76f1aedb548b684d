import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { recordNotFound } from './errors.ts'
import type { Company, Entity, EntityKey, Media, ParentSet, StoredContent } from './model.ts'

/** How many bytes from the start of an upload are enough to tell its format and its size in pixels. */
export const HEAD_BYTES = 1024 * 1024

/** Bytes that have just been stored, with their beginning for a look at what they are. */
export interface WrittenContent {
  readonly content: StoredContent
  /** At most {@link HEAD_BYTES}. */
  readonly head: Uint8Array
}

/** Everything a company holds, as a seed gives it. */
export interface Snapshot {
  readonly companies: readonly Company[]
  readonly entities: readonly Entity[]
}

/**
 * Where companies, entities and picture bytes are kept. All of it is asynchronous, and bytes travel as streams, so
 * that a store may lie on disk.
 */
export interface Store {
  companies(): Promise<readonly Company[]>
  /** The entities of one set, always in the same order. */
  entities(companyId: string, set: ParentSet): Promise<readonly Entity[]>
  entity(key: EntityKey): Promise<Entity | undefined>
  /**
   * Keeps bytes that nothing refers to yet. Rejects, and keeps nothing, when `source` fails.
   */
  writeContent(source: AsyncIterable<Uint8Array>): Promise<WrittenContent>
  readContent(content: StoredContent): Promise<Readable>
  /**
   * Replaces the whole media set of an entity by what `change` returns, and moves `lastModified`, in one step: no other
   * change can come between. What `change` throws is passed on, and nothing changes.
   * @throws ServiceError 404 when the entity is gone
   */
  changeMedia(key: EntityKey, change: (current: Entity) => readonly Media[]): Promise<Entity>
  /** Replaces everything. Contents that the snapshot refers to must have been written to this store. */
  restore(snapshot: Snapshot): Promise<void>
}

/** A store that lives as long as the process. */
export class MemoryStore implements Store {
  /** Weak: bytes go when no entity and no running download holds their content any longer. */
  readonly #bytes = new WeakMap<StoredContent, Uint8Array>()
  #companies: readonly Company[] = []
  #sets = new Map<string, Map<string, Entity>>()

  async companies(): Promise<readonly Company[]> {
    return this.#companies
  }

  async entities(companyId: string, set: ParentSet): Promise<readonly Entity[]> {
    return [...(this.#sets.get(setKey({ companyId, set }))?.values() ?? [])]
  }

  async entity(key: EntityKey): Promise<Entity | undefined> {
    return this.#sets.get(setKey(key))?.get(key.id)
  }

  async writeContent(source: AsyncIterable<Uint8Array>): Promise<WrittenContent> {
    const chunks: Uint8Array[] = []
    for await (const chunk of source) chunks.push(chunk)
    const bytes = Buffer.concat(chunks)
    const content = { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length }
    this.#bytes.set(content, bytes)
    return { content, head: bytes.subarray(0, HEAD_BYTES) }
  }

  async readContent(content: StoredContent): Promise<Readable> {
    const bytes = this.#bytes.get(content)
    if (bytes === undefined) throw new Error(`The content ${content.sha256} is not in this store.`)
    return Readable.from([bytes])
  }

  async changeMedia(key: EntityKey, change: (current: Entity) => readonly Media[]): Promise<Entity> {
    const current = await this.entity(key)
    if (current === undefined) throw recordNotFound('record', key.id)
    const changed: Entity = {
      ...current,
      media: change(current),
      mediaRevision: current.mediaRevision + 1,
      // Two changes within one millisecond must still be told apart by their time.
      lastModified: Math.max(Date.now(), current.lastModified + 1),
    }
    this.#sets.get(setKey(key))?.set(key.id, changed)
    return changed
  }

  async restore(snapshot: Snapshot): Promise<void> {
    this.#companies = snapshot.companies
    this.#sets = new Map()
    for (const entity of snapshot.entities) {
      const key = setKey(entity)
      const set = this.#sets.get(key) ?? new Map<string, Entity>()
      this.#sets.set(key, set.set(entity.id, entity))
    }
  }
}

function setKey({ companyId, set }: { companyId: string; set: ParentSet }): string {
  return `${companyId}/${set}`
}
