import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { Jimp } from 'jimp'
import { crc32 } from '../images/crc32.ts'

/** Bytes of characters below 256. */
export const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** A chunk of PNG with the right checksum, or another one. */
export function pngChunk(type: string, data: Uint8Array = new Uint8Array(), sum?: number): Buffer {
  const checked = Buffer.concat([latin1(type), data])
  return Buffer.concat([uint32(data.length), checked, uint32(sum ?? crc32(checked))])
}

/** The signature of PNG. */
export const pngSignature = latin1('\x89PNG\r\n\x1a\n')

/** Cuts bytes into parts of these sizes, the last of which is repeated. */
export function cut(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const parts: Uint8Array[] = []
  for (let at = 0, index = 0; at < bytes.length; index++) {
    const size = Math.max(1, sizes[Math.min(index, sizes.length - 1)] ?? bytes.length)
    parts.push(bytes.subarray(at, at + size))
    at += size
  }
  return parts
}

const text = fc.string({ maxLength: 40 }).map((value) => Buffer.from(value))
const side = fc.integer({ min: 1, max: 40 })
const sizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 })

const superfluous = fc.array(
  fc.tuple(fc.constantFrom('tEXt', 'zTXt', 'iTXt', 'tIME', 'vpAg', 'prVt'), text).map(([type, data]) => {
    return pngChunk(type, data)
  }),
  { maxLength: 3 },
)
const telling = fc.subarray([
  pngChunk('gAMA', uint32(45_455)),
  pngChunk('sRGB', Buffer.of(0)),
  pngChunk('pHYs', Buffer.concat([uint32(2835), uint32(2835), Buffer.of(1)])),
  pngChunk('eXIf', latin1('MM\0*\0\0\0\x08\0\0')),
])

/** A PNG of eight bits a channel, with chunks that say something and chunks that do not. */
export const anyPng = fc
  .record({
    width: side,
    height: side,
    colour: fc.constantFrom<readonly [type: number, channels: number]>([0, 1], [2, 3], [3, 1], [4, 2], [6, 4]),
    seed: fc.integer(),
    level: fc.constantFrom(0, 9),
    sizes,
    before: superfluous,
    after: superfluous,
    telling,
    trailer: text,
  })
  .map(({ width, height, colour: [type, channels], seed, level, ...parts }) => {
    const row = () => Buffer.concat([Buffer.of(0), noise(width * channels, seed, type === 3 ? 2 : 256)])
    const rows = deflateSync(Buffer.concat(Array.from({ length: height }, row)), { level })
    const palette = [pngChunk('PLTE', latin1('\xff\0\0\0\0\xff')), pngChunk('tRNS', Buffer.of(255, 90))]
    const header = Buffer.concat([uint32(width), uint32(height), Buffer.of(8, type, 0, 0, 0)])
    const decodable = Buffer.concat([
      ...[pngSignature, pngChunk('IHDR', header), ...parts.before, ...parts.telling, ...(type === 3 ? palette : [])],
      ...cut(rows, parts.sizes).map((part) => pngChunk('IDAT', part)),
      ...[...parts.after, pngChunk('IEND')],
    ])
    return { bytes: Buffer.concat([decodable, parts.trailer]), decodable, width, height, kept: parts.telling }
  })

/** Bytes below `limit` that look random and are always the same. */
export function noise(length: number, seed: number, limit = 256): Buffer {
  let state = seed >>> 0
  return Buffer.from(
    Array.from({ length }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
      return (state >>> 16) % limit
    }),
  )
}

const segment = (code: number, data: Uint8Array): Buffer => {
  const length = data.length + 2
  return Buffer.concat([Buffer.of(0xff, code, length >> 8, length & 255), data])
}
const superfluousSegments = fc.array(
  fc.oneof(
    text.map((comment) => segment(0xfe, comment)),
    text.map((data) => segment(0xe1, Buffer.concat([latin1('http://ns.adobe.com/xap/1.0/\0'), data]))),
    text.map((data) => segment(0xed, Buffer.concat([latin1('Photoshop 3.0\0'), data]))),
    fc.constant(segment(0xe2, latin1('MPF\0MM\0*'))),
  ),
  { maxLength: 3 },
)
const tellingSegments = fc.subarray([
  segment(0xe1, latin1('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x01\0\0\0\0\0\0')),
  segment(0xe2, latin1('ICC_PROFILE\0\x01\x01not really a profile')),
])

