import type { Sink } from './blocks.ts'
import { crc32 } from './crc32.ts'
import { bytesOf, copyRest, latin1, type Rewriting, viewOf } from './rewriting.ts'
import type { Step } from './scanner.ts'

/**
 * The ancillary chunks that stay: transparency, colour, orientation, density and animation. Text, time and everything
 * that a decoder does not know goes.
 */
const keptChunks: ReadonlySet<string> = new Set([
  ...['tRNS', 'bKGD', 'sBIT', 'pHYs', 'eXIf'],
  ...['gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP', 'mDCV', 'mDCv', 'cLLI', 'cLLi'],
  ...['acTL', 'fcTL', 'fdAT'],
])

const maxLength = 2 ** 31 - 1

/**
 * PNG: the image data is cut into chunks anew, the first of them with the two bytes of the zlib header alone, which no
 * encoder writes. A chunk of image data whose checksum is wrong stays wrong; a file that is cut off stays so.
 */
export function* rewritePng(rewriting: Rewriting): Step<void> {
  const { scanner, out, measured, variant } = rewriting
  const write = (part: Uint8Array) => out.write(part)
  const data = new ImageData(out)
  yield* scanner.each(8, write)
  for (;;) {
    const header = yield* scanner.take(8)
    const type = latin1(header.subarray(4))
    const length = header.length < 8 ? 0 : viewOf(header).getUint32(0)
    if (type === 'IDAT' && length <= maxLength) {
      if (yield* data.addChunk(rewriting, length)) continue
      return
    }
    if (!/^[A-Za-z]{4}$/.test(type) || length > maxLength) {
      data.flush()
      out.write(header)
      return yield* copyRest(rewriting)
    }
    if (/^[a-z]/.test(type) && !keptChunks.has(type)) {
      yield* scanner.each(length + 4, () => undefined)
      continue
    }
    data.flush()
    if (type === 'IEND' && variant !== 0) writeChunk(out, 'tEXt', bytesOf(`Comment\0${variant}`))
    out.write(header)
    const start = yield* scanner.take(Math.min(length, 8))
    if (type === 'IHDR' && start.length === 8) measured(viewOf(start).getUint32(0), viewOf(start).getUint32(4))
    out.write(start)
    yield* scanner.each(length - start.length + 4, write)
    if (type === 'IEND') return
  }
}

/** The zlib header. */
const firstChunk = 2
const largestChunk = 32 * 1024

/** Image data on its way into chunks of the canonical size. */
class ImageData {
  readonly #out: Sink
  readonly #pending = new Uint8Array(largestChunk)
  #used = 0
  #room = firstChunk

  constructor(out: Sink) {
    this.#out = out
  }

  /** Takes the data of one chunk of the source, and its checksum. False: the file ends within. */
  *addChunk({ scanner }: Rewriting, length: number): Step<boolean> {
    let sum = crc32(bytesOf('IDAT'))
    const read = yield* scanner.each(length, (part) => {
      sum = crc32(part, sum)
      this.#add(part)
    })
    const stated = yield* scanner.take(4)
    const whole = read === length && stated.length === 4
    const damaged = whole && viewOf(stated).getUint32(0) !== sum
    if (damaged || !whole) this.flush(damaged)
    return whole
  }

  /** Writes what is pending as a chunk; where it is `damaged`, with a checksum that says so. */
  flush(damaged = false): void {
    if (this.#used === 0 && !damaged) return
    writeChunk(this.#out, 'IDAT', this.#pending.subarray(0, this.#used), damaged)
    this.#used = 0
    this.#room = largestChunk
  }

  /** A full chunk waits for more data to come: it may turn out to be the damaged one. */
  #add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      if (this.#used === this.#room) this.flush()
      const part = bytes.subarray(at, at + this.#room - this.#used)
      this.#pending.set(part, this.#used)
      this.#used += part.length
      at += part.length
    }
  }
}

function writeChunk(out: Sink, type: string, data: Uint8Array, damaged = false): void {
  const name = bytesOf(type)
  const sum = crc32(data, crc32(name))
  out.write(uint32(data.length))
  out.write(name)
  out.write(data)
  out.write(uint32(damaged ? ~sum : sum))
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4)
  viewOf(bytes).setUint32(0, value)
  return bytes
}
