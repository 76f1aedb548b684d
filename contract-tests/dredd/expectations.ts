import type { ApiVersion } from '../../src/versions.ts'

/** What Dredd must find in one version. Changed by hand, together with the contract, so that nothing goes missing unseen. */
export interface Expectation {
  operations: number
  transactions: number
  /** Transactions that no server but the emulator and Prism is asked for: how many for which reason. */
  skipped: Record<string, number>
}

/** Reasons that hold for every operation, or every upload, of a version. */
function skipped(operations: number, parents: number, withIfMatch: number): Record<string, number> {
  return {
    'every service has a description': 1,
    'the service description takes no option that could be wrong': 1,
    'no account without permission is at hand': operations,
    'a request would have to last 8 minutes': operations,
    'the service limit would have to be used up': operations,
    'a server does not fail on demand': operations,
    'a gateway does not fail on demand': operations,
    'a server is not overloaded on demand': operations,
    'a gateway does not time out on demand': operations,
    // A gateway may answer 502, 503 and 504 in HTML.
    'no gateway stands before the server': 3 * operations,
    'a stale etag answers 409 or 412, and the 409 is tried': withIfMatch,
    'a body over 350 MB would have to be sent': parents,
  }
}

/** By version. */
export const EXPECTATIONS: Record<ApiVersion, Expectation> = {
  beta: { operations: 30, transactions: 448, skipped: skipped(30, 4, 8) },
  'v1.0': { operations: 30, transactions: 448, skipped: skipped(30, 4, 8) },
  'v2.0': { operations: 38, transactions: 574, skipped: skipped(38, 6, 12) },
}
