import { bytesOf, copyRest, latin1, type Rewriting, viewOf } from './rewriting.ts'
import type { Step } from './scanner.ts'

const marker = {
  restart: [0xd0, 0xd7],
  startOfImage: 0xd8,
  endOfImage: 0xd9,
  startOfScan: 0xda,
  restartInterval: 0xdd,
  application: [0xe0, 0xef],
  comment: 0xfe,
} as const

/** The application segments that decide how an image looks, by marker and by what they begin with. */
const keptApplications: readonly (readonly [code: number, start: string])[] = [
  [0xe0, 'JFIF\0'],
  [0xe1, 'Exif\0\0'],
  [0xe2, 'ICC_PROFILE\0'],
  // Which colours the components stand for.
  [0xee, 'Adobe'],
]

/** A restart interval of 0, which is what holds without any. No encoder writes it. */
const noRestart = [0xff, marker.restartInterval, 0, 4, 0, 0] as const

interface Jpeg extends Rewriting {
  /** Set once the mark of the canonical form is written. */
  marked: boolean
}

/**
 * JPEG: comments and application segments that do not decide how it looks go, JFIF loses its thumbnail, bytes that fill
 * up go, and before the frame stands a restart interval of 0. The scans are copied, so nothing is compressed anew.
 */
export function* rewriteJpeg(rewriting: Rewriting): Step<void> {
  const { scanner, out } = rewriting
  const jpeg: Jpeg = { ...rewriting, marked: false }
  yield* scanner.each(2, (part) => out.write(part))
  let inScan = false
  for (;;) {
    const code: number | undefined = inScan ? yield* copyScan(jpeg) : yield* nextMarker(jpeg)
    if (code === undefined) return
    if (code === marker.endOfImage) return out.bytes(0xff, code)
    inScan = code === marker.startOfScan
    if (code === 1 || (code >= marker.restart[0] && code <= marker.startOfImage)) out.bytes(0xff, code)
    else if (!(yield* rewriteSegment(jpeg, code))) return
  }
}

/** The code of the next marker, without bytes that fill up; undefined: all is written, to the end of the stream. */
function* nextMarker(jpeg: Jpeg): Step<number | undefined> {
  const { scanner, out } = jpeg
  const first = yield* scanner.byte()
  if (first === undefined) return undefined
  const code = first === 0xff ? yield* afterFill(jpeg) : undefined
  if (code !== undefined && code !== 0) return code
  out.bytes(first, ...(code === undefined ? [] : [code]))
  yield* copyRest(jpeg)
  return undefined
}

function* afterFill({ scanner }: Jpeg): Step<number | undefined> {
  for (;;) {
    const code = yield* scanner.byte()
    if (code !== 0xff) return code
  }
}

/** Copies the data of a scan up to the next marker that ends it, whose code it returns. */
function* copyScan(jpeg: Jpeg): Step<number | undefined> {
  const { scanner, out } = jpeg
  for (;;) {
    if (!(yield* scanner.until(0xff, (part) => out.write(part)))) return undefined
    const code = yield* afterFill(jpeg)
    if (code === undefined) out.bytes(0xff)
    if (code === undefined || (code >= 0xc0 && !(code >= marker.restart[0] && code <= marker.restart[1]))) return code
    out.bytes(0xff, code)
  }
}

/** Writes a segment, or leaves it out. False: all is written, to the end of the stream. */
function* rewriteSegment(jpeg: Jpeg, code: number): Step<boolean> {
  const { scanner, out } = jpeg
  const size = yield* scanner.take(2)
  const length = size.length < 2 ? 0 : viewOf(size).getUint16(0)
  if (length < 2) {
    out.bytes(0xff, code, ...size)
    yield* copyRest(jpeg)
    return false
  }
  const start = yield* scanner.take(Math.min(length - 2, 14))
  const left = length - 2 - start.length
  if (isSuperfluous(jpeg, code, start)) {
    yield* scanner.each(left, () => undefined)
    return true
  }
  if (!jpeg.marked && (isFrame(code) || code === marker.restartInterval)) {
    jpeg.marked = true
    if (jpeg.variant !== 0) writeComment(jpeg, String(jpeg.variant))
    out.bytes(...noRestart)
  }
  if (isFrame(code) && start.length >= 5) jpeg.measured(viewOf(start).getUint16(3), viewOf(start).getUint16(1))
  if (code === 0xe0 && start.length === 14) {
    out.bytes(0xff, code, 0, 16, ...start.subarray(0, 12), 0, 0)
    yield* scanner.each(left, () => undefined)
    return true
  }
  out.bytes(0xff, code, ...size, ...start)
  yield* scanner.each(left, (part) => out.write(part))
  return true
}

function writeComment({ out }: Jpeg, text: string): void {
  out.bytes(0xff, marker.comment, 0, text.length + 2, ...bytesOf(text))
}

function isSuperfluous({ marked }: Jpeg, code: number, start: Uint8Array): boolean {
  if (code === marker.comment) return true
  if (code === marker.restartInterval) return !marked && start.length === 2 && start[0] === 0 && start[1] === 0
  if (code < marker.application[0] || code > marker.application[1]) return false
  const text = latin1(start)
  return !keptApplications.some(([kept, begin]) => kept === code && text.startsWith(begin))
}

/** Whether a marker begins a frame; C4, C8 and CC among its neighbours do not. */
function isFrame(code: number): boolean {
  return code >= 0xc0 && code <= 0xcf && code !== 0xc4 && code !== 0xc8 && code !== 0xcc
}
