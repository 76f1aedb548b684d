import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { storedAnew } from '../../test-support/stored-anew.ts'
import { compareImages, TEST_JPEG } from '../images/compare.ts'
import { ALL_BYTES, bmp, colourfulPng, GIF, JPEG, onePixel, png, type TestPicture } from '../pictures.ts'

const IMAGES = [onePixel(7), png(3, 2, 40), colourfulPng(17, 11), JPEG, GIF, bmp(4, 2), bmp(64, 33)]

const bytesOf = ({ bytes }: TestPicture) => Buffer.from(bytes)

function flipped(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes)
  const index = at < 0 ? bytes.length + at : at
  changed[index] = (changed[index] ?? 0) ^ 1
  return changed
}

it.each(IMAGES)('takes $name for itself', async (image) => {
  expect(await compareImages(image.bytes, bytesOf(image))).toBeUndefined()
})

it.each(IMAGES)('takes $name for the same image when it was stored anew', async (image) => {
  const anew = storedAnew(bytesOf(image))
  expect(anew.equals(image.bytes)).toBe(false)
  expect(await compareImages(image.bytes, anew, TEST_JPEG)).toBeUndefined()
})

it.each([
  { quality: 95 },
  { quality: 75, chromaSubsampling: '4:2:0' },
  { quality: 60, progressive: true },
  { quality: 40, mozjpeg: true },
])('takes the JPEG for the same image when another encoder compressed it with %j', async (options) => {
  const anew = await sharp(JPEG.bytes).jpeg(options).toBuffer()
  expect(await compareImages(JPEG.bytes, anew, TEST_JPEG)).toBeUndefined()
})

it('takes a PNG for the same image in another colour type, with interlacing, and with a palette', async () => {
  const image = png(20, 20, 90)
  for (const options of [{ palette: true }, { progressive: true }, { compressionLevel: 0 }]) {
    const anew = await sharp(image.bytes).png(options).toBuffer()
    expect(await compareImages(image.bytes, anew)).toBeUndefined()
  }
})

describe('notices', () => {
  it('bytes that are no image and differ', async () => {
    expect(await compareImages(ALL_BYTES.bytes, flipped(bytesOf(ALL_BYTES), 9))).toContain('bytes that are no image')
  })

  it('one wrong pixel of a PNG, and says where', async () => {
    const image = colourfulPng(17, 11)
    const { data, info } = await sharp(image.bytes).raw().toBuffer({ resolveWithObject: true })
    const at = (5 * info.width + 3) * info.channels
    data[at] = (data[at] ?? 0) ^ 1
    const wrong = await sharp(data, { raw: info }).png().toBuffer()
    expect(await compareImages(image.bytes, wrong)).toMatch(/^1 of 187 pixels differ, the first at 3, 5: #/)
  })

  it('one wrong pixel of a JPEG', async () => {
    const { data, info } = await sharp(JPEG.bytes).raw().toBuffer({ resolveWithObject: true })
    data.fill(0, (20 * info.width + 20) * 3, (20 * info.width + 21) * 3)
    const wrong = await sharp(data, { raw: info }).jpeg({ quality: 90 }).toBuffer()
    expect(await compareImages(JPEG.bytes, wrong, TEST_JPEG)).toContain('more than compressing a JPEG anew explains')
  })

  it('a JPEG that moved by one row, and one of other colours, even without a test picture', async () => {
    const moved = await sharp(JPEG.bytes)
      .extract({ left: 0, top: 1, width: 48, height: 31 })
      .extend({ bottom: 1 })
      .jpeg()
      .toBuffer()
    expect(await compareImages(JPEG.bytes, moved, TEST_JPEG)).toBeDefined()
    const other = await sharp(JPEG.bytes).negate().jpeg().toBuffer()
    expect(await compareImages(JPEG.bytes, other)).toBeDefined()
  })

  it('another format, and another size', async () => {
    const jpeg = await sharp(onePixel(3).bytes).jpeg().toBuffer()
    expect(await compareImages(onePixel(3).bytes, jpeg)).toBe('image/png went up, and image/jpeg came back')
    const smaller = await sharp(png(4, 4, 9).bytes)
      .resize(2, 2)
      .png()
      .toBuffer()
    expect(await compareImages(png(4, 4, 9).bytes, smaller)).toBe('an image of 4×4 went up, and one of 2×2 came back')
  })

  it.each(IMAGES)('$name without its last bytes, or with one more', async (image) => {
    const anew = storedAnew(bytesOf(image))
    for (const cut of [1, 2, 8])
      expect(await compareImages(image.bytes, anew.subarray(0, -cut)), `${cut}`).toBeDefined()
    const longer = Buffer.concat([anew, Buffer.of(0)])
    expect(await compareImages(image.bytes, longer)).toMatch(/damaged: (1 byte follows|the header states)/)
  })

  it('every flipped bit of a checksum in a PNG, which decoders forgive', async () => {
    const image = colourfulPng(17, 11)
    const anew = storedAnew(bytesOf(image))
    const idat = anew.indexOf('IDAT')
    const places = [29, anew.length - 1, idat + 4 + anew.readUInt32BE(idat - 4)]
    for (const place of places) {
      expect(await compareImages(image.bytes, flipped(anew, place))).toMatch(/the chunk \w+ has a wrong checksum/)
    }
  })

  it('a GIF whose pixels end early, without a word on the console', async () => {
    const anew = storedAnew(bytesOf(GIF))
    const data = anew.indexOf(0x2c) + 10
    const short = Buffer.concat([anew.subarray(0, data + 1), Buffer.of(1, 0x84, 0), anew.subarray(-1)])
    expect(await compareImages(GIF.bytes, short)).toBeDefined()
  })
})

it('decodes no image that claims to be larger than any that the product takes', async () => {
  // 4 bytes for each of 400 million pixels, of a file of 36.
  const gif = (shade: number) => {
    const bytes = Buffer.from(GIF.bytes)
    bytes.writeUInt16LE(20_000, 6)
    bytes.writeUInt16LE(20_000, 8)
    bytes[13] = shade
    return bytes
  }
  const before = process.memoryUsage().arrayBuffers
  expect(await compareImages(gif(1), gif(2))).toBe(
    'other bytes came back, and an image of 20000×20000 is too large to compare',
  )
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000)
})
