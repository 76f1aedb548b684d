import { dirname } from 'node:path'
import type { DownloadOptions, Picture } from '../client/index.ts'
import { findTarget } from '../file-target.ts'
import { receiveFile } from '../receive-file.ts'
import { putInPlace, withTemporary } from '../replace-file.ts'
import { checkCall } from './check-call.ts'

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

const USAGE = {
  name: 'downloadTo',
  options: ['signal', 'timeout', 'onProgress'] satisfies (keyof DownloadOptions)[],
}

/**
 * Downloads a picture to a file, or gives null and leaves the file alone when there is no picture.
 *
 * The file is there either whole or not at all, whatever happens: the bytes go to a temporary file beside it, are flushed
 * to the disk, and only then take its name. A file that is there keeps its permissions, and a symbolic link its place.
 * Where the connection breaks, all of it is fetched anew. Temporary files that a killed process left in the folder are
 * removed.
 *
 * @throws TypeError for a picture, a path or options that are none, Error of the file system, and what `picture.download` throws;
 * the temporary file is removed.
 */
export async function downloadTo(
  picture: Picture,
  path: string,
  options: DownloadOptions = {},
): Promise<DownloadedFile | null> {
  checkCall(USAGE, picture, path, options)
  const target = await findTarget(path)
  const content = await picture.download(options)
  if (!content) return null
  const { contentType, sniffedType } = content
  return withTemporary(dirname(target.path), async (temporary) => {
    const size = await receiveFile(content, temporary, { mode: target.mode, end: (all) => all })
    await putInPlace(temporary, target)
    return { path, size, contentType, sniffedType }
  })
}
