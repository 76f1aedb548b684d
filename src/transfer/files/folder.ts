import { existsSync, lstatSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { lstat, mkdir, rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { makeFolder } from '../../make-folder.ts'
import { renameFile } from '../../replace-file.ts'
import { sentence } from '../../sentence.ts'
import { TransferUsageError } from '../parents.ts'
import { STATE_FOLDER } from '../state/state.ts'

/** A folder of pictures, with the state folder in it. */
export class PictureFolder {
  readonly root: string
  /** `DIR/.bc-pictures`. */
  readonly state: string
  /** Unfinished files: on the same file system as the pictures, so that a rename is one step. */
  readonly temporary: string
  readonly #checked = new Set<string>()

  private constructor(root: string) {
    this.root = root
    this.state = join(root, STATE_FOLDER)
    this.temporary = join(this.state, 'tmp')
  }

  /**
   * Opens a folder for a run, and makes what is missing.
   * @throws TransferUsageError when it is no folder, cannot be written to, or its state folder is a link
   */
  static open(path: string, { create = false }: { create?: boolean } = {}): PictureFolder {
    const folder = new PictureFolder(resolve(path))
    try {
      if (create) makeFolder(folder.root)
      requireRealFolder(folder.state)
      makeFolder(folder.temporary)
      requireRealFolder(folder.temporary)
    } catch (cause) {
      if (cause instanceof TransferUsageError) throw cause
      throw new TransferUsageError(folderProblem(folder.root, cause as NodeJS.ErrnoException), { cause })
    }
    return folder
  }

  /** The place of a relative path with `/`. */
  at(path: string): string {
    return join(this.root, ...path.split('/'))
  }

  /** The temporary file of an entity. Its name comes from the id, which is checked: no server chooses where we write. */
  temporaryOf({ parents, id }: { parents: string; id: string }, kind: 'part' | 'move' = 'part'): string {
    return join(this.temporary, `${parents}-${id}.${kind}`)
  }

  /** Gives a whole file its place, at once. @throws Error when a folder on the way is a link that leads out */
  async place(from: string, path: string): Promise<void> {
    await this.#prepare(dirname(this.at(path)))
    await renameFile(from, this.at(path))
  }

  /** Whether a folder on the way to a file is a link: what lies behind it may be somebody else's. */
  async isBehindLink(path: string): Promise<boolean> {
    return this.#prepare(dirname(this.at(path))).then(
      () => false,
      () => true,
    )
  }

  /**
   * Moves a file of ours into a folder of the state folder, such as `trash/RUN`, under its own path. Gives the new place.
   * @throws Error when a folder on the way is a link
   */
  async setAside(path: string, into: string): Promise<string> {
    await this.#prepare(dirname(this.at(path)))
    let target = join(this.state, into, ...path.split('/'))
    makeFolder(dirname(target))
    for (let more = 2; (await exists(target)) && more < 1000; more += 1)
      target = join(this.state, into, `${path}.${more}`)
    await renameFile(this.at(path), target)
    return target
  }

  /** Removes temporary files. A file that is being moved may be the only copy: it stays. */
  sweep(): void {
    for (const name of readdirSync(this.temporary)) {
      if (!name.endsWith('.move')) rmSync(join(this.temporary, name), { force: true, recursive: true })
    }
  }

  /** Leaves no temporary folder behind, unless a file that is being moved is still in it. */
  finish(): void {
    if (!existsSync(this.temporary)) return
    this.sweep()
    if (readdirSync(this.temporary).length === 0) rmdirSync(this.temporary)
  }

  /** Makes a folder, and makes sure that none on the way below the root is a link: pictures stay in the folder. */
  async #prepare(folder: string): Promise<void> {
    if (folder === this.root || this.#checked.has(folder)) return
    await this.#prepare(dirname(folder))
    await mkdir(folder).catch((error) => {
      if (error.code !== 'EEXIST') throw error
    })
    if (!(await lstat(folder)).isDirectory())
      throw new Error(`${folder} is a link or a file, where a folder is needed.`)
    this.#checked.add(folder)
  }
}

const exists = (path: string) =>
  lstat(path)
    .then(() => true)
    .catch(() => false)

function requireRealFolder(path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found && !found.isDirectory()) throw new TransferUsageError(`${path} is not a folder: move it away.`)
}

function folderProblem(path: string, { code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return `The folder ${path} is not there: create it, or name another one.`
  if (code === 'ENOTDIR' || code === 'EEXIST') return `${path} is not a folder: name one.`
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `The folder ${path} cannot be written to (${code}): name one that you may write to.`
  return sentence(`The folder ${path} cannot be used: ${message}`)
}

/** Removes a file; one that is not there is no error. */
export const removeFile = (path: string): Promise<void> => rm(path, { force: true })
