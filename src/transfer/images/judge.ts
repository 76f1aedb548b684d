import { imageSize } from 'image-size'
import { readStart } from '../files/read-file.ts'
import { bmpPixelHash } from './bmp-pixels.ts'
import { type ImageType, typeOf } from './image-type.ts'
import { pngPixelHash } from './png-pixels.ts'

/** Images with more pixels are not compared pixel by pixel. */
const MAX_PIXELS = 50_000_000

/** How much of a file is read to find its size: a JPEG may begin with much else, and then more of it is read. */
const HEADS = [1 << 14, 1 << 20] as const

/** An image in a file. */
export interface ImageFile {
  readonly file: string
  readonly hash: string
}

/** What an image's file tells. */
export interface ImageLooks {
  readonly type: ImageType
  /** In pixels; undefined where it cannot be told. */
  readonly size: { readonly width: number; readonly height: number; readonly turned: boolean } | undefined
}

/** What the server made of an upload. */
export type Verdict =
  | { readonly kind: 'same' }
  /** The picture is taken as it is, with a warning: sending it again would not help. */
  | { readonly kind: 'other pixels' }
  | { readonly kind: 'failure'; readonly cause: string; readonly message: string }

/**
 * Judges what the server serves after an upload. It may have other bytes (fact:stored-bytes), but not another format or
 * size (fact:stored-size).
 */
export async function judge(sent: ImageFile, served: ImageFile): Promise<Verdict> {
  if (sent.hash === served.hash) return { kind: 'same' }
  const [ours, theirs] = await Promise.all([looksOf(sent.file), looksOf(served.file)])
  if (ours.type !== theirs.type) {
    const message = `${named(ours.type)} was sent, and the server serves ${named(theirs.type)}.`
    return { kind: 'failure', cause: 'another format was stored', message }
  }
  if (ours.size && theirs.size && !sameSize(ours.size, theirs.size)) {
    const message = `${show(ours.size)} pixels were sent, and the server serves ${show(theirs.size)}.`
    return { kind: 'failure', cause: 'another size was stored', message }
  }
  return (await samePixels(ours.type, sent.file, served.file)) === false ? { kind: 'other pixels' } : { kind: 'same' }
}

/** Whether two images of one type have the same pixels; undefined where that is not compared. */
export async function samePixels(type: ImageType, a: string, b: string): Promise<boolean | undefined> {
  const hashOf = { png: pngPixelHash, bmp: bmpPixelHash }[type as string]
  if (!hashOf) return undefined
  const first = await hashOf(a, MAX_PIXELS)
  const second = first && (await hashOf(b, MAX_PIXELS))
  return first && second ? first === second : undefined
}

/** Format and size of an image, by its own bytes. */
export async function looksOf(path: string): Promise<ImageLooks> {
  const [least, most] = HEADS
  const head = await readStart(path, least)
  const type = typeOf(head)
  return { type, size: sizeOf(head) ?? (head.length < least ? undefined : sizeOf(await readStart(path, most))) }
}

function sizeOf(head: Uint8Array): ImageLooks['size'] {
  try {
    const { width, height, orientation = 1 } = imageSize(head)
    return { width, height, turned: orientation >= 5 }
  } catch {
    return undefined
  }
}

type Size = NonNullable<ImageLooks['size']>

/** A server may apply the orientation of a JPEG (fact:stored-properties leaves it open): then the sides are swapped. */
function sameSize(ours: Size, theirs: Size): boolean {
  if (ours.width === theirs.width && ours.height === theirs.height) return true
  return ours.turned && ours.width === theirs.height && ours.height === theirs.width
}

const show = ({ width, height }: Size) => `${width}×${height}`

const named = (type: ImageType) => (type === 'unknown' ? 'something that is no image' : `a ${type.toUpperCase()}`)
