import { onNode } from '../platform.ts'
import type { Call } from './call.ts'

/** What `fetch` is given for a call, all but its body. */
export function requestInit(call: Call, authorization: string | undefined, signal: AbortSignal | null): RequestInit {
  const { method, source, as, content } = call
  const headers: Record<string, string> = { ...call.headers }
  if (authorization) headers.authorization = authorization
  if (source?.size) headers['content-length'] = `${source.size}`
  // Encoded, a picture that was cut short would look whole: platforms decode what they get.
  if (as === 'bytes' || content) headers['accept-encoding'] ??= 'identity'
  const init: RequestInit = { method, headers, signal }
  if (method === 'GET') return init
  // Changes go nowhere but to the base URL. Reads may go on: where they leave the origin, fetch itself leaves the
  // credentials behind. Node keeps a copy of all that an upload sends, unless it can neither be redirected nor belongs
  // to a window.
  return Object.assign(init, { redirect: onNode() ? 'error' : 'manual', window: null, duplex: 'half' })
}
