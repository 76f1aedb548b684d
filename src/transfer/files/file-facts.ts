import { createHash } from 'node:crypto'
import { lstat } from 'node:fs/promises'
import { readPieces } from './read-file.ts'

/** A file as it is now. */
export interface FileFacts {
  readonly size: number
  readonly mtimeMs: number
  readonly hash: string
}

/**
 * Reads a file's size, time and SHA-256.
 * @returns undefined where there is no file; `changed` where it changed while it was read, or is a link or no file
 */
export async function readFacts(path: string): Promise<FileFacts | 'changed' | undefined> {
  const before = await lstat(path).catch(absent)
  if (before === undefined) return undefined
  if (!before.isFile()) return 'changed'
  const hash = createHash('sha256')
  let size = 0
  for await (const piece of readPieces(path)) {
    hash.update(piece)
    size += piece.length
  }
  const after = await lstat(path).catch(absent)
  if (after === undefined) return undefined
  if (after.size !== size || after.mtimeMs !== before.mtimeMs || after.ino !== before.ino) return 'changed'
  return { size, mtimeMs: after.mtimeMs, hash: hash.digest('hex') }
}

/** What a row remembers of a file. */
interface Remembered {
  readonly size: number | null
  readonly mtimeMs: number | null
  readonly fileHash: string | null
}

/** How a file stands to what is remembered of it. A file whose size and time are untouched is not read. */
export async function compareFile(
  path: string,
  row: Remembered,
): Promise<{ readonly here: 'missing' | 'same' | 'edited'; readonly facts?: FileFacts }> {
  const now = await lstat(path).catch(absent)
  if (now === undefined) return { here: 'missing' }
  if (!now.isFile()) return { here: 'edited' }
  if (now.size === row.size && now.mtimeMs === row.mtimeMs) return { here: 'same' }
  const facts = await readFacts(path)
  if (facts === undefined) return { here: 'missing' }
  if (facts === 'changed' || facts.hash !== row.fileHash) return { here: 'edited' }
  return { here: 'same', facts }
}

/** Nothing where there is no such file; any other failure is passed on. */
export function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined
  throw error
}
