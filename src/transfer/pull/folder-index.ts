import { readdir } from 'node:fs/promises'
import { posix } from 'node:path'
import { foldName, splitExtension } from '../file-names.ts'
import { absent } from '../files/file-facts.ts'
import type { PictureFolder } from '../files/folder.ts'

/** What lies in the folder, read once per folder: which files there are for a name, whatever their extension. */
export class FolderIndex {
  readonly #folder: PictureFolder
  readonly #read = new Map<string, Promise<Names>>()

  constructor(folder: PictureFolder) {
    this.#folder = folder
  }

  /** The paths of the files that are named like `base`, with any picture's extension. */
  async filesOf(base: string): Promise<string[]> {
    const files = await this.#names(posix.dirname(base))
    const found = [files.get(foldName(posix.basename(base))) ?? []].flat()
    const prefix = base.slice(0, base.length - posix.basename(base).length)
    return found.map((name) => prefix + name)
  }

  async added(path: string): Promise<void> {
    add(await this.#names(posix.dirname(path)), posix.basename(path))
  }

  async removed(path: string): Promise<void> {
    const files = await this.#names(posix.dirname(path))
    const name = posix.basename(path)
    const key = foldName(splitExtension(name).name)
    const left = [files.get(key) ?? []].flat().filter((one) => one !== name)
    if (left.length > 0) files.set(key, left)
    else files.delete(key)
  }

  #names(folder: string): Promise<Names> {
    const known = this.#read.get(folder)
    if (known) return known
    const reading = this.#readNames(folder)
    this.#read.set(folder, reading)
    return reading
  }

  async #readNames(folder: string): Promise<Names> {
    const files: Names = new Map()
    for (const name of (await readdir(this.#folder.at(folder)).catch(absent)) ?? []) add(files, name)
    return files
  }
}

/** File names by what they are without an extension. Nearly every one is alone, so a list is made for the others only. */
type Names = Map<string, string | string[]>

function add(files: Names, name: string): void {
  const { name: base, extension } = splitExtension(name)
  if (extension === '') return
  const key = foldName(base)
  const known = [files.get(key) ?? []].flat()
  if (!known.includes(name)) files.set(key, known.length === 0 ? name : [...known, name])
}
