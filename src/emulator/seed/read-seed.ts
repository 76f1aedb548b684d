import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, relative, resolve } from 'node:path'
import { packageRoot } from '../../package-root.ts'
import type { ParentSet } from '../model.ts'
import { EmulatorStartError } from '../start-error.ts'
import type { Seed, SeedCompany, SeedEntity } from './seed.ts'

/**
 * Reads a seed from a JSON file or a folder of pictures.
 * @param warn is told what in a folder was left out
 * @throws EmulatorStartError when there is nothing of the kind, or it is no seed
 */
export async function readSeed(choice: string, warn: (message: string) => void): Promise<Seed> {
  const path = resolve(choice)
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory()) return readFolder(path, warn)
  if (found?.isFile()) return readSeedFile(path)
  throw new EmulatorStartError(`The seed '${choice}' is unknown: use demo, empty, a JSON file or a folder of pictures.`)
}

async function readSeedFile(path: string): Promise<Seed> {
  const fail = (problem: string, cause?: unknown) =>
    new EmulatorStartError(`The seed file ${path} cannot be used: ${problem}.`, { cause })
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw fail((cause as Error).message, cause)
  }
  const problem = await schemaProblem(json)
  if (problem) throw fail(problem)
  const seed = json as Seed
  const absolute = (picture: unknown) => resolve(dirname(path), String(picture))
  return 'companies' in seed
    ? { companies: seed.companies.map((company) => withPictures(company, absolute)) }
    : withPictures(seed, absolute)
}

/** Where a seed file breaks its schema first, and how; undefined if it does not. */
async function schemaProblem(json: unknown): Promise<string | undefined> {
  const { validate } = await import('@cfworker/json-schema')
  const schema = JSON.parse(readFileSync(new URL('src/emulator/seed/seed.schema.json', packageRoot()), 'utf8'))
  try {
    // The library tells the way down to the fault: the last steps are the fault itself, once for each missing property.
    const { errors } = validate(json, schema, '7')
    const deepest = errors.findLast(({ keyword }) => keyword !== 'false')
    const last = errors.find(({ keywordLocation }) => keywordLocation === deepest?.keywordLocation)
    if (!last) return undefined
    const place = decodeURI(last.instanceLocation.slice(1)) || 'it'
    const name = /"(.*?)"/.exec(last.error)?.[1]
    if (last.keyword === 'required') return `${place} lacks the property ${name}`
    if (last.keyword === 'additionalProperties') return `${place} has the property ${name}, which is unknown`
    return `${place} is wrong: ${last.error.replace(/\.$/, '')}`
  } catch (error) {
    if (error instanceof URIError) return 'a name in it is no Unicode text'
    throw error
  }
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
  const leftOut: string[] = []
  const entities = readPictures(path, 'items', leftOut)
  for (const set of folderSets) {
    const folder = join(path, set)
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) entities.push(...readPictures(folder, set, leftOut))
  }
  if (leftOut.length > 0) {
    const names = leftOut.slice(0, shownNames).map((file) => relative(path, file))
    const more = leftOut.length > shownNames ? ` and ${leftOut.length - shownNames} more` : ''
    warn(`The seed folder ${path} has files that are no images, and they were left out: ${names.join(', ')}${more}.`)
  }
  return { entities }
}

const shownNames = 10

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
