import { type FileHandle, open } from 'node:fs/promises'

/** Reads from a file, and closes it. @param read what it throws makes the result undefined: the file is damaged */
export async function tryToRead<T>(path: string, read: (file: FileHandle) => Promise<T>): Promise<T | undefined> {
  const file = await open(path)
  try {
    return await read(file)
  } catch {
    return undefined
  } finally {
    await file.close()
  }
}
