import { realpath, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** An error of the file system in a sentence of its own, with the code that the system has for it. */
export const fileError = (code: 'ENOENT' | 'ENOTDIR' | 'EISDIR' | 'EINVAL', message: string): NodeJS.ErrnoException =>
  Object.assign(new Error(message), { code })

/** Where the bytes belong, and the permissions of the file that is there. */
export interface FileTarget {
  path: string
  mode: number | undefined
}

/**
 * Finds out where a file that is written anew ends up: at the end of a link, with the permissions of the file that is there.
 * @throws Error with a code when nothing can be written there, before anything is fetched
 */
export async function findTarget(path: string): Promise<FileTarget> {
  const folder = await stat(dirname(path)).catch(ignoreMissing)
  if (!folder) throw fileError('ENOENT', `The folder ${dirname(path)} does not exist: create it first.`)
  if (!folder.isDirectory()) throw fileError('ENOTDIR', `${dirname(path)} is not a folder: choose another one.`)
  const there = await stat(path).catch(ignoreMissing)
  if (!there) return { path, mode: undefined }
  if (there.isDirectory()) throw fileError('EISDIR', `${path} is a folder: pass the path of a file in it.`)
  if (!there.isFile()) throw fileError('EISDIR', `${path} is not a regular file: pass the path of one.`)
  return { path: await realpath(path), mode: there.mode & 0o7777 }
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
