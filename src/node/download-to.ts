import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { DownloadOptions, Picture, PictureContent } from '../client/index.ts'

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
 * The file is there either whole or not at all, whatever happens: the bytes go to a temporary name beside it, are
 * brought to the disk, and only then take its name. Where the connection breaks, all of it is fetched anew.
 *
 * @throws Error of the file system, and what `picture.download` throws; the temporary file is removed.
 */
export async function downloadTo(
  picture: Picture,
  path: string,
  options: DownloadOptions = {},
): Promise<DownloadedFile | null> {
  const content = await picture.download(options)
  if (!content) return null
  const { contentType, sniffedType } = content
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.part`)
  try {
    const file = await open(temporary, 'wx').catch((error) => abandon(content, error))
    const size = await content.read((body) => fill(file, body)).finally(() => file.close())
    await rename(temporary, path)
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

/** Makes a file hold the bytes of a stream and nothing else, on the disk. */
async function fill(file: FileHandle, body: ReadableStream<Uint8Array>): Promise<number> {
  // An attempt before this one may have left its bytes.
  await file.truncate()
  let size = 0
  for await (const chunk of body) {
    await writeAll(file, chunk, size)
    size += chunk.length
  }
  await file.sync()
  return size
}

/** A file may take fewer bytes at once than it is given. */
async function writeAll(file: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < chunk.length; ) {
    const { bytesWritten } = await file.write(chunk, done, chunk.length - done, position + done)
    done += bytesWritten
  }
}
