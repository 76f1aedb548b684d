import { formatOf } from '../bytes/image-format.ts'
import { type Bytes, collect, startOf } from '../bytes/streams.ts'
import type { BusinessCentralError } from '../errors.ts'
import type { Answer, Call } from './call.ts'

/**
 * Finds out whether a change was carried out whose connection broke, and that was refused for its etag when it was sent
 * again: the conflict may be with the change itself.
 *
 * @param doubt what went wrong the first time.
 * @param read reads the picture back.
 * @returns undefined when the change was carried out, the conflict when somebody else came between, and `doubt` with a
 * remedy when nobody can know.
 */
export async function settleConflict(
  { source, contentUrl: url = '', signal, timeout }: Call,
  conflict: BusinessCentralError,
  doubt: BusinessCentralError,
  read: (call: Call) => Promise<Answer>,
): Promise<BusinessCentralError | undefined> {
  let carriedOut: boolean | undefined
  try {
    const { body } = await read({ method: 'GET', url, as: 'bytes', signal, timeout })
    carriedOut =
      source && body ? isSameImage(await collect(await source.open()), await collect(body)) : !source && !body
  } catch {}
  if (carriedOut !== undefined) return carriedOut ? undefined : conflict
  doubt.message += ' It may have been carried out: look at the picture with download(), and try again with a new etag.'
  return doubt
}

/**
 * Whether what is stored is what was sent. Business Central stores images anew, in other bytes: then only another size
 * proves another image, and undefined says that nobody can know.
 */
function isSameImage(ours: Bytes, theirs: Bytes): boolean | undefined {
  if (isSame(ours, theirs)) return true
  const format = formatOf(startOf([ours]))
  // Other formats are kept byte for byte.
  if (!format || format.type === 'image/webp') return false
  const { size } = format
  if (!size || format !== formatOf(startOf([theirs]))) return undefined
  return isSame(ours.slice(...size), theirs.slice(...size)) ? undefined : false
}

const isSame = (one: Bytes, other: Bytes): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at])
