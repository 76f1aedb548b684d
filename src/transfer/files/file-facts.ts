import { createHash } from 'node:crypto'
import { type FileHandle, lstat, open } from 'node:fs/promises'

/** A file as it is now. */
export interface FileFacts {
  readonly size: number
  readonly mtimeMs: number
  readonly hash: string
}

const PIECE = 256 * 1024

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
  const file = await open(path)
  try {
    for await (const piece of pieces(file)) {
      hash.update(piece)
      size += piece.length
    }
    const after = await file.stat()
    if (after.size !== size || after.mtimeMs !== before.mtimeMs) return 'changed'
    return { size, mtimeMs: after.mtimeMs, hash: hash.digest('hex') }
  } finally {
    await file.close()
  }
}

/** Reads a file in pieces that share one buffer: each has to be used before the next is asked for. */
async function* pieces(file: FileHandle): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(PIECE)
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, PIECE, null)
    if (bytesRead === 0) return
    yield buffer.subarray(0, bytesRead)
  }
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
