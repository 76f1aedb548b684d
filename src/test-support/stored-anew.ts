import { decode as decodeBmp, encode as encodeBmp } from 'bmp-ts'
import { decode as decodeJpeg, encode as encodeJpeg } from 'jpeg-js'
import { PNG } from 'pngjs'
import type { Break, BrokenRequest } from './broken-server.ts'

/** As the product is believed to do it, lossy each time: fact:jpeg-recompressed. */
const JPEG_QUALITY = 75

/**
 * An image as a server stores it that takes it apart and writes it anew: other bytes, the same pixels; a JPEG loses
 * quality. What is no image, or cannot be decoded, stays as it is. Independent of the emulator, which does not decode.
 */
export function storedAnew(bytes: Buffer): Buffer {
  try {
    return reencode(bytes) ?? bytes
  } catch {
    return bytes
  }
}

/** A server that stores images anew, in front of one that stores them as they come. */
export const storingAnew: Break = (request, forward) =>
  forward(isUpload(request) ? { ...request, body: storedAnew(request.body) } : request)

function isUpload({ method, url }: BrokenRequest): boolean {
  return method === 'PATCH' && /\/(pictureContent|content)(\?|$)/.test(url)
}

function reencode(bytes: Buffer): Buffer | undefined {
  const start = bytes.toString('latin1', 0, 8)
  if (start === '\x89PNG\r\n\x1a\n') return PNG.sync.write(PNG.sync.read(bytes), { colorType: 6, filterType: 1 })
  if (start.startsWith('\xff\xd8\xff')) return encodeJpeg(decodeJpeg(bytes), JPEG_QUALITY).data
  if (start.startsWith('GIF8')) return withoutExtensions(bytes)
  return start.startsWith('BM') ? asBmp32(bytes) : undefined
}

function asBmp32(bytes: Buffer): Buffer {
  const { data, width, height } = decodeBmp(bytes)
  return encodeBmp({ data, width, height, bitPP: 32 }).data
}

/** A GIF without its comments and application blocks; frames and their delays stay. */
function withoutExtensions(bytes: Buffer): Buffer {
  const palette = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  const header = 13 + palette(bytes[10] ?? 0)
  const kept = [bytes.subarray(0, header)]
  let at = header
  while (at < bytes.length && bytes[at] !== 0x3b) {
    const isImage = bytes[at] === 0x2c
    let end = isImage ? at + 11 + palette(bytes[at + 9] ?? 0) : at + 2
    while (end < bytes.length && bytes[end] !== 0) end += 1 + (bytes[end] ?? 0)
    if (isImage || bytes[at + 1] === 0xf9) kept.push(bytes.subarray(at, end + 1))
    at = end + 1
  }
  return Buffer.concat([...kept, Buffer.of(0x3b)])
}
