import { type ByteStream, byteStream } from '../byte-stream.ts'
import { utf8 } from '../bytes.ts'
import { ConnectionCut } from '../connection-cut.ts'
import { entityChanged, expiredToken, noPermission, ServiceError, tooManyRequests } from '../errors.ts'
import type { Reply } from '../request-reply.ts'
import { sleep, turn } from '../timers.ts'
import type { FaultEffect } from './rule.ts'

type Bytes = AsyncIterable<Uint8Array>

/**
 * Carries a request out as the faults want it.
 * @param next answers the request, with the body that it is given
 * @param signal fires when the caller has gone
 * @throws ServiceError for a fault that refuses, ConnectionCut for one that drops, the signal's reason, and what `next` throws
 */
export async function answerWithFaults(
  effects: readonly FaultEffect[],
  body: Bytes,
  signal: AbortSignal,
  next: (body: Bytes, commitLateMs: number | undefined) => Promise<Reply>,
): Promise<Reply> {
  for (const effect of effects) {
    if (effect.kind === 'delay') {
      await sleep(effect.ms, signal)
    }
    const answer = instead(effect)
    if (answer !== undefined) return answer
  }
  const late = effects.find((effect) => effect.kind === 'commit-late')
  const reply = await next(effects.reduce(changeRequest, body), late?.ms)
  return effects.reduce(changeReply, reply)
}

function instead(effect: FaultEffect): Reply | undefined {
  switch (effect.kind) {
    case 'status':
      throw statusError(effect.status, effect.retryAfter)
    case 'html':
      return { status: effect.status, headers: { 'Content-Type': 'text/html' }, body: gatewayPage(effect.status) }
    case 'stale-etag':
      throw entityChanged()
    case 'expired-token':
      throw expiredToken()
    case 'no-permission':
      throw noPermission()
    default:
      return undefined
  }
}

/** The status of the rule, whatever quirk there may be, told as the product tells it where that is known. */
function statusError(status: number, retryAfter: { seconds: number; asDate: boolean } | undefined): ServiceError {
  const { code, message, headers } = likeness[status]?.() ?? new ServiceError(status, codeOf(status), faultMessage)
  if (retryAfter === undefined) return new ServiceError(status, code, message, headers)
  const { seconds, asDate } = retryAfter
  const value = asDate ? new Date(Date.now() + seconds * 1000).toUTCString() : String(seconds)
  return new ServiceError(status, code, message, { ...headers, 'Retry-After': value })
}

const faultMessage = 'A fault rule of the emulator wants this request to fail.'

const likeness: Readonly<Record<number, () => ServiceError>> = {
  401: expiredToken,
  403: noPermission,
  409: entityChanged,
  412: entityChanged,
  429: () => tooManyRequests(101, 100),
}

/** Where no recording tells the code, that of the category. */
function codeOf(status: number): string {
  const codes: Readonly<Record<number, string>> = {
    404: 'Internal_RecordNotFound',
    405: 'BadRequest_MethodNotAllowed',
    503: 'Internal_TenantUnavailable',
  }
  return codes[status] ?? (status < 500 ? 'BadRequest' : 'Internal_ServerError')
}

function gatewayPage(status: number): string {
  return `<!DOCTYPE html><html lang="en"><title>${status}</title><h1>${status} from a gateway</h1></html>\n`
}

function changeRequest(body: Bytes, effect: FaultEffect): Bytes {
  if (effect.kind === 'drop' && effect.side === 'request') return cutAfter(body, effect.after)
  return effect.kind === 'corrupt' && effect.side === 'request' ? corrupted(body, effect.at) : body
}

function changeReply(reply: Reply, effect: FaultEffect): Reply {
  if (effect.kind === 'drop' && effect.side === 'response') {
    if (effect.after > 0) return withBody(reply, (body) => cutAfter(body, effect.after))
    if (typeof reply.body === 'object') reply.body.destroy()
    throw new ConnectionCut()
  }
  if (effect.kind === 'corrupt' && effect.side === 'response') {
    return withBody(reply, (body) => corrupted(body, effect.at))
  }
  if (effect.kind !== 'truncate') return reply
  const length = lengthOf(reply)
  const kept = Math.min(effect.bytes ?? Math.floor(length / 2), length)
  return withBody(reply, (body) => firstBytes(body, kept), kept)
}

function withBody(reply: Reply, change: (body: Bytes) => Bytes, length = lengthOf(reply)): Reply {
  if (reply.body === undefined) return reply
  const body = typeof reply.body === 'string' ? streamOfText(reply.body) : reply.body
  const headers = { ...reply.headers, 'Content-Length': String(length) }
  return { ...reply, headers, body: byteStream(change(body), () => body.destroy()) }
}

function streamOfText(text: string): ByteStream {
  return byteStream(
    (async function* () {
      yield utf8(text)
    })(),
  )
}

function lengthOf({ headers, body }: Reply): number {
  return typeof body === 'string' ? utf8(body).length : Number(headers['Content-Length'] ?? 0)
}

async function* firstBytes(body: Bytes, count: number): AsyncGenerator<Uint8Array> {
  let left = count
  for await (const chunk of body) {
    const before = left
    left -= chunk.length
    if (before > 0) yield chunk.subarray(0, before)
    if (left <= 0) return
  }
}

async function* cutAfter(body: Bytes, count: number): AsyncGenerator<Uint8Array> {
  let left = count
  for await (const chunk of body) {
    const before = left
    left -= chunk.length
    if (before > 0) yield chunk.subarray(0, before)
    if (left >= 0) continue
    // What was written has to leave before the connection goes.
    await turn()
    throw new ConnectionCut()
  }
}

async function* corrupted(body: Bytes, at: number): AsyncGenerator<Uint8Array> {
  let offset = 0
  for await (const chunk of body) {
    const index = at - offset
    offset += chunk.length
    if (index < 0 || index >= chunk.length) {
      yield chunk
      continue
    }
    // A copy: the chunk may be the stored one.
    const changed = Uint8Array.from(chunk)
    changed[index] = (changed[index] as number) ^ 0xff
    yield changed
  }
}
