import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { DownloadOptions, Picture, PictureContent } from '../client/index.ts'
import { checkCall } from './check-call.ts'
import { findTarget } from './file-target.ts'
import { sweep, temporaryPath } from './temporary-file.ts'

/** A picture that lies in a file. */
export interface DownloadedFile {
  path: string
  /** In bytes. */
  size: number
  /** As the server has it, which may be wrong. */
  contentType: string
  /** What the bytes themselves show, such as `image/png`. */
  sniffedType: string | undefined
}

/**
 * Downloads a picture to a file, or gives null and leaves the file alone when there is no picture.
 *
 * The file is there either whole or not at all, whatever happens: the bytes go to a temporary file beside it, are flushed
 * to the disk, and only then take its name. A file that is there keeps its permissions, and a symbolic link its place.
 * Where the connection breaks, all of it is fetched anew. Temporary files that a killed process left in the folder are
 * removed.
 *
 * @throws TypeError for a picture or a path that is none, Error of the file system, and what `picture.download` throws;
 * the temporary file is removed.
 */
export async function downloadTo(
  picture: Picture,
  path: string,
  options: DownloadOptions = {},
): Promise<DownloadedFile | null> {
  checkCall("downloadTo(picture, 'chair.png')", picture, path)
  const target = await findTarget(path)
  const content = await picture.download(options)
  if (!content) return null
  const { contentType, sniffedType } = content
  const folder = dirname(target.path)
  await sweep(folder)
  const temporary = temporaryPath(folder)
  try {
    const file = await open(temporary, 'wx').catch((error) => abandon(content, error))
    const size = await content.read((body) => fill(file, body, target.mode)).finally(() => file.close())
    await rename(temporary, target.path)
    return { path, size, contentType, sniffedType }
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

async function abandon({ body }: PictureContent, error: Error): Promise<never> {
  await body.cancel(error)
  throw error
}

/** How many bytes are written at once, give or take a chunk: the network hands out much smaller ones. */
const BATCH = 1 << 20

/** Makes a file hold the bytes of a stream and nothing else, on the disk. */
async function fill(file: FileHandle, body: ReadableStream<Uint8Array>, mode?: number): Promise<number> {
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
    batch.push(chunk)
    waiting += chunk.length
    if (waiting >= BATCH) await flush()
  }
  await flush()
  if (mode !== undefined) await file.chmod(mode)
  await file.sync()
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
