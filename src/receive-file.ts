import { type FileHandle, open } from 'node:fs/promises'

/** Bytes on their way that come again from the first one where the connection breaks: a picture's content. */
interface Incoming {
  readonly body: ReadableStream<Uint8Array>
  read<T>(take: (body: ReadableStream<Uint8Array>) => Promise<T>): Promise<T>
}

/** What somebody wants to know of the bytes while they come. */
export interface Receiver<T> {
  /** The permissions of the file. */
  readonly mode?: number | undefined
  /** Called before the first byte, again where all of them come anew. */
  begin?(): void
  chunk?(bytes: Uint8Array): void
  /** Called once the file holds all bytes. They are on the disk when the promise of {@link receiveFile} resolves. */
  end(size: number, file: FileHandle): T | Promise<T>
}

/** How many bytes are written at once, give or take a chunk: the network hands out much smaller ones. */
const BATCH = 1 << 20

/**
 * Writes bytes into a new file, and flushes it to the disk. The file must not be there: nobody can choose by a link where
 * the bytes go.
 */
export async function receiveFile<T>(content: Incoming, path: string, receiver: Receiver<T>): Promise<T> {
  const file = await open(path, 'wx', receiver.mode).catch(async (error) => {
    await content.body.cancel(error)
    throw error
  })
  try {
    return await content.read(async (body) => {
      receiver.begin?.()
      const size = await fill(file, body, receiver)
      const result = await receiver.end(size, file)
      await file.sync()
      return result
    })
  } finally {
    await file.close()
  }
}

/** Makes a file hold the bytes of a stream and nothing else. Gives their number. */
async function fill<T>(
  file: FileHandle,
  body: ReadableStream<Uint8Array>,
  { chunk: watch }: Receiver<T>,
): Promise<number> {
  // An attempt before this one may have left its bytes.
  await file.truncate()
  let size = 0
  let waiting = 0
  let batch: Uint8Array[] = []
  const flush = async () => {
    await writeAll(file, batch, size)
    // What is written is given back at once: the garbage collector would let much of the picture pile up.
    batch.forEach(release)
    size += waiting
    waiting = 0
    batch = []
  }
  for await (const chunk of body) {
    watch?.(chunk)
    batch.push(chunk)
    waiting += chunk.length
    if (waiting >= BATCH) await flush()
  }
  await flush()
  return size
}

/** Frees a chunk's memory, where the platform can and nothing else lies in it. */
function release({ buffer, byteLength }: Uint8Array): void {
  if (byteLength === buffer.byteLength) (buffer as { transfer?(length: number): unknown }).transfer?.(0)
}

async function writeAll(file: FileHandle, batch: Uint8Array[], position: number): Promise<void> {
  const length = batch.reduce((sum, chunk) => sum + chunk.length, 0)
  if (length === 0) return
  const { bytesWritten } = await file.writev(batch, position)
  if (bytesWritten === length) return
  // A file may take fewer bytes at once than it is given.
  const rest = Buffer.concat(batch).subarray(bytesWritten)
  await writeAll(file, [rest], position + bytesWritten)
}
