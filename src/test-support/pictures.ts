import { createHash } from 'node:crypto'

/** A PNG of one pixel: the size of the picture in Microsoft's own end-to-end tests. */
export const ONE_PIXEL_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNgSMv7DwADEgHUTEERIwAAAABJRU5ErkJggg==',
  'base64',
)

/** The same pixel in another colour, so that a replacement can be told from the picture it replaces. */
export const OTHER_ONE_PIXEL_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mM4YSP3HwAFFAIiAoaS2AAAAABJRU5ErkJggg==',
  'base64',
)

/** Every byte value once: what no decoding and encoding as text survives. */
export const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, index) => index)

/** The SHA-256 of some bytes, in hex. */
export function sha256(bytes: Uint8Array | ArrayBuffer): string {
  return createHash('sha256').update(new Uint8Array(bytes)).digest('hex')
}
