import { untilAborted } from '../abortable.ts'
import { checkSize } from '../bytes/source.ts'
import { toStream } from '../bytes/streams.ts'
import type { FetchInit } from '../own-fetch.ts'
import { inBrowser, onNode } from '../platform.ts'
import type { Answer, Call } from './call.ts'
import type { Context } from './context.ts'
import { count } from './count.ts'
import { type Exchange, openExchange } from './exchange.ts'
import { readAnswer } from './read-answer.ts'
import { readRefusal } from './refusal.ts'

/**
 * Sends a request once, and reads its answer or its refusal.
 *
 * @throws BusinessCentralError when there is no response, or none that makes sense, and what the caller's own code throws.
 */
export async function attempt(context: Context, call: Call, authorization: string | undefined): Promise<Answer> {
  const { method, source, as, signal } = call
  const headers = { ...call.headers }
  // Encoded, a picture that was cut short would look whole: platforms decode what they get.
  if (as === 'picture') headers['accept-encoding'] ??= 'identity'
  if (authorization) headers.authorization = authorization
  if (source?.size) headers['content-length'] = `${source.size}`
  const exchange = openExchange(context, call)
  let sending: Promise<Response> | undefined
  try {
    signal?.throwIfAborted()
    exchange.waiting()
    const init: FetchInit = { method, headers, signal: exchange.abort }
    if (method !== 'GET') {
      Object.assign(init, {
        body: await bodyOf(exchange),
        // Changes go nowhere but to the base URL. Reads may go on: where they leave the origin, fetch itself leaves the
        // credentials behind.
        redirect: onNode() ? 'error' : 'manual',
        // Node keeps a copy of all that an upload sends, unless it can neither be redirected nor belongs to a window.
        window: null,
        duplex: 'half',
      })
    }
    sending = context.fetch(call, init)
    // A fetch of the caller's may take no notice of the signal.
    const response = await untilAborted(exchange.abort, sending)
    exchange.waiting()
    const reader = exchange.open(response.body)
    if (response.ok) return await readAnswer(exchange, response, reader)
    throw await readRefusal(exchange, response, reader, authorization)
  } catch (error) {
    // What comes too late is not wanted.
    sending?.then(({ body }) => body?.cancel()).catch(() => {})
    throw exchange.fail(error)
  }
}

/** The bytes to be sent: as they are, or as a stream where somebody wants to see them go. */
async function bodyOf(exchange: Exchange): Promise<BodyInit | undefined> {
  const { call, timeout, fail } = exchange
  const { source, onProgress } = call
  if (!source) return
  const { size, blob, close } = source
  if (blob && (inBrowser() || !(timeout || onProgress))) return blob
  const next = count(exchange, await source.read(), (transferred, bytes) => {
    if (!bytes || transferred > (size ?? transferred)) checkSize(size, transferred)
    if (bytes) onProgress?.({ transferred, total: size })
  })
  return toStream(next, { fail, cancel: close })
}
