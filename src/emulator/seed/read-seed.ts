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
  const { Ajv } = await import('ajv')
  const schema = readFileSync(new URL('src/emulator/seed/seed.schema.json', packageRoot()), 'utf8')
  const validate = new Ajv({ allowUnionTypes: true }).compile<Seed>(JSON.parse(schema))
  if (!validate(json)) {
    const [error] = validate.errors ?? []
    const allowed = error?.params?.allowedValues ?? error?.params?.additionalProperty
    throw fail(`${error?.instancePath || 'it'} ${error?.message}${allowed === undefined ? '' : ` (${allowed})`}`)
  }
  const absolute = (picture: unknown) => resolve(dirname(path), String(picture))
  return 'companies' in json
    ? { companies: json.companies.map((company) => withPictures(company, absolute)) }
    : withPictures(json, absolute)
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
