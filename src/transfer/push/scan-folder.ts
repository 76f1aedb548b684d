import { readdir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { readPieces, readStart } from '../files/read-file.ts'
import { isJunk, type Refused, type Scan, type SourceFile } from './source-files.ts'

/** Finds the files of a folder, at any depth. Links that lead out of it are named and not followed. */
export async function scanFolder(root: string): Promise<Scan> {
  const files: SourceFile[] = []
  const refused: Refused[] = []
  let leftOut = 0
  const realRoot = await realpath(root)
  const visit = async (folder: string) => {
    const entries = await readdir(join(root, folder), { withFileTypes: true })
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (isJunk(entry.name)) leftOut += entry.name === '.bc-pictures' ? 0 : 1
      else if (entry.isDirectory()) await visit(path)
      else if (entry.isFile()) await add(path)
      else if (entry.isSymbolicLink()) await follow(path)
    }
  }
  const add = async (path: string) => {
    const { size, mtimeMs } = await stat(join(root, path))
    files.push(new FolderFile(root, path, size, mtimeMs))
  }
  const follow = async (path: string) => {
    const target = await realpath(join(root, path)).catch(() => undefined)
    const inside = target?.startsWith(realRoot + sep) && (await stat(target)).isFile()
    if (inside) return add(path)
    const detail = target ? 'a link that leads out of the folder, or to another folder' : 'a link to nothing'
    refused.push({ path, size: 0, reason: 'link', detail })
  }
  await visit('')
  return { files, refused, leftOut, close: async () => {} }
}

/** A class, so that ten thousand files share their methods. */
class FolderFile implements SourceFile {
  readonly #root: string
  readonly path: string
  readonly size: number
  readonly mtimeMs: number

  constructor(root: string, path: string, size: number, mtimeMs: number) {
    this.#root = root
    this.path = path
    this.size = size
    this.mtimeMs = mtimeMs
  }

  head(): Promise<Uint8Array> {
    return readStart(join(this.#root, this.path), 512)
  }

  open(): AsyncIterable<Uint8Array> {
    return readPieces(join(this.#root, this.path))
  }
}
