import { Jimp } from 'jimp'

/**
 * Whether bytes are the image that was sent: the same bytes, or another encoding of the same pixels, as the product makes
 * one when it stores an image (fact:stored-bytes).
 */
export async function isSameImage(received: Uint8Array, sent: Uint8Array): Promise<boolean> {
  if (Buffer.from(sent).equals(received)) return true
  const [a, b] = await Promise.all(
    [sent, received].map((bytes) => Jimp.read(Buffer.from(bytes)).catch(() => undefined)),
  )
  if (a === undefined || b === undefined || a.mime !== b.mime) return false
  const size = [a, b].map(({ bitmap }) => `${bitmap.width}x${bitmap.height}`)
  return size[0] === size[1] && a.bitmap.data.equals(b.bitmap.data)
}
