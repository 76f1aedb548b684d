import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { typeOf } from '../images/image-type.ts'
import { samePixels as hasPixelsOf, judge, knowImage } from '../images/judge.ts'
import { pngPixelHash } from '../images/png-pixels.ts'
import { hasItsEnd } from '../images/whole.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bc-pictures-images-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

let count = 0
function file(bytes: Uint8Array): string {
  count += 1
  const path = join(folder, String(count))
  writeFileSync(path, bytes)
  return path
}

/** A picture with a gradient, a transparent corner and 40 × 30 pixels. */
function gradient(channels: 3 | 4 = 4, change = 0): Sharp {
  const data = Buffer.alloc(40 * 30 * channels)
  for (let at = 0; at < data.length; at += 1) data[at] = (at * 7 + ((at >> 6) << 3)) & 0xf0
  if (channels === 4) for (let at = 3; at < data.length; at += 4) data[at] = at < 400 ? 0 : 255
  if (change) data[data.length - 4] = (data.at(-4) ?? 0) ^ change
  return sharp(data, { raw: { width: 40, height: 30, channels } })
}

const samePixels = async (a: string, b: string) => hasPixelsOf(await knowImage({ file: a, hash: '' }), b)

const png = (image: Sharp, options = {}) => image.png(options).toBuffer()

function bmp(width: number, height: number, bits: 24 | 32, topDown = false, seed = 1): Buffer {
  const stride = Math.ceil((width * bits) / 32) * 4
  const bytes = Buffer.alloc(54 + stride * height)
  bytes.write('BM')
  for (const [at, value] of [
    [2, bytes.length],
    [10, 54],
    [14, 40],
    [18, width],
  ] as const)
    bytes.writeUInt32LE(value, at)
  bytes.writeInt32LE(topDown ? -height : height, 22)
  bytes.writeUInt16LE(1, 26)
  bytes.writeUInt16LE(bits, 28)
  for (let y = 0; y < height; y += 1) {
    const line = topDown ? y : height - 1 - y
    for (let x = 0; x < width; x += 1) {
      for (let c = 0; c < 3; c += 1)
        bytes[54 + line * stride + (x * bits) / 8 + c] = (x * 3 + y * 5 + c * 70 + seed) & 255
    }
  }
  return bytes
}

describe('the comparison of pixels', () => {
  it('finds the same pixels, whatever compression, filters, colour type and depth', async () => {
    const first = file(await png(gradient()))
    for (const options of [
      { compressionLevel: 0 },
      { adaptiveFiltering: true },
      { compressionLevel: 9, adaptiveFiltering: false },
    ]) {
      expect(await samePixels(first, file(await png(gradient(), options))), JSON.stringify(options)).toBe(true)
    }
    const grey = sharp({ create: { width: 9, height: 5, channels: 3, background: '#808080' } })
    const wide = file(await png(grey.clone()))
    for (const options of [{ palette: true }, { palette: true, bitdepth: 1 }]) {
      expect(await samePixels(wide, file(await png(grey.clone(), options))), JSON.stringify(options)).toBe(true)
    }
    expect(await samePixels(wide, file(await png(grey.clone().toColourspace('b-w'))))).toBe(true)
  })

  it('finds one changed pixel', async () => {
    expect(await samePixels(file(await png(gradient(3))), file(await png(gradient(3, 0x10))))).toBe(false)
    expect(await samePixels(file(bmp(7, 5, 24)), file(bmp(7, 5, 24, false, 2)))).toBe(false)
  })

  it('reads a BMP of 24 and of 32 bits, bottom-up and top-down, alike', async () => {
    const first = file(bmp(7, 5, 24))
    expect(await samePixels(first, file(bmp(7, 5, 32)))).toBe(true)
    expect(await samePixels(first, file(bmp(7, 5, 24, true)))).toBe(true)
  })

  it('does not compare 16 bits a sample, interlaced or damaged ones, and other formats', async () => {
    const one = file(await png(gradient(3)))
    const deep = await png(gradient(3).toColourspace('rgb16'))
    expect(await samePixels(one, file(deep))).toBeUndefined()
    expect(await samePixels(one, file(await png(gradient(3), { progressive: true })))).toBeUndefined()
    expect(await samePixels(one, file((await png(gradient(3))).subarray(0, 200)))).toBeUndefined()
    expect(await samePixels(one, file(Buffer.from('89504e470d0a1a0a', 'hex')))).toBeUndefined()
    const jpeg = file(await gradient(3).jpeg().toBuffer())
    expect(await samePixels(jpeg, jpeg)).toBeUndefined()
  })
})

