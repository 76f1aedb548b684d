import { createHash } from 'node:crypto'
import { entityChanged, invalidToken } from './errors.ts'
import type { Entity } from './model.ts'

/** The product's form: `W/"…"` around the base64 of `'<length of key>;<key>1;00;'`, as in recorded traffic. */
function etag(key: string): string {
  return `W/"${Buffer.from(`'${key.length};${key}1;00;'`).toString('base64')}"`
}

/** The etag of an entity; it moves with every change of the entity or of its picture. Its key is 20 digits long. */
export function entityEtag(entity: Entity): string {
  const digits = createHash('sha256').update(`${entity.id}/${entity.lastModified}`).digest().readBigUInt64BE()
  return etag(String(digits).padStart(20, '0'))
}

/**
 * The etag of the picture of an entity, whether it has one or not; it moves with every upload and every delete. (The
 * product's may stay the same: see docs/emulator.md.) Its key is 44 characters of base64.
 */
export function pictureEtag(entity: Entity): string {
  const known = pictureEtags.get(entity)
  if (known !== undefined) return known
  const made = etag(createHash('sha256').update(`${entity.id}/picture/${entity.mediaRevision}`).digest('base64'))
  pictureEtags.set(entity, made)
  return made
}

/** Made once for each state of an entity: hashing is the dearest part of answering for a picture. */
const pictureEtags = new WeakMap<Entity, string>()

/**
 * Holds an If-Match header against the current etag. Weak and strong forms of one etag are the same.
 * @throws ServiceError 400 for a value that is neither `*` nor a list of etags, 409 for one that is not current
 */
export function requireMatch(ifMatch: string, current: string): void {
  const value = ifMatch.trim()
  if (value === '*') return
  if (!/^(?:W\/)?"[^"]*"(?:\s*,\s*(?:W\/)?"[^"]*")*$/.test(value)) throw invalidToken()
  const candidates: readonly string[] = value.match(/"[^"]*"/g) ?? []
  if (!candidates.includes(current.replace(/^W\//, ''))) throw entityChanged()
}
