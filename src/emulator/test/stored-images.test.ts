import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { Jimp } from 'jimp'
import { describe, expect, it } from 'vitest'
import { ImageIntake } from '../images/intake.ts'
import { anyBmp, anyGif, anyJpeg, anyPng, cut, latin1, pngChunk, pngSignature } from './image-builders.ts'
import { pixelsOf } from './pixels.ts'
import { encodedPng, onePixelPng, sha256 } from './support.ts'

const canonical = { variant: 0 }

/** What is stored of bytes that come in pieces of these sizes. */
async function stored(
  bytes: Uint8Array,
  sizes: readonly number[] = [65_536],
  encoding: 'verbatim' | { variant: number } = canonical,
) {
  const intake = new ImageIntake(encoding)
  async function* source() {
    for (const piece of cut(bytes, sizes)) yield Uint8Array.from(piece)
  }
  const pieces: Uint8Array[] = []
  for await (const piece of intake.pass(source())) pieces.push(piece)
  return { bytes: Buffer.concat(pieces), pieces: pieces.length, ...intake.facts }
}

const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 4 })

interface Built {
  readonly bytes: Buffer
  /** The same image without what the decoder of these tests does not forgive. */
  readonly decodable?: Buffer
  readonly width: number
  readonly height: number
}

/** What holds for every sound image: other bytes, the same pixels, the same again, however the pieces fall. */
async function expectStoredAnew(
  { bytes, decodable = bytes, width, height }: Built,
  pieces: readonly number[],
  contentType: string,
) {
  const once = await stored(bytes, pieces)
  expect(once).toMatchObject({ width, height, contentType })
  expect(once.bytes.equals(bytes)).toBe(false)
  expect(await pixelsOf(once.bytes)).toEqual(await pixelsOf(decodable))
  expect((await stored(once.bytes)).bytes.equals(once.bytes)).toBe(true)
  expect((await stored(bytes)).bytes.equals(once.bytes)).toBe(true)
  const other = await stored(bytes, pieces, { variant: 1 })
  expect(other.bytes.equals(once.bytes)).toBe(false)
  expect(await pixelsOf(other.bytes)).toEqual(await pixelsOf(decodable))
  expect(await stored(bytes, pieces, 'verbatim')).toMatchObject({ bytes, width, height, contentType })
  return once.bytes
}

describe('an image is stored as other bytes with the same pixels, and the same on a second pass (fact:stored-bytes)', () => {
  it('PNG, without its texts and with all that decides how it looks', () =>
    fc.assert(
      fc.asyncProperty(anyPng, sizes, async (png, pieces) => {
        const result = await expectStoredAnew(png, pieces, 'image/png')
        for (const chunk of png.kept) expect(result.includes(chunk)).toBe(true)
        expect(result.toString('latin1')).not.toMatch(/tEXt|zTXt|iTXt|tIME|vpAg|prVt/)
        expect(result.subarray(-12)).toEqual(pngChunk('IEND'))
      }),
      { numRuns: 60 },
    ))

  it('JPEG, without its comments and with orientation and colour profile', () =>
    fc.assert(
      fc.asyncProperty(anyJpeg, sizes, async (jpeg, pieces) => {
        const built = await jpeg
        const result = await expectStoredAnew(built, pieces, 'image/jpeg')
        for (const segment of built.kept) expect(result.includes(segment)).toBe(true)
        expect(result.toString('latin1')).not.toMatch(/ns\.adobe|Photoshop|MPF\0/)
        expect(result.subarray(-2)).toEqual(Buffer.of(0xff, 0xd9))
      }),
      { numRuns: 30 },
    ))

  it('GIF, without its comments and with every frame, delay and loop', () =>
    fc.assert(
      fc.asyncProperty(anyGif, sizes, async (gif, pieces) => {
        const result = await expectStoredAnew(gif, pieces, 'image/gif')
        expect(framesOf(result).map(sha256)).toEqual(gif.datas.map(sha256))
        expect(result.includes('NETSCAPE2.0')).toBe(gif.bytes.includes('NETSCAPE2.0'))
        expect(result.includes('XMP')).toBe(false)
      }),
      { numRuns: 60 },
    ))

  it('BMP, without what follows it', () =>
    fc.assert(
      fc.asyncProperty(anyBmp, sizes, async (bmp, pieces) => {
        const result = await expectStoredAnew(bmp, pieces, 'image/bmp')
        expect(result.readUInt32LE(2)).toBe(result.length)
        expect(result.readUInt32LE(6)).toBe(0)
      }),
      { numRuns: 60 },
    ))

  const folder = new URL('../seed/pictures/', import.meta.url)
  it.each(readdirSync(folder))('the picture %s of the demo company', async (name) => {
    const bytes = readFileSync(new URL(name, folder))
    const { width, height, mime } = await Jimp.read(bytes)
    await expectStoredAnew({ bytes, width, height }, [1000], String(mime))
  })

  it('the smallest PNG', async () => {
    expect(await expectStoredAnew({ bytes: encodedPng, width: 1, height: 1 }, [1], 'image/png')).toEqual(onePixelPng)
  })
})

