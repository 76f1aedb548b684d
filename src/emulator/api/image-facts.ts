import { imageSize } from 'image-size'

/** What the server tells of the bytes of a picture. */
export interface ImageFacts {
  /** Pixels; 0 where the bytes are not a picture in one of the four certain formats. */
  readonly width: number
  readonly height: number
  readonly contentType: string
}

const contentTypes: ReadonlyMap<string | undefined, string> = new Map([
  ['png', 'image/png'],
  ['jpg', 'image/jpeg'],
  ['gif', 'image/gif'],
  ['bmp', 'image/bmp'],
])

/**
 * The product stores anything. It names every upload `….jpg` and takes the type from the name, so this is the type
 * that the facts let one expect for bytes that are no known picture (an inference).
 */
const unknownImage: ImageFacts = { width: 0, height: 0, contentType: 'image/jpeg' }

const maxInt32 = 2 ** 31 - 1

/**
 * Reads format, width and height from the beginning of a picture. Only PNG, JPEG, GIF and BMP are recognised, as only
 * these are certain in the product.
 */
export function readImageFacts(head: Uint8Array): ImageFacts {
  try {
    const { type, width, height } = imageSize(head)
    const contentType = contentTypes.get(type)
    if (contentType === undefined) return unknownImage
    const measurable = [width, height].every((length) => length > 0 && length <= maxInt32)
    return measurable ? { width, height, contentType } : { ...unknownImage, contentType }
  } catch {
    return unknownImage
  }
}
