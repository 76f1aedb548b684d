import { base64, utf8 } from '../bytes.ts'
import { entityChanged, invalidToken } from '../errors.ts'
import { hashOf, hashText } from '../hash.ts'
import type { Entity } from '../model.ts'
import { oncePer } from '../once-per.ts'

/** The product's form: `W/"…"` around the base64 of `'<length of key>;<key>1;00;'`, as in recorded traffic. */
function etag(key: string): string {
  return `W/"${base64(utf8(`'${key.length};${key}1;00;'`))}"`
}

/** The etag of an entity; it moves with every change of the entity or of its picture. Its key is 20 digits long. */
export const entityEtag = oncePer(({ id, lastModified }: Entity) => {
  const digits = new DataView(hashOf(`${id}/${lastModified}`).buffer).getBigUint64(0)
  return etag(String(digits).padStart(20, '0'))
})

/**
 * The etag of the picture of an entity, whether it has one or not; it moves with every upload and every delete. (The
 * product's may stay the same: see docs/emulator.md.) Its key is 44 characters of base64.
 */
export const pictureEtag = oncePer(({ id, mediaRevision }: Entity) => etag(hashText(`${id}/picture/${mediaRevision}`)))

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
