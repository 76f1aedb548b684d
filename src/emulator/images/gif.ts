import type { Sink } from './blocks.ts'
import { bytesOf, copyRest, latin1, type Rewriting, viewOf } from './rewriting.ts'
import type { Step } from './scanner.ts'

const block = { extension: 0x21, image: 0x2c, trailer: 0x3b } as const
const label = { plainText: 0x01, graphicControl: 0xf9, comment: 0xfe, application: 0xff } as const

/** How often an animation is played, and the colour profile. */
const keptApplications: ReadonlySet<string> = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012'])

const version = bytesOf('GIF89a')

/**
 * GIF: comments and unknown extensions go, frames, delays, transparency and loops stay. The data of each frame is cut
 * into blocks anew, the first of them one byte long, which no encoder writes.
 */
export function* rewriteGif(rewriting: Rewriting): Step<void> {
  const { scanner, out, measured, variant } = rewriting
  const header = yield* scanner.take(13)
  header.set(version)
  out.write(header)
  if (header.length < 13) return
  measured(viewOf(header).getUint16(6, true), viewOf(header).getUint16(8, true))
  yield* copyColours(rewriting, header[10] ?? 0)
  for (;;) {
    const introducer = yield* scanner.byte()
    if (introducer === undefined) return
    if (introducer === block.extension) yield* rewriteExtension(rewriting)
    else if (introducer === block.image) yield* rewriteFrame(rewriting)
    else {
      const ends = introducer === block.trailer
      if (ends && variant !== 0) writeComment(out, String(variant))
      out.bytes(introducer)
      if (ends) return
      return yield* copyRest(rewriting)
    }
  }
}

function writeComment(out: Sink, text: string): void {
  out.bytes(block.extension, label.comment, text.length, ...bytesOf(text), 0)
}

/** The colour table that the flags announce. */
function* copyColours({ scanner, out }: Rewriting, flags: number): Step<void> {
  if (flags & 0x80) yield* scanner.each(3 * 2 ** ((flags & 7) + 1), (part) => out.write(part))
}

function* rewriteExtension(rewriting: Rewriting): Step<void> {
  const { scanner, out } = rewriting
  const kind = yield* scanner.byte()
  const size = kind === undefined ? undefined : yield* scanner.byte()
  if (kind === undefined || size === undefined) return
  const start = yield* scanner.take(size)
  const kept =
    kind === label.graphicControl ||
    kind === label.plainText ||
    (kind === label.application && keptApplications.has(latin1(start)))
  const write = kept ? (part: Uint8Array) => out.write(part) : () => undefined
  write(Uint8Array.of(block.extension, kind, size))
  write(start)
  if (size > 0) yield* eachBlock(rewriting, (length) => write(Uint8Array.of(length)), write)
}

/** Reads blocks of data up to the empty one that ends them. False: the file ends before it. */
function* eachBlock(
  { scanner }: Rewriting,
  begin: (length: number) => void,
  use: (part: Uint8Array) => void,
): Step<boolean> {
  for (;;) {
    const length = yield* scanner.byte()
    if (length === undefined) return false
    begin(length)
    if (length === 0) return true
    yield* scanner.each(length, use)
  }
}

function* rewriteFrame(rewriting: Rewriting): Step<void> {
  const { scanner, out } = rewriting
  const descriptor = yield* scanner.take(9)
  out.bytes(block.image, ...descriptor)
  if (descriptor.length < 9) return
  yield* copyColours(rewriting, descriptor[8] ?? 0)
  const codeSize = yield* scanner.byte()
  if (codeSize === undefined) return
  out.bytes(codeSize)
  const data = new FrameData(out)
  const ended = yield* eachBlock(
    rewriting,
    () => undefined,
    (part) => data.add(part),
  )
  data.flush()
  if (ended) out.bytes(0)
}

/** The data of a frame on its way into blocks of the canonical size. */
class FrameData {
  readonly #out: Sink
  readonly #pending = new Uint8Array(255)
  #used = 0
  #room = 1

  constructor(out: Sink) {
    this.#out = out
  }

  add(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + this.#room - this.#used)
      this.#pending.set(part, this.#used)
      this.#used += part.length
      at += part.length
      if (this.#used === this.#room) this.flush()
    }
  }

  flush(): void {
    if (this.#used === 0) return
    this.#out.bytes(this.#used)
    this.#out.write(this.#pending.subarray(0, this.#used))
    this.#used = 0
    this.#room = 255
  }
}