/** A JPEG as an encoder makes it, with segments that say something and segments that do not. */
export const anyJpeg = fc
  .record({
    width: side,
    height: side,
    seed: fc.integer(),
    quality: fc.constantFrom(30, 95),
    superfluous: superfluousSegments,
    telling: tellingSegments,
    trailer: text,
  })
  .map(async ({ width, height, seed, quality, superfluous: noted, telling: kept, trailer }) => {
    const image = Jimp.fromBitmap({ width, height, data: noise(width * height * 4, seed) })
    const encoded = await image.getBuffer('image/jpeg', { quality })
    const [start, rest] = [encoded.subarray(0, 20), encoded.subarray(20)]
    const bytes = Buffer.concat([start, ...kept, ...noted, rest, trailer])
    return { bytes, decodable: encoded, width, height, kept }
  })

/** The codes of a frame of GIF for `pixels` of two bits: each after a clear code, so that none needs a table. */
function gifCodes(pixels: Uint8Array): Buffer {
  const codes = [...pixels].flatMap((pixel) => [4, pixel])
  const bits = [...codes, 5].flatMap((code) => [code & 1, (code >> 1) & 1, code >> 2])
  const bytes = Buffer.alloc(Math.ceil(bits.length / 8))
  for (const [index, bit] of bits.entries()) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (bit << (index & 7))
  return bytes
}

const blocks = (data: Uint8Array, lengths: readonly number[]): Buffer =>
  Buffer.concat([
    ...cut(
      data,
      lengths.map((length) => Math.min(length, 255)),
    ).flatMap((part) => [Buffer.of(part.length), part]),
    Buffer.of(0),
  ])
const extension = (label: number, ...parts: readonly Uint8Array[]): Buffer =>
  Buffer.concat([Buffer.of(0x21, label), ...parts])

const loop = extension(0xff, Buffer.of(11), latin1('NETSCAPE2.0'), Buffer.of(3, 1, 0, 0, 0))
const control = extension(0xf9, Buffer.of(4, 4, 10, 0, 0, 0))
const colours = latin1('\0\0\0\xff\0\0\0\xff\0\0\0\xff')

/** A GIF of one or more frames, with comments, in the older or the newer version. */
export const anyGif = fc
  .record({
    width: side,
    height: side,
    version: fc.constantFrom('GIF87a', 'GIF89a'),
    frames: fc.array(fc.integer(), { minLength: 1, maxLength: 3 }),
    ownColours: fc.boolean(),
    sizes,
    comments: fc.array(text, { maxLength: 2 }),
    trailer: text,
  })
  .map(({ width, height, version, frames, ownColours, sizes: lengths, comments, trailer }) => {
    const size = Buffer.of(width, 0, height, 0)
    const datas = frames.map((seed) => gifCodes(noise(width * height, seed, 4)))
    const notes = comments.map((comment) => extension(0xfe, blocks(comment, [255])))
    const images = datas.flatMap((data) => [
      ...(version === 'GIF89a' ? [control] : []),
      ...notes,
      Buffer.concat([Buffer.of(0x2c, 0, 0, 0, 0), size, Buffer.of(ownColours ? 0x81 : 0)]),
      ...(ownColours ? [colours] : []),
      ...[Buffer.of(2), blocks(data, lengths)],
    ])
    const isNew = version === 'GIF89a'
    const head = [latin1(version), size, Buffer.of(0x91, 0, 0), colours, ...(isNew ? [loop] : [])]
    const xmp = isNew ? [extension(0xff, Buffer.of(11), latin1('XMP DataXMP'), Buffer.of(1, 120, 0))] : []
    const bytes = Buffer.concat([...head, ...xmp, ...images, Buffer.of(0x3b), trailer])
    return { bytes, decodable: Buffer.concat([...head, ...images, Buffer.of(0x3b)]), width, height, datas }
  })

/** A BMP of 24 or 32 bits a pixel; some encoders leave sizes at 0, and reserved fields hold something. */
export const anyBmp = fc
  .record({
    width: side,
    height: side,
    bits: fc.constantFrom(24, 32),
    seed: fc.integer(),
    statedSize: fc.boolean(),
    reserved: fc.nat({ max: 65_535 }),
    trailer: text,
  })
  .map(({ width, height, bits, seed, statedSize, reserved, trailer }) => {
    const size = Math.ceil((width * bits) / 32) * 4 * height
    const header = Buffer.alloc(54)
    header.write('BM')
    header.writeUInt32LE(statedSize ? 54 + size : 0, 2)
    header.writeUInt16LE(reserved, 6)
    header.writeUInt32LE(54, 10)
    header.writeUInt32LE(40, 14)
    header.writeInt32LE(width, 18)
    header.writeInt32LE(height, 22)
    header.writeUInt16LE(1, 26)
    header.writeUInt16LE(bits, 28)
    header.writeUInt32LE(statedSize ? size : 0, 34)
    const decodable = Buffer.concat([header, noise(size, seed)])
    return { bytes: Buffer.concat([decodable, trailer]), decodable, width, height }
  })
