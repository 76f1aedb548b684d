import { giveBack } from '../storage/give-back.ts'
import { Blocks, nowhere } from './blocks.ts'
import { bmpSignatureLength, isBmp, rewriteBmp } from './bmp.ts'
import { rewriteGif } from './gif.ts'
import { rewriteJpeg } from './jpeg.ts'
import { rewritePng } from './png.ts'
import { latin1, type Rewriter } from './rewriting.ts'
import { Scanner, type Step } from './scanner.ts'

/** What the server tells of the bytes of a picture. */
export interface ImageFacts {
  /** Pixels; 0 where the bytes are no image, or one whose header is damaged. */
  readonly width: number
  readonly height: number
  /** `application/octet-stream` for what is no image. */
  readonly contentType: string
}

interface Format {
  readonly contentType: string
  readonly recognises: (head: Uint8Array) => boolean
  readonly rewrite: Rewriter
}

const beginsWith = (signature: string) => (head: Uint8Array) => latin1(head.subarray(0, signature.length)) === signature

/** The formats that are certain in the product. The signature alone decides, so a damaged image is one as well. */
const formats: readonly Format[] = [
  { contentType: 'image/png', recognises: beginsWith('\x89PNG\r\n\x1a\n'), rewrite: rewritePng },
  { contentType: 'image/jpeg', recognises: beginsWith('\xff\xd8\xff'), rewrite: rewriteJpeg },
  { contentType: 'image/gif', recognises: beginsWith('GIF87a'), rewrite: rewriteGif },
  { contentType: 'image/gif', recognises: beginsWith('GIF89a'), rewrite: rewriteGif },
  { contentType: 'image/bmp', recognises: isBmp, rewrite: rewriteBmp },
]

const noImage: ImageFacts = { width: 0, height: 0, contentType: 'application/octet-stream' }

const maxInt32 = 2 ** 31 - 1

/** How an image is stored: as it came, or taken apart and written anew. See {@link Rewriting.variant}. */
export type Encoding = 'verbatim' | { readonly variant: number }

/**
 * Takes an upload in. The product decodes what it recognises as an image and saves it again, so other bytes are stored
 * than were sent (fact:stored-bytes); here the image is taken apart and put together again without a look at its pixels.
 * What is no image passes as it is.
 */
export class ImageIntake {
  readonly #encoding: Encoding
  readonly #scanner = new Scanner()
  readonly #blocks = new Blocks()
  #facts = noImage
  /** undefined: the bytes are no image, or it is not known yet. */
  #work: Step<void> | undefined
  #looked = false

  constructor(encoding: Encoding) {
    this.#encoding = encoding
  }

  /** What the bytes are. Complete when all of them have passed. */
  get facts(): ImageFacts {
    return this.#facts
  }

  /** The bytes to store. The pieces of `source` are used up. */
  async *pass(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const piece of withWholeHead(source)) {
      this.#scanner.feed(piece)
      if (this.#work === undefined && !this.#looked) this.#recognise(piece)
      this.#work?.next()
      if (this.#work === undefined || this.#encoding === 'verbatim') yield piece
      else {
        giveBack(piece)
        yield* this.#blocks.take()
      }
    }
    this.#scanner.end()
    this.#work?.next()
    yield* this.#blocks.takeAll()
  }

  #recognise(head: Uint8Array): void {
    this.#looked = true
    const format = formats.find(({ recognises }) => recognises(head))
    if (format === undefined) return
    const { contentType, rewrite } = format
    this.#facts = { width: 0, height: 0, contentType }
    const measured = (width: number, height: number) => {
      const measurable = [width, height].every((length) => length > 0 && length <= maxInt32)
      if (measurable && this.#facts.width === 0) this.#facts = { width, height, contentType }
    }
    const verbatim = this.#encoding === 'verbatim'
    this.#work = rewrite({
      scanner: this.#scanner,
      out: verbatim ? nowhere : this.#blocks,
      measured,
      variant: this.#encoding === 'verbatim' ? 0 : this.#encoding.variant,
    })
  }
}

/** The same bytes in pieces of which the first is long enough to tell the format, where there are that many. */
async function* withWholeHead(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let head: Uint8Array = new Uint8Array()
  let whole = false
  for await (const piece of source) {
    if (whole) yield piece
    else {
      head = joined(head, piece)
      whole = head.length >= bmpSignatureLength
      if (whole) yield head
    }
  }
  if (!whole && head.length > 0) yield head
}

function joined(head: Uint8Array, piece: Uint8Array): Uint8Array {
  if (head.length === 0) return piece
  const both = new Uint8Array(head.length + piece.length)
  both.set(head)
  both.set(piece, head.length)
  return both
}
