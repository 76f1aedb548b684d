import type { Sharp, SharpOptions } from 'sharp'
import { sentence } from '../../sentence.ts'
import { TransferFailure } from '../failures.ts'
import { TransferUsageError } from '../parents.ts'
import type { ImageType } from './image-type.ts'

/** How pictures are made fit before they go up. */
export interface ConvertOptions {
  /** The longest side, in pixels. Smaller images are not enlarged. */
  readonly fit?: number | undefined
  readonly format?: 'jpeg' | 'png' | undefined
  /** Of a JPEG, from 1 to 100. Default 85. */
  readonly quality?: number | undefined
}

/** Turns one image file into another. */
export type Converter = (from: string, type: ImageType, to: string) => Promise<void>

/** sharp reads neither of them in its prebuilt form. */
const UNREADABLE: Readonly<Partial<Record<ImageType, string>>> = {
  heic: 'sharp does not read HEIC: export it as JPEG first (on an iPhone: Settings, Camera, Formats, Most Compatible)',
  ico: 'sharp does not read ICO: save it as PNG first',
}

/** What sharp can make a PNG or JPEG of. */
const READABLE: ReadonlySet<ImageType> = new Set(['png', 'jpeg', 'gif', 'webp', 'tiff', 'avif', 'svg'])

/** No image has more pixels: 60 megapixels of a camera fit, a bomb does not. */
const MAX_PIXELS = 300_000_000

/** Whether an image of this type changes on its way. A BMP goes up as it is. */
export function isConverted(type: ImageType, { fit, format }: ConvertOptions): boolean {
  if (fit === undefined && format === undefined) return false
  if (type === 'gif') return format !== undefined
  return READABLE.has(type) && (format !== undefined || type === 'png' || type === 'jpeg')
}

/** What an image of this type is sent as. */
export const sentType = (type: ImageType, options: ConvertOptions): ImageType =>
  isConverted(type, options) ? (options.format ?? type) : type

/** Why an image of this type cannot be converted, if that is so. */
export const conversionProblem = (type: ImageType): string | undefined => UNREADABLE[type]

/**
 * Makes a converter, one image at a time. Orientation is applied, metadata such as GPS is dropped, colours become sRGB,
 * and what a JPEG cannot show through lies on white.
 * @throws TransferUsageError where sharp is not installed
 */
export async function createConverter(options: ConvertOptions): Promise<Converter | undefined> {
  const { fit, format } = options
  if (fit === undefined && format === undefined) return undefined
  const sharp = await loadSharp()
  let turn: Promise<void> = Promise.resolve()
  return (from, type, to) => {
    const work = turn.then(() => convert(sharp, from, type, to, options))
    turn = work.catch(() => {})
    return work
  }
}

async function convert(sharp: MakeSharp, from: string, type: ImageType, to: string, options: ConvertOptions) {
  const { fit, quality = 85 } = options
  const format = sentType(type, options)
  try {
    let image = sharp(from, { limitInputPixels: MAX_PIXELS, failOn: 'error' }).rotate()
    if (fit !== undefined) image = image.resize({ width: fit, height: fit, fit: 'inside', withoutEnlargement: true })
    image = image.toColourspace('srgb')
    if (format === 'jpeg') image = image.flatten({ background: '#fff' }).jpeg({ quality })
    else image = image.png()
    await image.toFile(to)
  } catch (error) {
    throw new TransferFailure('the image cannot be converted', sentence(`sharp says: ${(error as Error).message}`))
  }
}

type MakeSharp = (input: string, options: SharpOptions) => Sharp

async function loadSharp(): Promise<MakeSharp> {
  try {
    const { default: sharp } = await import('sharp')
    // One image at a time, and none kept: memory stays small.
    sharp.cache(false)
    sharp.concurrency(1)
    return sharp
  } catch (cause) {
    throw new TransferUsageError(
      'Converting needs the package sharp, which is not installed with bc-pictures: run npm install sharp beside it.',
      { cause },
    )
  }
}
