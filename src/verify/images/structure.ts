import { crc32 } from 'node:zlib'

/**
 * What is wrong with an image file that decoders forgive, such as a wrong checksum or a missing end: a sentence without
 * its full stop. Undefined when nothing is, and for formats that are not known here.
 */
export function structureProblem(bytes: Uint8Array, contentType: string): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return CHECKS[contentType]?.(buffer)
}

const CHECKS: Readonly<Record<string, (bytes: Buffer) => string | undefined>> = {
  'image/png': pngProblem,
  'image/jpeg': jpegProblem,
  'image/gif': gifProblem,
  'image/bmp': bmpProblem,
}

function pngProblem(bytes: Buffer): string | undefined {
  let at = 8
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at)
    const type = bytes.toString('latin1', at + 4, at + 8)
    const end = at + 12 + length
    if (end > bytes.length) break
    const checksum = bytes.readUInt32BE(end - 4)
    if (checksum !== crc32(bytes.subarray(at + 4, end - 4))) return `the chunk ${type} has a wrong checksum`
    if (type === 'IEND') return trailing(bytes, end)
    at = end
  }
  return 'the file ends before the chunk IEND'
}

function jpegProblem(bytes: Buffer): string | undefined {
  let at = 2
  while (at + 2 <= bytes.length) {
    if (bytes[at] !== 0xff) return `there is no marker at byte ${at}`
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xd9) return trailing(bytes, at + 2)
    if (marker === 0xff) at += 1
    else {
      if (at + 4 > bytes.length) break
      at += 2 + bytes.readUInt16BE(at + 2)
      if (marker === 0xda) at = endOfScan(bytes, at)
    }
  }
  return 'the file ends before the marker EOI'
}

/** The next marker after the compressed data: 0xff followed by neither a stuffed zero nor a restart marker. */
function endOfScan(bytes: Buffer, start: number): number {
  for (let at = start; at + 1 < bytes.length; at += 1) {
    if (bytes[at] !== 0xff) continue
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return bytes.length
}

/** How many images a GIF holds; those before the place where it is damaged. */
export function countGifFrames(bytes: Uint8Array): number {
  return walkGif(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).frames
}

function gifProblem(bytes: Buffer): string | undefined {
  const { end } = walkGif(bytes)
  if (end >= bytes.length) return 'the file ends before its trailer'
  return bytes[end] === 0x3b ? trailing(bytes, end + 1) : `there is no block at byte ${end}`
}

/** Passes the blocks of a GIF. @returns where its trailer is, or what stands in its place */
function walkGif(bytes: Buffer): { end: number; frames: number } {
  const colours = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  let at = 13 + colours(bytes[10] ?? 0)
  let frames = 0
  for (;;) {
    if (bytes[at] === 0x21) at = afterBlocks(bytes, at + 2)
    else if (bytes[at] === 0x2c) {
      at = afterBlocks(bytes, at + 11 + colours(bytes[at + 9] ?? 0))
      frames += 1
    } else return { end: at, frames }
  }
}

function afterBlocks(bytes: Buffer, start: number): number {
  let at = start
  while (at < bytes.length && bytes[at] !== 0) at += 1 + (bytes[at] ?? 0)
  return at + 1
}

function bmpProblem(bytes: Buffer): string | undefined {
  if (bytes.length < 54) return 'the file ends within its header'
  const stated = bytes.readUInt32LE(2)
  return stated === bytes.length ? undefined : `the header states ${stated} bytes, and the file has ${bytes.length}`
}

function trailing(bytes: Buffer, end: number): string | undefined {
  const rest = bytes.length - end
  return rest === 0 ? undefined : `${rest} ${rest === 1 ? 'byte follows' : 'bytes follow'} the end of the image`
}