describe('the judgement', () => {
  const image = (bytes: Uint8Array) => ({ file: file(bytes), hash: String(count) })

  it('takes another encoding for the same, other pixels for a warning, another format or size for a failure', async () => {
    const sent = image(await png(gradient(3)))
    expect(await judge(await knowImage(sent), image(await png(gradient(3), { compressionLevel: 1 })))).toEqual({
      kind: 'same',
    })
    expect(await judge(await knowImage(sent), image(await png(gradient(3, 0x20))))).toEqual({ kind: 'other pixels' })
    expect(await judge(await knowImage(sent), image(await gradient(3).jpeg().toBuffer()))).toMatchObject({
      cause: 'another format was stored',
    })
    expect(await judge(await knowImage(sent), image(await png(gradient(3).resize(20))))).toMatchObject({
      cause: 'another size was stored',
    })
  })

  it('takes a turned JPEG with its orientation applied for the same', async () => {
    const turned = await gradient(3).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await judge(await knowImage(image(turned)), image(await gradient(3).rotate(90).jpeg().toBuffer()))).toEqual({
      kind: 'same',
    })
  })
})

describe('the type of an image', () => {
  it('follows its bytes', async () => {
    const red = sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } })
    for (const format of ['png', 'jpeg', 'gif', 'webp', 'tiff', 'avif'] as const) {
      expect(typeOf(await red.clone().toFormat(format).toBuffer())).toBe(format)
    }
    expect(typeOf(bmp(1, 1, 24))).toBe('bmp')
    expect(typeOf(Buffer.from('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe('svg')
    expect(typeOf(Buffer.from('0000001866747970686569630000', 'hex'))).toBe('heic')
    expect(typeOf(Buffer.from('BM is how this text begins'))).toBe('unknown')
    expect(typeOf(Buffer.alloc(0))).toBe('unknown')
  })

  it('knows a picture without its end', async () => {
    const red = sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
    for (const format of ['png', 'jpeg', 'gif'] as const) {
      const whole = await red.clone().toFormat(format).toBuffer()
      expect(await hasItsEnd(file(whole), format)).toBe(true)
      expect(await hasItsEnd(file(whole.subarray(0, whole.length >> 1)), format), format).toBe(false)
    }
    expect(await hasItsEnd(file(bmp(9, 9, 24).subarray(0, 100)), 'bmp')).toBe(false)
  })
})

it('reads no more rows of a PNG than it has, though a few bytes of it become gigabytes', async () => {
  const chunk = (type: string, data: Buffer) => {
    const frame = Buffer.alloc(12 + data.length)
    frame.writeUInt32BE(data.length)
    frame.write(type, 4, 'latin1')
    data.copy(frame, 8)
    return frame
  }
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
  const bomb = (megabytes: number) =>
    file(
      Buffer.concat([
        Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
        chunk('IHDR', header),
        chunk('IDAT', deflateSync(Buffer.alloc(megabytes << 20), { level: 1 })),
        chunk('IEND', Buffer.alloc(0)),
      ]),
    )
  const worked = async (path: string) => {
    const before = process.cpuUsage()
    expect(await pngPixelHash(path, 1000)).toBeUndefined()
    return process.cpuUsage(before).user / 1000
  }
  const [small, large] = [bomb(1), bomb(64)]
  await worked(small)
  // Sixty-four times the work is what it would be; half a second is room for other work of this process.
  expect(await worked(large)).toBeLessThan(500 + 8 * (await worked(small)))
})
