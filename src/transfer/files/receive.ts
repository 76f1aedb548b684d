import { createHash } from 'node:crypto'
import type { PictureContent } from '../../client/index.ts'
import { receiveFile } from '../../receive-file.ts'
import { type ImageType, typeOf } from '../images/image-type.ts'

/** A picture that lies in a file. */
export interface Received {
  readonly size: number
  readonly mtimeMs: number
  readonly hash: string
  /** As its first bytes say. */
  readonly type: ImageType
}

/** What {@link receive} may be told. */
export interface ReceiveOptions {
  /** The permissions of the file. */
  readonly mode?: number | undefined
  /** Hears of the bytes as they come; of negative ones where they come anew. */
  readonly onBytes?: ((count: number) => void) | undefined
}

/** How many of the first bytes are kept, to tell the type. */
const HEAD = 512

/**
 * Writes a picture's content into a new file, on the disk. Where the connection breaks, all of it is fetched anew.
 */
export function receive(
  content: PictureContent,
  path: string,
  { mode, onBytes = () => {} }: ReceiveOptions = {},
): Promise<Received> {
  let size = 0
  let hash = createHash('sha256')
  let head: Buffer = Buffer.alloc(0)
  return receiveFile(content, path, {
    mode,
    begin() {
      if (size > 0) onBytes(-size)
      size = 0
      hash = createHash('sha256')
      head = Buffer.alloc(0)
    },
    chunk(bytes) {
      hash.update(bytes)
      if (head.length < HEAD) head = Buffer.concat([head, bytes.subarray(0, HEAD)])
      size += bytes.length
      onBytes(bytes.length)
    },
    async end(_, file) {
      const { mtimeMs } = await file.stat()
      return { size, mtimeMs, hash: hash.digest('hex'), type: typeOf(head) }
    },
  })
}
