import { createHash } from 'node:crypto'
import { compareImages } from '../../verify/images/compare.ts'
import { bmp, GIF, JPEG, png } from '../../verify/pictures.ts'
import type { Random } from './random.ts'

/** Some bytes to upload. */
export function pictureOf(random: Random): Buffer<ArrayBuffer> {
  const shade = random.whole(0, 255)
  const made = random.pick([
    () => png(random.whole(1, 40), random.whole(1, 40), shade).bytes,
    () => bmp(4 * random.whole(1, 40), random.whole(1, 60)).bytes,
    () => GIF.bytes,
    () => JPEG.bytes,
    () => random.bytes(random.whole(1, 3000)),
  ])()
  return Buffer.from(made)
}

/** The SHA-256 of some bytes, in hex; `none` for no picture. */
export function nameOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? 'none' : createHash('sha256').update(bytes).digest('hex').slice(0, 16)
}

/** Whether a server may have made one of the other: the same bytes, or the same image stored anew. */
export async function isSame(sent: Uint8Array | undefined, shown: Uint8Array | undefined): Promise<boolean> {
  if (sent === undefined || shown === undefined) return sent === shown
  return Buffer.compare(sent, shown) === 0 || (await compareImages(sent, shown)) === undefined
}
