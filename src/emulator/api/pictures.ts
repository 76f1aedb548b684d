import type { ByteStream } from '../byte-stream.ts'
import { badRequest, invalidToken, recordNotFound } from '../errors.ts'
import type { Entity, EntityKey, Media } from '../model.ts'
import type { Quirks } from '../quirks.ts'
import type { Store } from '../storage/store.ts'
import { parentTypes } from './entity-types.ts'
import { pictureEtag, requireMatch } from './etags.ts'

/** The entity with this id. @throws ServiceError 404 when there is none of this kind in the company */
export function requireEntity(store: Store, key: EntityKey): Entity {
  const entity = store.entity(key)
  if (entity === undefined) throw recordNotFound(parentTypes[key.set].name, key.id)
  return entity
}

/** The bytes of the first image as they were stored, or undefined without a picture. */
export async function downloadPicture(
  store: Store,
  entity: Entity,
): Promise<{ size: number; body: ByteStream } | undefined> {
  const first = entity.media[0]
  return first && { size: first.content.size, body: await store.readContent(first.content) }
}

/** Carries work out later; `drop` is called where it never is. */
export type Commit = (work: () => Promise<unknown>, drop: () => void) => void

/** How an upload is carried out. */
export interface UploadOptions {
  /** Whether an upload of nothing is refused or clears the picture: both are possible (fact:empty-upload). */
  readonly emptyUpload?: Quirks['empty-upload']
  /** Where the change is to be seen later than it is acknowledged. */
  readonly commit?: Commit | undefined
}

/**
 * Replaces the picture: all images of a media set go, the uploaded one comes. An upload that breaks off changes nothing.
 * @throws ServiceError 400 without If-Match, with a malformed one or with an empty body; 404; 409 for a stale etag
 */
export async function uploadPicture(
  store: Store,
  key: EntityKey,
  ifMatch: string | undefined,
  body: AsyncIterable<Uint8Array>,
  { emptyUpload = '400', commit }: UploadOptions = {},
): Promise<void> {
  const entity = requireEntity(store, key)
  if (ifMatch === undefined) throw invalidToken()
  requireMatch(ifMatch, pictureEtag(entity))
  const media = await store.writeMedia(body)
  try {
    const isEmpty = media.content.size === 0
    if (isEmpty && emptyUpload === '400') throw badRequest('The request has no body: there is no picture to store.')
    if (commit !== undefined) return commitLater(store, entity, isEmpty ? [] : [media], commit)
    await store.changeMedia(key, (current) => {
      // Another upload may have come in while this one's bytes were still on their way.
      requireMatch(ifMatch, pictureEtag(current))
      return isEmpty ? [] : [media]
    })
  } finally {
    store.release([media.content])
  }
}

/** Dates a change now and carries it out later (fact:last-modified-order). */
function commitLater(store: Store, key: EntityKey, media: readonly Media[], commit: Commit): void {
  const [contents, at] = [media.map(({ content }) => content), Date.now()]
  store.hold(contents)
  const work = async () => {
    try {
      await store.changeMedia(key, () => media, at)
    } finally {
      store.release(contents)
    }
  }
  commit(work, () => store.release(contents))
}

/**
 * Removes the picture, with all images of a media set. Without a picture it succeeds as well. If-Match may be left out.
 * @throws ServiceError 400 for a malformed If-Match, 404, 409 for a stale etag
 */
export async function deletePicture(
  store: Store,
  key: EntityKey,
  ifMatch: string | undefined,
  commit?: Commit,
): Promise<void> {
  const entity = requireEntity(store, key)
  if (commit !== undefined) {
    if (ifMatch !== undefined) requireMatch(ifMatch, pictureEtag(entity))
    return commitLater(store, key, [], commit)
  }
  await store.changeMedia(key, (current) => {
    if (ifMatch !== undefined) requireMatch(ifMatch, pictureEtag(current))
    return []
  })
}
