import { crc32, deflateSync } from 'node:zlib'
import { imageSize } from 'image-size'

/** A picture that verify uploads, with what a server should tell of it. */
export interface TestPicture {
  readonly name: string
  readonly bytes: Uint8Array
  /** Pixels; undefined where the bytes are no picture and what the server tells of them is not settled. */
  readonly size: { readonly width: number; readonly height: number } | undefined
  readonly contentType: string | undefined
}

/** What the first bytes of a picture say of it. */
export interface SniffedPicture {
  readonly contentType: string
  readonly width: number
  readonly height: number
}

const SIGNATURES: readonly [signature: string, contentType: string][] = [
  ['\x89PNG\r\n\x1a\n', 'image/png'],
  ['\xff\xd8\xff', 'image/jpeg'],
  ['GIF8', 'image/gif'],
  ['BM', 'image/bmp'],
]

/** Type and size by the bytes themselves, for the four formats that are certain in the product; else undefined. */
export function sniffPicture(bytes: Uint8Array): SniffedPicture | undefined {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  const contentType = SIGNATURES.find(([signature]) => start.startsWith(signature))?.[1]
  if (contentType === undefined) return undefined
  try {
    const { width, height } = imageSize(bytes)
    return { contentType, width, height }
  } catch {
    return undefined
  }
}

/**
 * Whether a picture is what a server made of an original that was put back: the same bytes, or an image of the same
 * format and size. fact:stored-bytes
 */
export function isRestored(original: Uint8Array, shown: Uint8Array): boolean {
  if (Buffer.compare(original, shown) === 0) return true
  const [left, right] = [sniffPicture(original), sniffPicture(shown)]
  if (left === undefined || right === undefined) return false
  return left.contentType === right.contentType && left.width === right.width && left.height === right.height
}

/** A PNG of one pixel, as Microsoft's own tests use one; another `shade` gives other bytes. */
export function onePixel(shade: number): TestPicture {
  return png(1, 1, shade)
}

/** A PNG of one grey. */
export function png(width: number, height: number, shade: number): TestPicture {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits of grey, no interlacing.
  header.set([8, 0, 0, 0, 0], 8)
  const row = Buffer.alloc(width + 1, shade)
  row[0] = 0
  const rows = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)))
  const bytes = Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ])
  return { name: `a PNG of ${width}×${height}`, bytes, size: { width, height }, contentType: 'image/png' }
}

/** A GIF of 4×3 pixels. */
export const GIF: TestPicture = {
  name: 'a GIF of 4×3',
  bytes: Buffer.from('R0lGODlhBAADAIAAAMwzAAAAACH/C05FVFNDQVBFMi4wAwEAAAAh+QQICAAAACwAAAAABAADAAACA4SPVgA7', 'base64'),
  size: { width: 4, height: 3 },
  contentType: 'image/gif',
}

/** A JPEG of 5×4 pixels. */
export const JPEG: TestPicture = {
  name: 'a JPEG of 5×4',
  bytes: Buffer.from(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wCEABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8' +
      'ybqmx5moq6QBHB4eKCMoTisrTqRuXW6kpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpP/AABEIAAQA' +
      'BQMBEQACEQEDEQH/xAGiAAABBQEBAQEBAQAAAAAAAAAAAQIDBAUGBwgJCgsQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQy' +
      'gZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SV' +
      'lpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+gEAAwEBAQEBAQEBAQAAAAAAAAEC' +
      'AwQFBgcICQoLEQACAQIEBAMEBwUEBAABAncAAQIDEQQFITEGEkFRB2FxEyIygQgUQpGhscEJIzNS8BVictEKFiQ04SXxFxgZGiYnKCkqNTY3' +
      'ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqCg4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS' +
      '09TV1tfY2dri4+Tl5ufo6ery8/T19vf4+fr/2gAMAwEAAhEDEQA/AK1eicp//9k=',
    'base64',
  ),
  size: { width: 5, height: 4 },
  contentType: 'image/jpeg',
}

/** A BMP of noise, whose length is given by its size: 54 bytes and three for each pixel of a width that four divides. */
export function bmp(width: number, height: number): TestPicture {
  const bytes = Buffer.alloc(54 + width * height * 3)
  bytes.write('BM', 'latin1')
  bytes.writeUInt32LE(bytes.length, 2)
  bytes.writeUInt32LE(54, 10)
  bytes.writeUInt32LE(40, 14)
  bytes.writeInt32LE(width, 18)
  bytes.writeInt32LE(height, 22)
  bytes.writeUInt16LE(1, 26)
  bytes.writeUInt16LE(24, 28)
  fillWithNoise(bytes.subarray(54))
  return { name: `a BMP of ${width}×${height}`, bytes, size: { width, height }, contentType: 'image/bmp' }
}

/** Bytes that are no picture. */
export function noPicture(name: string, bytes: Uint8Array): TestPicture {
  return { name, bytes, size: undefined, contentType: undefined }
}

/** Every byte value once: what no decoding and encoding as text survives. */
export const ALL_BYTES = noPicture(
  '256 distinct bytes',
  Uint8Array.from({ length: 256 }, (_, index) => index),
)

/** A single byte, the smallest picture there can be. */
export const ONE_BYTE = noPicture('1 byte', Uint8Array.of(0x80))

// Noise does not compress and holds no long repetition, so a lost or moved block changes the hash.
function fillWithNoise(bytes: Buffer): void {
  let state = 0x9e3779b9
  for (let index = 0; index < bytes.length; index += 1) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    bytes[index] = state & 0xff
  }
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(body.length + 8)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), body.length + 4)
  return framed
}
