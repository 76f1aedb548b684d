import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import { nearest, shown } from '../../option-checks.ts'
import type { ParentSet } from '../model.ts'
import { EmulatorStartError } from '../start-error.ts'
import { checkSeedFile } from './check-seed.ts'
import { numberOf } from './fitting.ts'
import { type Seed, type SeedCompany, type SeedEntity, seedNames } from './seed.ts'

/**
 * Reads a seed from a JSON file or a folder of pictures.
 * @param warn is told what in a folder was left out
 * @throws EmulatorStartError when there is nothing of the kind, or it is no seed
 */
export async function readSeed(choice: string, warn: (message: string) => void): Promise<Seed> {
  const path = resolve(choice)
  try {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found?.isDirectory()) return readFolder(path, warn)
    if (found?.isFile()) return readSeedFile(path)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === undefined) throw cause
    throw new EmulatorStartError(`The seed ${path} cannot be read (${code}): choose one that you may read.`, {
      cause,
    })
  }
  const guess = nearest(choice, seedNames)
  const hint = guess === undefined ? '' : `did you mean ${guess}? `
  throw new EmulatorStartError(
    `The seed ${shown(choice)} is unknown: ${hint}use demo, empty, a JSON file or a folder of pictures.`,
  )
}

function readSeedFile(path: string): Seed {
  const json = parseSeedFile(path)
  checkSeedFile(path, json)
  const absolute = (picture: unknown) => resolve(dirname(path), String(picture))
  return 'companies' in json
    ? { companies: json.companies.map((company) => withPictures(company, absolute)) }
    : withPictures(json, absolute)
}

function parseSeedFile(path: string): unknown {
  const bytes = readFileSync(path)
  let text: string
  try {
    // This leaves out the mark with which editors of Windows begin a file.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    const remedy = isImage(path)
      ? 'it is an image; put it into a folder, and name the folder'
      : 'save it as UTF-8, or name a folder of pictures'
    throw new EmulatorStartError(`The seed file ${path} is no JSON text: ${remedy}.`, { cause })
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    const where = placeOf((cause as Error).message, text)
    throw new EmulatorStartError(
      `The seed file ${path} is no JSON${where}: write { "entities": [ … ] }, with double quotes and no comma at the end.`,
      { cause },
    )
  }
}

/** Where JSON goes wrong, as far as the engine tells it: by line and column, or by the text around the place. */
function placeOf(message: string, text: string): string {
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(message) ?? []
  if (line !== undefined) return `, line ${line}, column ${column}`
  const [, around = ''] = /, (?:\.\.\.)?"(.*?)"(?:\.\.\.)? is not valid JSON$/s.exec(message) ?? []
  const at = around === '' ? -1 : text.indexOf(around)
  if (at < 0 || text.indexOf(around, at + 1) >= 0) return text.trim() === '' ? ': it is empty' : ''
  return `, line ${text.slice(0, at + Math.floor(around.length / 2)).split('\n').length}`
}

function withPictures({ company, entities }: SeedCompany, absolute: (picture: unknown) => string): SeedCompany {
  return {
    ...(company === undefined ? {} : { company }),
    entities: entities.map((entity) => ({
      ...entity,
      ...(entity.picture === undefined ? {} : { picture: absolute(entity.picture) }),
      furtherPictures: (entity.furtherPictures ?? []).map(absolute),
    })),
  }
}

const folderSets = ['items', 'customers', 'vendors', 'employees', 'contacts'] as const satisfies readonly ParentSet[]

/** Each image is a picture of the entity that it is named after: items at the top, the others in a folder of their set. */
function readFolder(path: string, warn: (message: string) => void): Seed {
  const entries = readdirSync(path, { withFileTypes: true })
  const folders = entries.flatMap((entry) => (entry.isDirectory() && !entry.name.startsWith('.') ? [entry.name] : []))
  const known: readonly string[] = folderSets
  const others = folders.filter((name) => !known.includes(name))
  for (const name of others) {
    const guess = nearest(name, folderSets)
    if (guess === undefined) continue
    throw new EmulatorStartError(
      `The seed folder ${path} has the folder ${name}, which is no entity set: did you mean ${guess}? Rename it.`,
    )
  }
  const leftOut: string[] = []
  const entities = readPictures(path, 'items', leftOut)
  for (const set of folderSets) {
    if (folders.includes(set)) entities.push(...readPictures(join(path, set), set, leftOut))
  }
  requireOnePicture(path, entities)
  if (leftOut.length > 0) {
    const names = leftOut.map((file) => relative(path, file))
    warn(`The seed folder ${path} has files that are no images, and they were left out: ${some(names)}.`)
  }
  if (others.length > 0) {
    warn(`The seed folder ${path} has folders that are no entity sets, and they were left out: ${some(others)}.`)
  }
  if (entities.length === 0) warn(`The seed folder ${path} has no images: the company is empty.`)
  return { entities }
}

/** @throws EmulatorStartError where two files are named after one entity */
function requireOnePicture(folder: string, entities: readonly SeedEntity[]): void {
  const seen = new Map<string, string>()
  for (const entity of entities) {
    const key = `${entity.set} ${numberOf(entity)}`
    const [file, former] = [relative(folder, String(entity.picture)), seen.get(key)]
    if (former !== undefined) {
      throw new EmulatorStartError(
        `The seed folder ${folder} has two pictures of ${entity.set} ${numberOf(entity)}: ${former} and ${file}. Keep one.`,
      )
    }
    seen.set(key, file)
  }
}

const shownNames = 10

function some(names: readonly string[]): string {
  const more = names.length > shownNames ? ` and ${names.length - shownNames} more` : ''
  return `${names.slice(0, shownNames).join(', ')}${more}`
}

function readPictures(folder: string, set: (typeof folderSets)[number], leftOut: string[]): SeedEntity[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
  const pictures: SeedEntity[] = []
  for (const file of files.map(({ name }) => join(folder, name)).toSorted()) {
    const number = basename(file, extname(file))
    if (isImage(file)) pictures.push({ set, number, displayName: number, picture: file })
    else leftOut.push(file)
  }
  return pictures
}

/** Those that the emulator does not know are stored as they are, as in the product. */
const imageExtensions = /\.(?:png|jpe?g|jfif|gif|bmp|webp|tiff?|svg|heic|heif|avif|ico|emf|wmf)$/i

/** What the files of the formats begin with that the emulator knows. */
const signatures = ['\x89PNG\r\n\x1a\n', '\xff\xd8\xff', 'GIF87a', 'GIF89a', 'BM']

function isImage(path: string): boolean {
  if (imageExtensions.test(path)) return true
  const start = Buffer.alloc(8)
  const file = openSync(path, 'r')
  try {
    readSync(file, start)
  } finally {
    closeSync(file)
  }
  const text = start.toString('latin1')
  return signatures.some((signature) => text.startsWith(signature))
}
