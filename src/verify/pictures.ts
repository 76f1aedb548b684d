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

/** A PNG of one pixel, as Microsoft's own tests use one; another `shade` gives other bytes. */
export function onePixel(shade: number): TestPicture {
  return png(1, 1, shade)
}

/** A PNG of one grey. */
export function png(width: number, height: number, shade: number): TestPicture {
  return pngOf(width, height, GREY, Buffer.alloc(width * height, shade))
}

/** A PNG in which every pixel has a colour of its own. */
export function colourfulPng(width: number, height: number): TestPicture {
  const pixels = Buffer.alloc(width * height * 3)
  fillWithNoise(pixels)
  return pngOf(width, height, RGB, pixels)
}

/** The colour types of PNG that are used here, with their bytes a pixel. */
const GREY = { type: 0, bytes: 1 }
const RGB = { type: 2, bytes: 3 }

function pngOf(width: number, height: number, colour: typeof GREY, pixels: Buffer): TestPicture {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits a sample, no interlacing.
  header.set([8, colour.type, 0, 0, 0], 8)
  const length = width * colour.bytes
  const lines = Array.from({ length: height }, (_, y) => [Buffer.of(0), pixels.subarray(y * length, (y + 1) * length)])
  const rows = deflateSync(Buffer.concat(lines.flat()))
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

/**
 * A JPEG of 48×32 pixels: six squares of one colour each, on the grid in which JPEG compresses. So it can be compressed
 * anew with hardly a change, and a wrong or moved pixel shows.
 */
export const JPEG: TestPicture = {
  name: 'a JPEG of 48×32',
  bytes: Buffer.from(
    '/9j/4AAQSkZJRgABAQAAAQABAAD/2wCEAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgy' +
      'PC4zNDIBCQkJDAsMGA0NGDIhHCEyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMjIyMv/AABEIACAAMAMBEQAC' +
      'EQEDEQH/xAGiAAABBQEBAQEBAQAAAAAAAAAAAQIDBAUGBwgJCgsQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEV' +
      'UtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeo' +
      'qaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+gEAAwEBAQEBAQEBAQAAAAAAAAECAwQFBgcICQoLEQACAQIE' +
      'BAMEBwUEBAABAncAAQIDEQQFITEGEkFRB2FxEyIygQgUQpGhscEJIzNS8BVictEKFiQ04SXxFxgZGiYnKCkqNTY3ODk6Q0RFRkdISUpTVFVWV1hZ' +
      'WmNkZWZnaGlqc3R1dnd4eXqCg4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2dri4+Tl5ufo6ery8/T1' +
      '9vf4+fr/2gAMAwEAAhEDEQA/AMSvFPvwoA1K2PxoKAMWv0M9YKAJq/Nj9PCgDUrY/GgoAxa/Qz1goA9ar8WPpgoA8kr9WMQoA7WuM+LCgDpq/NT7' +
      'oKAPJK/VjEKAO1rjPiwoA//Z',
    'base64',
  ),
  size: { width: 48, height: 32 },
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

/** Every byte value once: decoding and encoding them as text would change them. */
export const ALL_BYTES = noPicture(
  '256 distinct bytes',
  Uint8Array.from({ length: 256 }, (_, index) => index),
)

/** What tools that take bytes for text like to remove: a byte order mark, and blanks and line ends at both ends. */
export const TEXT_BYTES = noPicture(
  'a text with blanks at its ends',
  Buffer.from('\ufeff \r\nno picture\t\r\n \n', 'utf8'),
)

/** Bytes that are no image, as many as of a large one. */
export function noise(length: number): TestPicture {
  const bytes = Buffer.alloc(length)
  fillWithNoise(bytes)
  // No signature of an image begins like this.
  bytes[0] = 0
  return noPicture(`${length} bytes of noise`, bytes)
}

/** A single byte, the least that can be uploaded. */
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
