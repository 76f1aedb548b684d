import { formatOf } from '../bytes/image-format.ts'
import { type Bytes, characters, collect, readerOf } from '../bytes/streams.ts'
import { type BusinessCentralError, isConflictError, withoutQuery } from '../errors.ts'
import type { Answer, Call } from './call.ts'
import type { Context } from './context.ts'

/**
 * The answer to a change whose connection broke, and that was refused for its etag when it was sent again: the conflict may
 * be with the change itself, which is done then. Undefined for other problems, and when somebody else came between.
 *
 * @param problem what went wrong last.
 * @param doubt what went wrong the first time.
 * @throws `doubt`, with a remedy, when nobody can know.
 */
export async function answerIfDone(
  problem: unknown,
  doubt: BusinessCentralError,
  context: Context,
  call: Call,
  send: (context: Context, call: Call) => Promise<Answer>,
): Promise<Answer | undefined> {
  if (!isConflictError(problem)) return
  const { source, signal, timeout } = call
  const url = withoutQuery(call.url) + (source ? '' : context.content)
  let known: boolean | undefined
  try {
    const { body } = await send(context, { method: 'GET', url, as: 'picture', signal, timeout })
    const stored = body && (await collect(readerOf(body).next))
    known = source && stored ? isSameImage(await collect(await source.read()), stored) : !source && !stored
  } catch {}
  signal?.throwIfAborted()
  if (known) return { call, response: new Response(null, { status: 204 }) }
  if (known === false) return
  doubt.message += ' It may have been carried out: look at the picture with download(), and try again with a new etag.'
  throw doubt
}

/**
 * Whether what is stored is what was sent. Business Central stores images anew, in other bytes: then only another size
 * proves another image, and undefined says that nobody can know (fact:stored-bytes, fact:unrecognised-verbatim).
 */
function isSameImage(ours: Bytes, theirs: Bytes): boolean | undefined {
  if (isSame(ours, theirs)) return true
  const format = formatOf(characters(ours.subarray(0, 12)))
  if (!format?.type || format.type === 'image/webp') return false
  const { size } = format
  return size &&
    format === formatOf(characters(theirs.subarray(0, 12))) &&
    !isSame(ours.slice(...size), theirs.slice(...size))
    ? false
    : undefined
}

const isSame = (one: Bytes, other: Bytes): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at])
