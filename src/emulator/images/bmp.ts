import { copyRest, type Rewriting, viewOf } from './rewriting.ts'
import type { Step } from './scanner.ts'

const fileHeaderSize = 14

/** The sizes of the header that follows: of OS/2, and of Windows in its versions 3, 4 and 5. */
const headerSizes: readonly number[] = [12, 40, 52, 56, 64, 108, 124]

const [oldest, windows5] = [12, 124]

/** How many empty bytes end the file. */
const padding = 4

/** How many bytes of a BMP tell that it is one. */
export const bmpSignatureLength = 30

/** "BM" alone may begin a text: the header after it has to be that of a bitmap as well. */
export function isBmp(head: Uint8Array): boolean {
  if (head.length < bmpSignatureLength || head[0] !== 0x42 || head[1] !== 0x4d) return false
  const view = viewOf(head)
  const size = view.getUint32(14, true)
  return headerSizes.includes(size) && view.getUint16(size === oldest ? 22 : 26, true) === 1
}

/**
 * BMP: the size of the file and the reserved fields are put right, what follows the image goes, and four empty bytes end
 * it (Photoshop adds two). Where the header does not tell where the image ends, all but the reserved fields stays.
 */
export function* rewriteBmp(rewriting: Rewriting): Step<void> {
  const { scanner, out, measured, variant } = rewriting
  const start = yield* scanner.take(fileHeaderSize + 4)
  const view = viewOf(start)
  const headerSize = view.getUint32(fileHeaderSize, true)
  const rest = yield* scanner.take(headerSize - 4)
  if (rest.length < headerSize - 4) {
    out.write(start)
    return out.write(rest)
  }
  const bitmap = readBitmap(rest)
  measured(bitmap.width, Math.abs(bitmap.height))
  const end = endOfImage(bitmap, view.getUint32(10, true), fileHeaderSize + headerSize)
  const known = end !== undefined && end + padding < 2 ** 32
  if (known) view.setUint32(2, end + padding, true)
  view.setUint32(6, variant, true)
  out.write(start)
  out.write(rest)
  if (!known) return yield* copyRest(rewriting)
  const left = end - fileHeaderSize - headerSize
  const copied = yield* scanner.each(left, (part) => out.write(part))
  if (copied === left) out.write(new Uint8Array(padding))
}

interface Bitmap {
  readonly width: number
  /** Negative where the rows go from top to bottom. */
  readonly height: number
  readonly bitsPerPixel: number
  readonly compression: number
  /** Length of the image data; 0: not told. */
  readonly dataSize: number
  /** Where an embedded or linked colour profile ends, counted from the second header; 0 without one. */
  readonly profileEnd: number
}

/** @param header the second header without the four bytes of its own size */
function readBitmap(header: Uint8Array): Bitmap {
  const view = viewOf(header)
  if (header.length + 4 === oldest) {
    const [width, height, bitsPerPixel] = [view.getUint16(0, true), view.getUint16(2, true), view.getUint16(6, true)]
    return { width, height, bitsPerPixel, compression: 0, dataSize: 0, profileEnd: 0 }
  }
  const hasProfile = header.length + 4 === windows5
  return {
    width: view.getInt32(0, true),
    height: view.getInt32(4, true),
    bitsPerPixel: view.getUint16(10, true),
    compression: view.getUint32(12, true),
    dataSize: view.getUint32(16, true),
    profileEnd: hasProfile ? view.getUint32(108, true) + view.getUint32(112, true) : 0,
  }
}

/** Uncompressed, with or without bit masks. */
const plainCompressions: readonly number[] = [0, 3, 6]

/** How long the file has to be to hold the image and its profile; undefined: not to be told. */
function endOfImage(bitmap: Bitmap, pixelOffset: number, headersEnd: number): number | undefined {
  const { width, height, bitsPerPixel, compression, dataSize, profileEnd } = bitmap
  const isPlain = plainCompressions.includes(compression)
  if (pixelOffset < headersEnd || width <= 0 || height === 0 || (!isPlain && dataSize === 0)) return undefined
  const rowSize = Math.ceil((width * bitsPerPixel) / 32) * 4
  const size = isPlain ? rowSize * Math.abs(height) : dataSize
  return Math.max(pixelOffset + size, fileHeaderSize + profileEnd)
}
