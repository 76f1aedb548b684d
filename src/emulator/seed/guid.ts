import { sha1 } from '@noble/hashes/legacy.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { concat, utf8 } from '../bytes.ts'

/** Drawn once at random; any value would do, as long as it never changes. */
const namespace = hexToBytes('6d1f0f5c0c2b4d3f9a7c52e3a4b8d917')

/** A GUID that is always the same for the same name (a version 5 UUID). */
export function stableGuid(name: string): string {
  const bytes = sha1(concat([namespace, utf8(name)])).subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return bytesToHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
