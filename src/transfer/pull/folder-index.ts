import { readdir } from 'node:fs/promises'
import { posix } from 'node:path'
import { foldName, splitExtension } from '../file-names.ts'
import { absent } from '../files/file-facts.ts'
import type { PictureFolder } from '../files/folder.ts'

/** What lies in the folder, read once per folder: which files there are for a name, whatever their extension. */
export class FolderIndex {
  readonly #folder: PictureFolder
  readonly #read = new Map<string, Promise<Map<string, Set<string>>>>()

  constructor(folder: PictureFolder) {
    this.#folder = folder
  }

  /** The paths of the files that are named like `base`, with any picture's extension. */
  async filesOf(base: string): Promise<string[]> {
    const files = await this.#names(posix.dirname(base))
    const found = files.get(foldName(posix.basename(base))) ?? new Set()
    const prefix = base.slice(0, base.length - posix.basename(base).length)
    return [...found].map((name) => prefix + name)
  }

  async added(path: string): Promise<void> {
    add(await this.#names(posix.dirname(path)), posix.basename(path))
  }

  async removed(path: string): Promise<void> {
    const files = await this.#names(posix.dirname(path))
    const name = posix.basename(path)
    files.get(foldName(splitExtension(name).name))?.delete(name)
  }

  #names(folder: string): Promise<Map<string, Set<string>>> {
    const known = this.#read.get(folder)
    if (known) return known
    const reading = this.#readNames(folder)
    this.#read.set(folder, reading)
    return reading
  }

  async #readNames(folder: string): Promise<Map<string, Set<string>>> {
    const files = new Map<string, Set<string>>()
    for (const name of (await readdir(this.#folder.at(folder)).catch(absent)) ?? []) add(files, name)
    return files
  }
}

function add(files: Map<string, Set<string>>, name: string): void {
  const { name: base, extension } = splitExtension(name)
  if (extension === '') return
  const key = foldName(base)
  const known = files.get(key)
  if (known) known.add(name)
  else files.set(key, new Set([name]))
}
