import type { ApiVersion } from '../../src/versions.ts'

/** What Dredd must find in one version. Changed by hand, together with the contract, so that nothing gets lost unnoticed. */
export interface Expectation {
  operations: number
  transactions: number
  /** Transactions that no server but the emulator and Prism is asked for: how many for which reason. */
  skipped: Record<string, number>
}

/** Reasons that hold for every operation, list, upload or delete of a version. */
function skipped(operations: number, parents: number): Record<string, number> {
  const lists = parents + 1
  const uploads = parents
  return {
    'every service has a description': 1,
    'the request has no part that is known to be refused': operations - lists - uploads,
    'no account without permission is at hand': operations,
    'a request would have to last 8 minutes': operations,
    'the service limit would have to be used up': operations,
    'a server does not fail on demand': operations,
    'a gateway does not fail on demand': operations,
    'a server is not overloaded on demand': operations,
    'a gateway does not time out on demand': operations,
    // Everywhere 400, 500, 502, 503 and 504 can come as HTML, on lists 414 as well.
    'there is no gateway or web server in front of the server': 5 * operations + lists,
    // An upload and a delete of each parent take If-Match.
    'an outdated etag returns 409 or 412, and the 409 is tried': 2 * parents,
    'a body over 350 MB would have to be sent': uploads,
    'more than 20,000 entities would be needed': lists,
  }
}

/** By version. */
export const EXPECTATIONS: Record<ApiVersion, Expectation> = {
  beta: { operations: 30, transactions: 519, skipped: skipped(30, 4) },
  'v1.0': { operations: 30, transactions: 519, skipped: skipped(30, 4) },
  'v2.0': { operations: 38, transactions: 665, skipped: skipped(38, 6) },
}
