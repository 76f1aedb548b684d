import { chmod, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type FileTarget, findTarget } from './file-target.ts'
import { sweep, temporaryPath } from './temporary-file.ts'

/**
 * Lends the path of a temporary file in a folder: nothing lies there, and nobody can guess it. What lies there at the end
 * is removed, and so are temporary files that a killed process left in the folder.
 */
export async function withTemporary<T>(folder: string, work: (temporary: string) => Promise<T>): Promise<T> {
  await sweep(folder)
  const temporary = temporaryPath(folder)
  try {
    return await work(temporary)
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined)
  }
}

/** Gives a whole file its place at once, with the permissions of the file that is there. */
export async function putInPlace(file: string, { path, mode }: FileTarget): Promise<void> {
  if (mode !== undefined) await chmod(file, mode)
  await renameFile(file, path)
}

/**
 * Writes a text into a file, whole or not at all, whatever happens. A file that is there keeps its permissions, and a
 * symbolic link its place.
 * @throws Error with a code of the file system
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const target = await findTarget(path)
  await withTemporary(dirname(target.path), async (temporary) => {
    const file = await open(temporary, 'wx', target.mode)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await putInPlace(temporary, target)
  })
}

/** What Windows answers while somebody, such as a virus scanner, looks at a file. */
const PASSING: ReadonlySet<string | undefined> = new Set(['EPERM', 'EBUSY', 'EACCES'])

/** Renames a file over whatever has the name. Tried again for two seconds where somebody is looking at it. */
export async function renameFile(from: string, to: string): Promise<void> {
  for (let wait = 10; ; wait *= 2) {
    try {
      return await rename(from, to)
    } catch (error) {
      if (!PASSING.has((error as NodeJS.ErrnoException).code) || wait > 1000) throw error
      await sleep(wait)
    }
  }
}
