import { countGifFrames } from './images/structure.ts'

/** What a person should know before pictures are written to a server, whatever it does with images. */
export const BEFORE_WRITING =
  'A server may store images anew (most do). A picture that is put back is then a new encoding of the original: without visible loss for PNG, GIF and BMP, with some for JPEG. The time of the last change and the etags move in any case.'

/**
 * What a server that stores images anew may take away from a picture that is put back (fact:jpeg-recompressed,
 * fact:animation-frames, fact:unrecognised-formats).
 * @returns the rest of a sentence that begins with the picture; undefined where no loss would show
 */
export function lossOf(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 4)).toString('latin1')
  if (start.startsWith('\xff\xd8\xff')) return 'is a JPEG: it may lose some quality, because it is compressed anew'
  if (start === 'II*\0' || start === 'MM\0*') return 'is a TIFF: it may be stored in another form'
  if (!start.startsWith('GIF8')) return undefined
  const frames = countGifFrames(bytes)
  return frames > 1 ? `is an animated GIF: it may lose all but the first of its ${frames} frames` : undefined
}
