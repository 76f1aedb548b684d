import { createHash, type Hash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'
import type { PictureContent } from '../../client/index.ts'
import { type ImageType, typeOf } from '../images/image-type.ts'

/** A picture that lies in a file. */
export interface Received {
  readonly size: number
  readonly mtimeMs: number
  readonly hash: string
  /** As its first bytes say. */
  readonly type: ImageType
}

/** How many bytes are written at once, give or take a chunk: the network hands out much smaller ones. */
const BATCH = 1 << 20

/** How many of the first bytes are kept, to tell the type. */
const HEAD = 512

/**
 * Writes a picture's content into a file and syncs it. Where the connection breaks, all of it is fetched anew.
 * @param onBytes hears of the bytes as they come; negative where they come anew
 */
export async function receive(
  content: PictureContent,
  path: string,
  onBytes: (count: number) => void = () => {},
): Promise<Received> {
  const file = await open(path, 'w').catch(async (error) => {
    await content.body.cancel(error)
    throw error
  })
  let before = 0
  try {
    return await content.read(async (body) => {
      // An attempt before this one may have left its bytes.
      if (before > 0) onBytes(-before)
      before = 0
      await file.truncate()
      const hash = createHash('sha256')
      const { size, head } = await fill(file, body, hash, (count) => {
        before += count
        onBytes(count)
      })
      await file.sync()
      const { mtimeMs } = await file.stat()
      return { size, mtimeMs, hash: hash.digest('hex'), type: typeOf(head) }
    })
  } finally {
    await file.close()
  }
}

async function fill(
  file: FileHandle,
  body: ReadableStream<Uint8Array>,
  hash: Hash,
  onBytes: (count: number) => void,
): Promise<{ size: number; head: Uint8Array }> {
  let size = 0
  let head: Buffer = Buffer.alloc(0)
  let waiting: Uint8Array[] = []
  let waitingSize = 0
  const flush = async () => {
    if (waitingSize === 0) return
    await writeAll(file, waiting, size)
    // What is written is given back at once: the garbage collector would let much of a picture pile up.
    waiting.forEach(release)
    size += waitingSize
    waitingSize = 0
    waiting = []
  }
  for await (const chunk of body) {
    hash.update(chunk)
    if (head.length < HEAD) head = Buffer.concat([head, chunk.subarray(0, HEAD)])
    waiting.push(chunk)
    waitingSize += chunk.length
    onBytes(chunk.length)
    if (waitingSize >= BATCH) await flush()
  }
  await flush()
  return { size, head }
}

async function writeAll(file: FileHandle, batch: Uint8Array[], position: number): Promise<void> {
  const length = batch.reduce((sum, chunk) => sum + chunk.length, 0)
  const { bytesWritten } = await file.writev(batch, position)
  // A file may take fewer bytes at once than it is given.
  if (bytesWritten < length)
    await writeAll(file, [Buffer.concat(batch).subarray(bytesWritten)], position + bytesWritten)
}

/** Frees a chunk's memory, where the platform can and nothing else lies in it. */
function release({ buffer, byteLength }: Uint8Array): void {
  if (byteLength === buffer.byteLength) (buffer as { transfer?(length: number): unknown }).transfer?.(0)
}
