import type { ByteStream } from '../byte-stream.ts'
import { badRequest, invalidToken, recordNotFound } from '../errors.ts'
import type { Entity, EntityKey } from '../model.ts'
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

/**
 * Replaces the picture: all images of a media set go, the uploaded one comes. An upload that breaks off changes nothing.
 * @param emptyUpload whether an upload of nothing is refused or clears the picture: both are possible (fact:empty-upload)
 * @throws ServiceError 400 without If-Match, with a malformed one or with an empty body; 404; 409 for a stale etag
 */
export async function uploadPicture(
  store: Store,
  key: EntityKey,
  ifMatch: string | undefined,
  body: AsyncIterable<Uint8Array>,
  emptyUpload: Quirks['empty-upload'] = '400',
): Promise<void> {
  const entity = requireEntity(store, key)
  if (ifMatch === undefined) throw invalidToken()
  requireMatch(ifMatch, pictureEtag(entity))
  const media = await store.writeMedia(body)
  try {
    const isEmpty = media.content.size === 0
    if (isEmpty && emptyUpload === '400') throw badRequest('The request has no body: there is no picture to store.')
    await store.changeMedia(key, (current) => {
      // Another upload may have come in while this one's bytes were still on their way.
      requireMatch(ifMatch, pictureEtag(current))
      return isEmpty ? [] : [media]
    })
  } finally {
    store.release([media.content])
  }
}

/**
 * Removes the picture, with all images of a media set. Without a picture it succeeds as well. If-Match may be left out.
 * @throws ServiceError 400 for a malformed If-Match, 404, 409 for a stale etag
 */
export async function deletePicture(store: Store, key: EntityKey, ifMatch: string | undefined): Promise<void> {
  requireEntity(store, key)
  await store.changeMedia(key, (current) => {
    if (ifMatch !== undefined) requireMatch(ifMatch, pictureEtag(current))
    return []
  })
}
