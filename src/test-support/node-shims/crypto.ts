import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** As much of `node:crypto` as Microsoft's scenarios use, for the page. */
export function createHash(_algorithm: 'sha256') {
  return { update: (bytes: Uint8Array) => ({ digest: (_encoding: 'hex') => bytesToHex(sha256(bytes)) }) }
}