/** The image data of each frame of a GIF with a global colour table of four colours. */
function framesOf(gif: Buffer): Buffer[] {
  const frames: Buffer[] = []
  const skipBlocks = (from: number, parts: Buffer[] = []) => {
    let at = from
    for (let size = gif.readUInt8(at++); size > 0; size = gif.readUInt8(at++)) {
      parts.push(gif.subarray(at, at + size))
      at += size
    }
    return at
  }
  for (let at = 25; gif[at] !== 0x3b; ) {
    if (gif[at] === 0x21) at = skipBlocks(at + 2)
    else {
      const parts: Buffer[] = []
      at = skipBlocks(at + 11 + (gif.readUInt8(at + 9) & 0x80 ? 12 : 0), parts)
      frames.push(Buffer.concat(parts))
    }
  }
  return frames
}

describe('a damaged PNG is one by its signature alone (fact:png-by-signature)', () => {
  const [header, end] = [onePixelPng.subarray(0, 33), onePixelPng.subarray(-12)]

  it.each([
    ['nothing after the signature', pngSignature],
    ['a header that is cut off', onePixelPng.subarray(0, 20)],
    ['a chunk without a name', Buffer.concat([header, Buffer.alloc(40, 7)])],
    ['a chunk that is longer than any can be', Buffer.concat([header, latin1('\xff\xff\xff\xffIDATabc'), end])],
  ])('%s: kept byte for byte', async (_, bytes) => {
    expect(await stored(bytes, [3])).toMatchObject({ bytes, contentType: 'image/png' })
  })

  it.each([
    ['a file that is cut off', onePixelPng.subarray(0, 50)],
    ['a wrong checksum', Buffer.concat([header, pngChunk('IDAT', latin1('some data'), 1), end])],
    [
      'a wrong checksum of nothing',
      Buffer.concat([header, pngChunk('IDAT', latin1(''), 1), pngChunk('IDAT', latin1('abc')), end]),
    ],
  ])('%s: stays damaged, and the same on a second pass', async (_, bytes) => {
    const once = await stored(bytes, [3])
    expect(once).toMatchObject({ width: 1, height: 1, contentType: 'image/png' })
    expect((await stored(once.bytes)).bytes.equals(once.bytes)).toBe(true)
    await expect(Jimp.read(once.bytes)).rejects.toThrow()
  })
})

it('what is no image stays byte for byte, of no size (fact:unrecognised-verbatim)', async () => {
  const webp = latin1('RIFF\x24\0\0\0WEBPVP8 ')
  for (const bytes of [
    webp,
    latin1('<svg/>'),
    latin1('BMW 320d, a text that begins like a bitmap'),
    latin1('B'),
    latin1('GIF88a....'),
  ]) {
    const expected = { bytes, width: 0, height: 0, contentType: 'application/octet-stream' }
    expect(await stored(bytes, [2])).toMatchObject(expected)
  }
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), sizes, async (bytes, pieces) => {
      expect((await stored(bytes, pieces)).bytes.equals(bytes)).toBe(true)
    }),
  )
})

describe('whatever comes', () => {
  const starts = [pngSignature, latin1('\xff\xd8\xff'), latin1('GIF89a'), latin1('BM')]
  const random = fc.tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 })).map(Buffer.concat)
  const sound = fc.oneof(anyPng, anyGif, anyBmp).map(({ bytes }) => bytes)
  const jpeg = anyJpeg.map(async (built) => (await built).bytes)
  const harm = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 6 })

  it('it ends, hardly longer than it was, and the same on a second pass', () =>
    fc.assert(
      fc.asyncProperty(fc.oneof(random, sound, jpeg), harm, fc.nat(), sizes, async (built, changes, end, pieces) => {
        const bytes = Buffer.from(await built)
        for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value
        const cutOff = bytes.subarray(0, end % 3 === 0 ? end % (bytes.length + 1) : bytes.length)
        const once = await stored(cutOff, pieces)
        expect(once.bytes.length).toBeLessThanOrEqual(cutOff.length * 1.01 + 64)
        expect((await stored(once.bytes, [7])).bytes.equals(once.bytes)).toBe(true)
        expect((await stored(cutOff)).bytes.equals(once.bytes)).toBe(true)
      }),
      { numRuns: 600 },
    ))

  it.each([
    ['PNG', Buffer.concat([pngSignature, ...Array.from({ length: 100_000 }, () => pngChunk('ABCD'))])],
    [
      'PNG whose checksums are wrong',
      Buffer.concat([pngSignature, ...Array.from({ length: 100_000 }, () => pngChunk('IDAT', latin1(''), 1))]),
    ],
    ['JPEG', Buffer.concat([latin1('\xff\xd8'), ...Array.from({ length: 300_000 }, () => latin1('\xff\xdb\0\x02'))])],
    [
      'GIF',
      Buffer.concat([latin1('GIF89a\x01\0\x01\0\0\0\0'), ...Array.from({ length: 300_000 }, () => latin1('!\xf9\0'))]),
    ],
  ])('a %s of nothing but empty parts does not become as many pieces', async (_, bytes) => {
    const { pieces, bytes: result } = await stored(bytes)
    expect(pieces).toBeLessThanOrEqual(Math.ceil(result.length / 65_536) + 1)
  })
})
