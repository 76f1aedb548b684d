import { formatOf } from '../bytes/image-format.ts'
import { type Bytes, collect, startOf } from '../bytes/streams.ts'
import type { BusinessCentralError } from '../errors.ts'
import type { Call, Send } from './call.ts'

/**
 * Whether a change was carried out whose connection broke, and that was refused for its etag when it was sent again: the
 * conflict may be with the change itself. False when somebody else came between.
 *
 * @param doubt what went wrong the first time.
 * @throws `doubt`, with a remedy, when nobody can know.
 */
export async function wasCarriedOut(call: Call, doubt: BusinessCentralError, send: Send): Promise<boolean> {
  const { source, contentUrl: url = '', signal, timeout } = call
  let known: boolean | undefined
  try {
    const { body } = await send({ method: 'GET', url, as: 'bytes', signal, timeout })
    known = source && body ? isSameImage(await collect(await source.open()), await collect(body)) : !source && !body
  } catch {}
  signal?.throwIfAborted()
  if (known !== undefined) return known
  doubt.message += ' It may have been carried out: look at the picture with download(), and try again with a new etag.'
  throw doubt
}

/**
 * Whether what is stored is what was sent. Business Central stores images anew, in other bytes: then only another size
 * proves another image, and undefined says that nobody can know (fact:stored-bytes, fact:unrecognised-verbatim).
 */
function isSameImage(ours: Bytes, theirs: Bytes): boolean | undefined {
  if (isSame(ours, theirs)) return true
  const format = formatOf(startOf([ours]))
  if (!format || format.type === 'image/webp') return false
  const { size } = format
  return size && format === formatOf(startOf([theirs])) && !isSame(ours.slice(...size), theirs.slice(...size))
    ? false
    : undefined
}

const isSame = (one: Bytes, other: Bytes): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at])
