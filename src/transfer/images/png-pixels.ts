import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createInflate } from 'node:zlib'
import { tryToRead } from './with-file.ts'

/** What a PNG's header says. */
interface Header {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly colour: number
  readonly interlaced: boolean
}

/** Samples of a pixel, by colour type. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/**
 * A hash of a PNG's pixels, whatever the compression, filters, colour type and ancillary chunks. It reads row by row, so
 * that memory does not grow with the image. Pixels that cannot be seen count as equal.
 * @returns undefined for what is not compared: more than 8 bits a sample, interlaced, more than `maxPixels`, damaged
 */
export const pngPixelHash = (path: string, maxPixels: number): Promise<string | undefined> =>
  tryToRead(path, (file) => hashPixels(file, maxPixels))

async function hashPixels(file: FileHandle, maxPixels: number): Promise<string | undefined> {
  const chunks = readChunks(file)
  const header = await readHeader((await chunks.next()).value)
  if (!header || header.depth > 8 || header.interlaced || header.width * header.height > maxPixels) return undefined
  const colours: Colours = { palette: undefined, transparency: undefined }
  const inflate = Readable.from(imageData(chunks, colours)).compose(createInflate())
  const rows = new RowReader(header)
  const hash = createHash('sha256').update(`${header.width}x${header.height}`)
  let toRgba: ((row: Uint8Array) => Uint8Array) | undefined
  let count = 0
  for await (const piece of inflate) {
    for (const row of rows.take(piece)) {
      toRgba ??= converter(header, colours)
      hash.update(toRgba(row))
      count += 1
      // A few bytes may become gigabytes.
      if (count > header.height) return undefined
    }
  }
  return count === header.height ? hash.digest('hex') : undefined
}

interface Chunk {
  readonly type: string
  readonly size: number
  readonly at: number
  read(at: number, size: number): Promise<Buffer>
}

async function* readChunks(file: FileHandle): AsyncGenerator<Chunk, undefined, undefined> {
  const read = async (at: number, size: number) => {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, at)
    if (bytesRead < size) throw new Error('The PNG ends early.')
    return buffer
  }
  for (let at = 8; ; ) {
    const head = await read(at, 8)
    const size = head.readUInt32BE(0)
    const type = head.toString('latin1', 4)
    if (type === 'IEND') return undefined
    yield { type, size, at: at + 8, read }
    at += size + 12
  }
}

async function readHeader(chunk: Chunk | undefined): Promise<Header | undefined> {
  if (chunk?.type !== 'IHDR' || chunk.size < 13) return undefined
  const { read, at } = chunk
  const data = await read(at, 13)
  const [depth = 0, colour = 0, , , interlace] = data.subarray(8)
  const [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)]
  if (!(colour in SAMPLES) || ![1, 2, 4, 8, 16].includes(depth) || width === 0 || height === 0) return undefined
  return { width, height, depth, colour, interlaced: interlace !== 0 }
}

interface Colours {
  palette: Buffer | undefined
  transparency: Buffer | undefined
}

const PIECE = 64 * 1024

/** The compressed pixels; palette and transparency are written down on the way, as they come before. */
async function* imageData(chunks: AsyncGenerator<Chunk>, colours: Colours): AsyncGenerator<Buffer> {
  for await (const { type, size, at, read } of chunks) {
    if (type === 'PLTE' && size <= 768) colours.palette = await read(at, size)
    if (type === 'tRNS' && size <= 256) colours.transparency = await read(at, size)
    if (type !== 'IDAT') continue
    for (let from = 0; from < size; from += PIECE) yield read(at + from, Math.min(PIECE, size - from)) as never
  }
}

/** Puts inflated pieces together to rows, and takes their filters off. */
class RowReader {
  readonly #stride: number
  readonly #step: number
  #row: Uint8Array
  #before: Uint8Array
  /** Bytes of the current row so far; the first is the filter. */
  #filled = 0

  constructor({ width, depth, colour }: Header) {
    const bits = depth * (SAMPLES[colour] ?? 1)
    this.#stride = Math.ceil((width * bits) / 8)
    this.#step = Math.max(1, bits >> 3)
    this.#row = new Uint8Array(this.#stride + 1)
    this.#before = new Uint8Array(this.#stride + 1)
  }

  *take(piece: Uint8Array): Generator<Uint8Array> {
    for (let from = 0; from < piece.length; ) {
      const part = piece.subarray(from, from + this.#stride + 1 - this.#filled)
      this.#row.set(part, this.#filled)
      this.#filled += part.length
      from += part.length
      if (this.#filled <= this.#stride) return
      unfilter(this.#row, this.#before, this.#step)
      yield this.#row.subarray(1)
      ;[this.#row, this.#before] = [this.#before, this.#row]
      this.#filled = 0
    }
  }
}

/** Takes the filter off a row, in place. The first byte of each row is the filter's kind. */
function unfilter(row: Uint8Array, before: Uint8Array, step: number): void {
  const kind = row[0]
  if (kind === 0) return
  for (let at = 1; at < row.length; at += 1) {
    const left = at > step ? (row[at - step] as number) : 0
    const up = before[at] as number
    const corner = at > step ? (before[at - step] as number) : 0
    const guess = [0, left, up, (left + up) >> 1][kind as number] ?? paeth(left, up, corner)
    row[at] = ((row[at] as number) + guess) & 255
  }
}

function paeth(left: number, up: number, corner: number): number {
  const [toLeft, toUp, toCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

/** Makes a row of any colour type one of red, green, blue and alpha. */
function converter(header: Header, { palette, transparency }: Colours): (row: Uint8Array) => Uint8Array {
  const { width, depth, colour } = header
  const samples = SAMPLES[colour] ?? 1
  const rgba = new Uint8Array(width * 4)
  const scale = colour === 3 ? 1 : 255 / (2 ** depth - 1)
  const key = colour !== 3 && transparency ? keyOf(transparency) : undefined
  const sample = (row: Uint8Array, index: number) => {
    if (depth === 8) return row[index] as number
    const bit = index * depth
    return ((row[bit >> 3] as number) >> (8 - depth - (bit & 7))) & (2 ** depth - 1)
  }
  return (row) => {
    for (let x = 0; x < width; x += 1) {
      const first = sample(row, x * samples)
      const to = x * 4
      if (colour === 3) {
        for (let c = 0; c < 3; c += 1) rgba[to + c] = palette?.[first * 3 + c] ?? 0
        rgba[to + 3] = transparency?.[first] ?? 255
      } else {
        const grey = samples < 3
        const green = grey ? first : sample(row, x * samples + 1)
        const blue = grey ? first : sample(row, x * samples + 2)
        rgba[to] = first * scale
        rgba[to + 1] = green * scale
        rgba[to + 2] = blue * scale
        const isKey = key !== undefined && first === key[0] && (grey || (green === key[1] && blue === key[2]))
        rgba[to + 3] = samples % 2 === 0 ? sample(row, x * samples + samples - 1) * scale : isKey ? 0 : 255
      }
      if (rgba[to + 3] === 0) rgba.fill(0, to, to + 3)
    }
    return rgba
  }
}

const keyOf = (transparency: Buffer) =>
  Array.from({ length: transparency.length >> 1 }, (_, index) => transparency.readUInt16BE(index * 2))
