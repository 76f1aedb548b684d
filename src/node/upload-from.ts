import { stat } from 'node:fs/promises'
import type { Picture, UploadOptions } from '../client/index.ts'
import { fileError } from '../file-target.ts'
import { streamFile } from '../transfer/files/read-file.ts'
import { checkCall } from './check-call.ts'

const USAGE = {
  name: 'uploadFrom',
  options: ['signal', 'timeout', 'ifMatch', 'onProgress', 'anyFormat'] satisfies (keyof UploadOptions)[],
}

/**
 * Uploads a file, without ever holding more than a small part of it in memory. Where the upload has to be sent again,
 * the file is read anew.
 *
 * @throws TypeError for a picture, a path or options that are none, and for a file that is empty or no image; Error of the file
 * system when it cannot be read; and what `picture.upload` throws.
 */
export async function uploadFrom(
  picture: Picture,
  path: string,
  options: Omit<UploadOptions, 'size'> = {},
): Promise<void> {
  checkCall(USAGE, picture, path, options)
  const found = await stat(path)
  if (found.isDirectory()) throw fileError('EISDIR', `${path} is a folder: pass the path of a file.`)
  // To open a pipe would wait for somebody to write to it.
  if (!found.isFile()) throw fileError('EINVAL', `${path} is not a regular file: pass the path of one.`)
  const { size } = found
  try {
    await picture.upload(() => streamFile(path), { ...options, size })
  } catch (error) {
    // A file that is empty or no image: which one it is, only we know.
    if (error instanceof TypeError) throw new TypeError(`${path}: ${error.message}`, { cause: error })
    throw error
  }
}
