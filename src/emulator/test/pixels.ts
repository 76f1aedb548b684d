import { Jimp } from 'jimp'
import { sha256 } from './support.ts'

/** Width, height and the hash of the pixels of an image: what has to stay when it is stored anew. */
export async function pixelsOf(image: Uint8Array): Promise<readonly [number, number, string]> {
  const { bitmap } = await Jimp.read(Buffer.from(image))
  return [bitmap.width, bitmap.height, sha256(bitmap.data)]
}
