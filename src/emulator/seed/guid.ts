import { createHash } from 'node:crypto'

/** Drawn once at random; any value would do, as long as it never changes. */
const namespace = Buffer.from('6d1f0f5c0c2b4d3f9a7c52e3a4b8d917', 'hex')

/** A GUID that is always the same for the same name (a version 5 UUID). */
export function stableGuid(name: string): string {
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
