import { sniffPicture } from '../pictures.ts'
import { decodeImage, type Pixels } from './decode.ts'
import { structureProblem } from './structure.ts'

/**
 * How far the colours of a JPEG may be off after it was compressed anew, each from 0 to 255. PNG, GIF and BMP have no
 * tolerance: they keep every pixel (fact:stored-pixels).
 */
export interface Tolerance {
  /** Averaged over the whole image. */
  readonly mean: number
  /** In any square of 8 by 8 pixels, averaged. */
  readonly square: number
  /** In any pixel. */
  readonly pixel: number
}

/** As many pixels as the largest BMP that the product takes (fact:body-limit). A few bytes of a GIF may claim more. */
const MOST_PIXELS = 125_000_000

/** For the JPEG that verify uploads, which compressing anew hardly changes. */
export const TEST_JPEG: Tolerance = { mean: 4, square: 10, pixel: 24 }

/** For any JPEG: where colours meet sharply, compression shows. */
export const ANY_JPEG: Tolerance = { mean: 12, square: 60, pixel: 255 }

/**
 * Compares what came back with what was sent: the same bytes, or the same image in the same format and size
 * (fact:stored-bytes).
 * @param tolerance for a JPEG
 * @returns undefined when they are the same, else what differs, as a sentence without its full stop
 */
export async function compareImages(
  sent: Uint8Array,
  received: Uint8Array,
  tolerance: Tolerance = ANY_JPEG,
): Promise<string | undefined> {
  if (Buffer.from(sent).equals(received)) return undefined
  const [before, after] = [sniffPicture(sent), sniffPicture(received)]
  if (before === undefined) return 'the bytes differ, and bytes that are no image are stored as they are'
  if (after === undefined) return `${before.contentType} went up, and what came back is no image`
  if (before.contentType !== after.contentType)
    return `${before.contentType} went up, and ${after.contentType} came back`
  const sizes = [before, after].map(({ width, height }) => `${width}×${height}`)
  if (sizes[0] !== sizes[1]) return `an image of ${sizes[0]} went up, and one of ${sizes[1]} came back`
  const { contentType, width, height } = before
  if (width * height > MOST_PIXELS) return `other bytes came back, and an image of ${sizes[0]} is too large to compare`
  const damage = structureProblem(received, contentType)
  if (damage !== undefined) return `what came back is damaged: ${damage}`
  return comparePixels(sent, received, contentType, tolerance)
}

async function comparePixels(
  sent: Uint8Array,
  received: Uint8Array,
  contentType: string,
  tolerance: Tolerance,
): Promise<string | undefined> {
  const [before, after] = [await tryToDecode(sent, contentType), await tryToDecode(received, contentType)]
  if (typeof before === 'string') return `other bytes came back, and what went up cannot be decoded: ${before}`
  if (typeof after === 'string') return `what came back cannot be decoded: ${after}`
  if (before.width !== after.width || before.height !== after.height) return 'the decoded sizes differ'
  return contentType === 'image/jpeg' ? nearly(before, after, tolerance) : exactly(before, after)
}

async function tryToDecode(bytes: Uint8Array, contentType: string): Promise<Pixels | string> {
  try {
    return await decodeImage(bytes, contentType)
  } catch (error) {
    return (error as Error).message
  }
}

function exactly(before: Pixels, after: Pixels): string | undefined {
  const pixels = before.width * before.height
  let [different, first] = [0, 0]
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    if (samePixel(before.data, after.data, pixel * 4)) continue
    if (different === 0) first = pixel
    different += 1
  }
  if (different === 0) return undefined
  const place = `${first % before.width}, ${Math.floor(first / before.width)}`
  const colours = `${colourAt(before.data, first)} went up, ${colourAt(after.data, first)} came back`
  return `${different} of ${pixels} pixels differ, the first at ${place}: ${colours}`
}

/** What is wholly transparent has no colour that anybody could see. */
function samePixel(before: Uint8Array, after: Uint8Array, at: number): boolean {
  if (before[at + 3] === 0 && after[at + 3] === 0) return true
  return (
    before[at] === after[at] &&
    before[at + 1] === after[at + 1] &&
    before[at + 2] === after[at + 2] &&
    before[at + 3] === after[at + 3]
  )
}

function colourAt(data: Uint8Array, pixel: number): string {
  return `#${Buffer.from(data.subarray(pixel * 4, pixel * 4 + 4)).toString('hex')}`
}

const SQUARE = 8

function nearly(before: Pixels, after: Pixels, tolerance: Tolerance): string | undefined {
  const { width, height } = before
  const columns = Math.ceil(width / SQUARE)
  const squares = new Float64Array(columns * Math.ceil(height / SQUARE))
  const counts = new Uint32Array(squares.length)
  let [total, most, where] = [0, 0, 0]
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const off = difference(before.data, after.data, pixel * 4)
    const [x, y] = [pixel % width, Math.floor(pixel / width)]
    const square = Math.floor(y / SQUARE) * columns + Math.floor(x / SQUARE)
    squares[square] = (squares[square] ?? 0) + off
    counts[square] = (counts[square] ?? 0) + 1
    total += off
    if (off > most) [most, where] = [off, pixel]
  }
  const mean = total / (width * height)
  const worst = squares.reduce((far, sum, index) => Math.max(far, sum / (counts[index] || 1)), 0)
  if (mean <= tolerance.mean && worst <= tolerance.square && most <= tolerance.pixel) return undefined
  const place = `${where % width}, ${Math.floor(where / width)}`
  return `the colours are off by ${mean.toFixed(1)} of 255 on average, by ${worst.toFixed(0)} in one square of 8×8, by ${most.toFixed(0)} at ${place}: more than compressing a JPEG anew explains`
}

/** The mean difference of the three colours. */
function difference(before: Uint8Array, after: Uint8Array, at: number): number {
  const off = (offset: number) => Math.abs((before[at + offset] ?? 0) - (after[at + offset] ?? 0))
  return (off(0) + off(1) + off(2)) / 3
}
