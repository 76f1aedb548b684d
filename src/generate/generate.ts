import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolder } from '../make-folder.ts'
import { writeWhole } from '../replace-file.ts'
import type { ApiVersion } from '../versions.ts'
import { FILE_NAMES, type FileName, makeOutputs, originOf, sameText } from './outputs.ts'

/** What is the matter with a generated file, or what was done with it. */
export interface FileState {
  /** Path of the file: the folder as it was given, and the name. */
  readonly path: string
  /**
   * `current`: as this package makes it. `stale`: made by another version of the contract or for another API version.
   * `edited`: changed by hand. `missing`: not there. `foreign`: not made by `generate`.
   */
  readonly state: 'current' | 'stale' | 'edited' | 'missing' | 'foreign'
}

/** The files cannot be read or written; the message says why, and what to do. */
export class OutputError extends Error {
  override readonly name = 'OutputError'
}

/**
 * Tells how the files in a folder compare with what this package makes. Changes nothing.
 * @throws OutputError for files that cannot be read.
 */
export async function checkFiles(folder: string, version: ApiVersion): Promise<FileState[]> {
  const outputs = await makeOutputs(version)
  return Promise.all(FILE_NAMES.map((name) => stateOf(folder, name, outputs[name])))
}

/**
 * Writes `types.ts` and `client.ts` into a folder, which is created if needed. Files that an earlier run made are
 * replaced; the result tells what each file was before.
 * @param force Also replaces files that were edited by hand or not made by `generate`.
 * @throws OutputError for such a file without `force`, and for a folder that cannot be used; then nothing is written.
 */
export async function writeFiles(folder: string, version: ApiVersion, force = false): Promise<FileState[]> {
  const outputs = await makeOutputs(version)
  const before = await Promise.all(FILE_NAMES.map((name) => stateOf(folder, name, outputs[name])))
  const inTheWay = before.find(({ state }) => state === 'foreign' || state === 'edited')
  if (inTheWay && !force) {
    const why = inTheWay.state === 'edited' ? 'was edited by hand' : 'was not made by bc-pictures generate'
    throw new OutputError(`${inTheWay.path} ${why}. Move it away, choose another --out, or overwrite it with --force.`)
  }
  try {
    makeFolder(folder)
    for (const [index, name] of FILE_NAMES.entries()) {
      if (before[index]?.state !== 'current') await writeWhole(join(folder, name), outputs[name])
    }
  } catch (error) {
    throw unusable(folder, error)
  }
  return before
}

async function stateOf(folder: string, name: FileName, wanted: string): Promise<FileState> {
  const path = join(folder, name)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw unusable(folder, error)
  })
  if (text === undefined) return { path, state: 'missing' }
  if (sameText(text, wanted)) return { path, state: 'current' }
  const origin = originOf(text)
  return { path, state: origin === 'generated' ? 'stale' : origin }
}

const reasonOf = (cause: unknown): string => {
  const { code, message } = cause as NodeJS.ErrnoException
  return ` (${code ?? message})`
}

const unusable = (folder: string, cause: unknown) =>
  new OutputError(`The folder ${folder} cannot be used${reasonOf(cause)}: choose a folder that you can write to.`, {
    cause,
  })
