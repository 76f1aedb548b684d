/** Responses that a sound server gives only under circumstances which a test cannot bring about, and how the emulator is made to give them. */
import type { Transaction } from './document.ts'
import type { Preparation } from './step.ts'

/** Why a transaction cannot be tried on every server. */
export interface Obstacle {
  /** Why it is skipped on a server that cannot be told to fail. */
  reason: string
  /** The action of a fault rule (docs/emulator.md, "Faults"). */
  fault: string
}

/** By status: why other servers are not asked for the response, and the fault that has the emulator give it. */
const BY_STATUS: Record<number, Obstacle> = {
  403: { reason: 'no account without permission is at hand', fault: 'no-permission' },
  408: { reason: 'a request would have to last 8 minutes', fault: '408' },
  412: { reason: 'an outdated etag returns 409 or 412, and the 409 is tried', fault: '412' },
  429: { reason: 'the service limit would have to be used up', fault: '429 retry-after=1' },
  500: { reason: 'a server does not fail on demand', fault: '500' },
  502: { reason: 'a gateway does not fail on demand', fault: '502 retry-after=1' },
  503: { reason: 'a server is not overloaded on demand', fault: '503 retry-after=1' },
  504: { reason: 'a gateway does not time out on demand', fault: '504' },
}

const NOTHING_TO_REFUSE: Obstacle = { reason: 'the request has no part that is known to be refused', fault: '400' }
const ALWAYS_THERE: Obstacle = { reason: 'every service has a description', fault: '404' }
const LARGE_BODY: Obstacle = { reason: 'a body over 350 MB would have to be sent', fault: '413' }
const LARGE_PAGE: Obstacle = { reason: 'more than 20,000 entities would be needed', fault: '413' }

/** Why a transaction cannot be tried on every server; undefined if it only needs the right request. */
export function obstacleOf({ method, path, status, mediaType }: Transaction): Obstacle | undefined {
  if (mediaType === 'text/html') {
    return { reason: 'there is no gateway or web server in front of the server', fault: `html status=${status}` }
  }
  if (status === 413) return method === 'PATCH' ? LARGE_BODY : LARGE_PAGE
  if (status === 404 && path === '/$metadata') return ALWAYS_THERE
  // Only a list's `$filter` and an upload's `If-Match` are known to be refused with 400.
  if (status === 400 && method !== 'PATCH' && !/\/\w+s$/.test(path)) return NOTHING_TO_REFUSE
  return BY_STATUS[status]
}

/** The request that sets a fault for the next request of this method and path. */
export function arrangement({ fault }: Obstacle, method: string, path: string): Preparation {
  const rule = `${method} ${path} ${fault} times=1`
  return { method: 'POST', url: '/_emulator/faults', body: Buffer.from(rule).toString('base64') }
}

/** Optional headers of the contract that a fault always sends. */
export function headersOf({ fault }: Obstacle): Record<string, string> {
  return fault.includes('retry-after') ? { 'Retry-After': '1' } : {}
}
