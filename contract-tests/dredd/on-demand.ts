/** The answers that a well-behaved server gives to nobody's wish, and how the emulator is made to give them. */
import type { Transaction } from './document.ts'
import type { Preparation } from './step.ts'

/** By status: why other servers are not asked for the answer, and the fault that has the emulator give it. */
const BY_STATUS: Record<number, { reason: string; fault: string }> = {
  403: { reason: 'no account without permission is at hand', fault: 'no-permission' },
  408: { reason: 'a request would have to last 8 minutes', fault: '408' },
  412: { reason: 'a stale etag answers 409 or 412, and the 409 is tried', fault: '412' },
  413: { reason: 'a body over 350 MB would have to be sent', fault: '413' },
  429: { reason: 'the service limit would have to be used up', fault: '429 retry-after=1' },
  500: { reason: 'a server does not fail on demand', fault: '500' },
  502: { reason: 'a gateway does not fail on demand', fault: '502 retry-after=1' },
  503: { reason: 'a server is not overloaded on demand', fault: '503 retry-after=1' },
  504: { reason: 'a gateway does not time out on demand', fault: '504' },
}

/** The same for the service description, which takes no parameters. */
const OF_THE_DESCRIPTION: Record<number, { reason: string; fault: string }> = {
  400: { reason: 'the service description takes no option that could be wrong', fault: '400' },
  404: { reason: 'every service has a description', fault: '404' },
}

/** What stands in the way of a transaction. */
export interface Obstacle {
  /** Why it is skipped on a server that cannot be told to fail. */
  reason: string
  /** The action of a fault rule (docs/emulator.md, "Faults"). */
  fault: string
}

/** What keeps a transaction from being brought about; undefined where it only needs the right request. */
export function obstacleOf({ path, status, mediaType }: Transaction): Obstacle | undefined {
  if (mediaType === 'text/html')
    return { reason: 'no gateway stands before the server', fault: `html status=${status}` }
  return BY_STATUS[status] ?? (path.startsWith('/$') ? OF_THE_DESCRIPTION[status] : undefined)
}

/** The request that has the emulator's next answer to this method and path be the fault's. */
export function arrangement({ fault }: Obstacle, method: string, path: string): Preparation {
  const rule = `${method} ${path} ${fault} times=1`
  return { method: 'POST', url: '/_emulator/faults', body: Buffer.from(rule).toString('base64') }
}

/** The headers that the contract lets be missing, and that a fault brings nevertheless. */
export function headersOf({ fault }: Obstacle): Record<string, string> {
  return fault.includes('retry-after') ? { 'Retry-After': '1' } : {}
}
