import type { ByteStream } from '../byte-stream.ts'
import type { Company, Entity, EntityKey, Media, ParentSet, StoredContent } from '../model.ts'
import type { Quirks } from '../quirks.ts'

/** A hash that is being calculated. */
export interface Hash {
  update(bytes: Uint8Array): unknown
  /** The result in hexadecimal. To be called once, at the end. */
  hex(): string
}

/** Everything that the companies hold, at one moment. */
export interface Snapshot {
  readonly companies: readonly Company[]
  readonly entities: readonly Entity[]
}

/**
 * Where companies, entities and picture bytes are kept. Bytes travel as streams, so that a store may lie on disk. A
 * content is there as long as somebody holds it: an entity does, and so does whoever called `writeMedia` or `hold`.
 */
export interface Store {
  companies(): readonly Company[]
  /** The entities of one set, always in the same order. */
  entities(companyId: string, set: ParentSet): readonly Entity[]
  entity(key: EntityKey): Entity | undefined
  /**
   * Takes an image in, in the form in which the product would keep it (fact:stored-bytes), and tells what it is. Its
   * content is held once for the caller, who has to release it. Rejects, and keeps nothing, when `source` fails. The
   * pieces of the source are the store's from then on: it may keep them, or give their memory back.
   */
  writeMedia(source: AsyncIterable<Uint8Array>): Promise<Media>
  /** The pieces of the stream are the reader's in the same way. */
  readContent(content: StoredContent): Promise<ByteStream>
  /** Keeps contents that are there already, until they are released. */
  hold(contents: Iterable<StoredContent>): void
  /** Takes back one hold of each content; those that nobody holds any longer are removed. */
  release(contents: Iterable<StoredContent>): void
  /**
   * Replaces the whole media set of an entity by what `change` returns, and moves `lastModified`, in one step: no other
   * change can come between. What `change` throws is passed on, and nothing changes.
   * @param at the time of the change, in milliseconds since 1970. Default: now
   * @throws ServiceError 404 when the entity is gone
   */
  changeMedia(key: EntityKey, change: (current: Entity) => readonly Media[], at?: number): Promise<Entity>
  /** What is there now. Its contents are not held for the caller. */
  snapshot(): Promise<Snapshot>
  /** Replaces everything. The caller must hold the contents that the snapshot refers to. */
  restore(snapshot: Snapshot): Promise<void>
  /** Lets go of files. */
  close(): Promise<void>
}

/** Where the bytes of pictures lie, by their hash. */
export interface Contents {
  /** `beforeKeeping` is called once the hash is known and before anything can be found under it. */
  write(source: AsyncIterable<Uint8Array>, beforeKeeping: (content: StoredContent) => void): Promise<StoredContent>
  /** Opens the content before it returns, so that it can be read to its end although it is removed meanwhile. */
  read(content: StoredContent): ByteStream
  remove(sha256: string): void
}

/** Where companies and entities are written down to outlive the process. What returns normally is on the disk. */
export interface Index {
  save(entity: Entity): void
  replace(snapshot: Snapshot): void
  close(): void
}

/** How a {@link TableStore} behaves where the product may go either way. */
export interface StoreOptions {
  /** Whether the etag of a picture stays the same when the picture changes. Default false. */
  readonly frozenEtags?: boolean
  /** Whether the date of beta and v1.0 stays when a picture changes (fact:last-modified-v1). Default false. */
  readonly oldDatesStay?: boolean
  /**
   * How an image is kept: in a form of the server's own, which stays the same when it is taken in again (the default); as
   * it came; or each time in another form.
   */
  readonly storedBytes?: Quirks['stored-bytes']
}
