import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** A PNG of one pixel, as an encoder writes it: the size of the picture in Microsoft's own end-to-end tests. */
export const ENCODED_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNgSMv7DwADEgHUTEERIwAAAABJRU5ErkJggg==',
  'base64',
)

/** The same pixel in another colour, so that a replacement can be told from the picture it replaces. */
export const OTHER_ENCODED_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mM4YSP3HwAFFAIiAoaS2AAAAABJRU5ErkJggg==',
  'base64',
)

/** {@link ENCODED_PNG} in the form in which the emulator stores it. It comes back as it was sent (fact:stored-bytes). */
export const ONE_PIXEL_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAAklEQVR42v0bdY4AAAALSURBVGNgSMv7DwADEgHUNOMT/wAAAABJRU5ErkJggg==',
  'base64',
)

/** {@link OTHER_ENCODED_PNG} in that form. */
export const OTHER_ONE_PIXEL_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAAklEQVR42v0bdY4AAAALSURBVGM4YSP3HwAFFAIieiSQBAAAAABJRU5ErkJggg==',
  'base64',
)

/** A PNG of one pixel and exactly `size` bytes, which the emulator stores as it comes: most of it is EXIF. */
export function largePng(size: number): Uint8Array<ArrayBuffer> {
  const [start, end] = [ONE_PIXEL_PNG.subarray(0, 33), ONE_PIXEL_PNG.subarray(33)]
  const data = new Uint8Array(size - ONE_PIXEL_PNG.length - 12).map((_, index) => (index * 31) & 0xff)
  const named = Buffer.concat([Buffer.from('eXIf'), data])
  return new Uint8Array(Buffer.concat([start, uint32(data.length), named, uint32(crc32(named)), end]))
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** Every byte value once: what no decoding and encoding as text survives. */
export const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, index) => index)

/** The SHA-256 of some bytes, in hex. */
export function sha256(bytes: Uint8Array | ArrayBuffer): string {
  return createHash('sha256').update(new Uint8Array(bytes)).digest('hex')
}
