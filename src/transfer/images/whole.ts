import { open } from 'node:fs/promises'
import type { ImageType } from './image-type.ts'

/** How many of the last bytes are looked at: some programs write a little after the end. */
const TAIL = 4096

/**
 * Whether an image has its end, as far as that can be told: a gateway may cut an answer short and give it a length that
 * fits. A picture may be stored without its end, too (fact:png-by-signature), so this alone is no proof.
 */
export async function hasItsEnd(path: string, type: ImageType): Promise<boolean> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const length = Math.min(TAIL, size)
    const { buffer: tail } = await file.read(Buffer.alloc(length), 0, length, size - length)
    if (type === 'png') return tail.includes(Buffer.from('IEND'))
    if (type === 'jpeg') return tail.includes(Buffer.of(0xff, 0xd9))
    if (type === 'gif') return tail.at(tail.findLastIndex((byte) => byte !== 0)) === 0x3b
    if (type !== 'bmp') return true
    const { buffer: head } = await file.read(Buffer.alloc(6), 0, 6, 0)
    return head.readUInt32LE(2) <= size
  } finally {
    await file.close()
  }
}
