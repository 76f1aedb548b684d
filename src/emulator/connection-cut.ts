/** The connection ends without a response, or in the middle of one. */
export class ConnectionCut extends Error {
  override readonly name = 'ConnectionCut'
}
