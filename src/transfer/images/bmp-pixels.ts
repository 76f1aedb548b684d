import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { tryToRead } from './with-file.ts'

/**
 * A hash of a BMP's pixels: 8 bits with a palette, 24 or 32 bits, without compression.
 * @returns undefined for what is not compared
 */
export const bmpPixelHash = (path: string, maxPixels: number): Promise<string | undefined> =>
  tryToRead(path, (file) => hashPixels(file, maxPixels))

async function hashPixels(file: FileHandle, maxPixels: number): Promise<string | undefined> {
  const read = async (at: number, size: number) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, at)
    if (bytesRead < size) throw new Error('The BMP ends early.')
    return buffer
  }
  const head = await read(0, 54)
  const [pixelsAt, headerSize] = [head.readUInt32LE(10), head.readUInt32LE(14)]
  const [width, signedHeight] = [head.readInt32LE(18), head.readInt32LE(22)]
  const [bits, compression] = [head.readUInt16LE(28), head.readUInt32LE(30)]
  const height = Math.abs(signedHeight)
  if (headerSize < 40 || compression !== 0 || ![8, 24, 32].includes(bits)) return undefined
  if (width <= 0 || height === 0 || width * height > maxPixels) return undefined
  const colours = head.readUInt32LE(46) || 256
  const palette = bits === 8 ? await read(14 + headerSize, Math.min(colours, 256) * 4) : undefined
  const stride = Math.ceil((width * bits) / 32) * 4
  const hash = createHash('sha256').update(`${width}x${height}`)
  const bgr = Buffer.alloc(width * 3)
  for (let y = 0; y < height; y += 1) {
    // The first row is the lowest, unless the height is negative.
    const line = signedHeight > 0 ? height - 1 - y : y
    const row = await read(pixelsAt + line * stride, stride)
    for (let x = 0; x < width; x += 1) {
      const from = palette ? (row[x] as number) * 4 : (x * bits) / 8
      for (let c = 0; c < 3; c += 1) bgr[x * 3 + c] = (palette ?? row)[from + c] ?? 0
    }
    hash.update(bgr)
  }
  return hash.digest('hex')
}
