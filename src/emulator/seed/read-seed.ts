import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { packageRoot } from '../../package-root.ts'
import type { ParentSet } from '../model.ts'
import { EmulatorStartError } from '../start-error.ts'
import type { Seed, SeedEntity } from './seed.ts'

/**
 * Reads a seed from a JSON file or a folder of pictures.
 * @throws EmulatorStartError when there is nothing of the kind, or it is no seed
 */
export async function readSeed(choice: string): Promise<Seed> {
  const path = resolve(choice)
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory()) return readFolder(path)
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
  return {
    ...json,
    entities: json.entities.map((entity) => ({
      ...entity,
      ...(entity.picture === undefined ? {} : { picture: absolute(entity.picture) }),
      furtherPictures: (entity.furtherPictures ?? []).map(absolute),
    })),
  }
}

const folderSets = ['items', 'customers', 'vendors', 'employees', 'contacts'] as const satisfies readonly ParentSet[]

/** Each file is a picture of the entity that it is named after: items at the top, the others in a folder of their set. */
function readFolder(path: string): Seed {
  const subfolders = folderSets.filter((set) => statSync(join(path, set), { throwIfNoEntry: false })?.isDirectory())
  const entities = [...readPictures(path, 'items'), ...subfolders.flatMap((set) => readPictures(join(path, set), set))]
  return { entities }
}

function readPictures(folder: string, set: (typeof folderSets)[number]): SeedEntity[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.')).map(({ name }) => name)
  return files.toSorted().map((name) => {
    const number = basename(name, extname(name))
    return { set, number, displayName: number, picture: join(folder, name) }
  })
}
