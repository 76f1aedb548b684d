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

/** What is kept of an image, as JSON if need be, to know it again in another encoding. */
export interface KnownImage extends ImageLooks {
  readonly hash: string
  /** A hash of its pixels; undefined where they are not compared. */
  readonly pixels: string | undefined
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
export async function judge(ours: KnownImage, served: ImageFile): Promise<Verdict> {
  if (ours.hash === served.hash) return { kind: 'same' }
  const theirs = await looksOf(served.file)
  if (ours.type !== theirs.type) {
    const message = `${named(ours.type)} was sent, and the server serves ${named(theirs.type)}.`
    return { kind: 'failure', cause: 'another format was stored', message }
  }
  if (ours.size && theirs.size && !sameSize(ours.size, theirs.size)) {
    const message = `${show(ours.size)} pixels were sent, and the server serves ${show(theirs.size)}.`
    return { kind: 'failure', cause: 'another size was stored', message }
  }
  return (await samePixels(ours, served.file)) === false ? { kind: 'other pixels' } : { kind: 'same' }
}

/** Looks at an image, its pixels included. */
export async function knowImage({ file, hash }: ImageFile): Promise<KnownImage> {
  const looks = await looksOf(file)
  return { hash, ...looks, pixels: await pixelsOf(looks.type, file) }
}

/** Whether an image in a file has the pixels of a known one; undefined where that is not compared. */
export async function samePixels({ type, pixels }: KnownImage, file: string): Promise<boolean | undefined> {
  const others = pixels && (await pixelsOf(type, file))
  return others ? pixels === others : undefined
}

/** A hash of an image's pixels; undefined where they are not compared: only in PNGs and BMPs, up to 50 megapixels. */
async function pixelsOf(type: ImageType, file: string): Promise<string | undefined> {
  const hashOf = { png: pngPixelHash, bmp: bmpPixelHash }[type as string]
  return hashOf?.(file, MAX_PIXELS)
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
