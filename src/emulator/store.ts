import type { Readable } from 'node:stream'
import type { Company, Entity, EntityKey, Media, ParentSet, StoredContent } from './model.ts'
import type { WrittenContent } from './storage/content-meter.ts'
import { MemoryContents } from './storage/memory-contents.ts'
import { type StoreOptions, TableStore } from './storage/table-store.ts'

/** Everything that the companies hold, at one moment. */
export interface Snapshot {
  readonly companies: readonly Company[]
  readonly entities: readonly Entity[]
}

/**
 * Where companies, entities and picture bytes are kept. Bytes travel as streams, so that a store may lie on disk. A
 * content is there as long as somebody holds it: an entity does, and so does whoever called `writeContent` or `hold`.
 */
export interface Store {
  companies(): readonly Company[]
  /** The entities of one set, always in the same order. */
  entities(companyId: string, set: ParentSet): readonly Entity[]
  entity(key: EntityKey): Entity | undefined
  /**
   * Keeps bytes, held once for the caller, who has to release them. Rejects, and keeps nothing, when `source` fails. The
   * pieces of the source are the store's from then on: it may keep them, or give their memory back.
   */
  writeContent(source: AsyncIterable<Uint8Array>): Promise<WrittenContent>
  /** The pieces of the stream are the reader's in the same way. */
  readContent(content: StoredContent): Promise<Readable>
  /** Keeps contents that are there already, until they are released. */
  hold(contents: Iterable<StoredContent>): void
  /** Takes back one hold of each content; those that nobody holds any longer are removed. */
  release(contents: Iterable<StoredContent>): void
  /**
   * Replaces the whole media set of an entity by what `change` returns, and moves `lastModified`, in one step: no other
   * change can come between. What `change` throws is passed on, and nothing changes.
   * @throws ServiceError 404 when the entity is gone
   */
  changeMedia(key: EntityKey, change: (current: Entity) => readonly Media[]): Promise<Entity>
  /** What is there now. Its contents are not held for the caller. */
  snapshot(): Promise<Snapshot>
  /** Replaces everything. The caller must hold the contents that the snapshot refers to. */
  restore(snapshot: Snapshot): Promise<void>
  /** Lets go of files. */
  close(): Promise<void>
}

/** A store that lives as long as the process. */
export class MemoryStore extends TableStore {
  constructor(options?: StoreOptions) {
    super(new MemoryContents(), undefined, options)
  }
}
