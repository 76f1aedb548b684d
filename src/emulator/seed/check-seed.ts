import { refusedAs, requireKeys, requireObject, shown } from '../../option-checks.ts'
import type { ParentSet } from '../model.ts'
import { EmulatorStartError } from '../start-error.ts'
import { requireFitting } from './fitting.ts'
import { seedProperties } from './properties.ts'
import type { Seed, SeedEntity } from './seed.ts'

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

const numbered = ['number', 'displayName']
const variant = ['itemNumber', 'code', 'description']

/** The properties that the entities of each set must have. */
const required: Readonly<Record<ParentSet, readonly string[]>> = {
  items: numbered,
  customers: numbered,
  vendors: numbered,
  employees: numbered,
  contacts: numbered,
  itemVariants: variant,
}

/** A seed as messages name it, and what they advise whoever wrote it. */
interface Source {
  /** `the seed`, or the seed file with its path. */
  readonly name: string
  readonly companies: string
  readonly company: string
  readonly entities: string
  readonly picture: string
}

const PROGRAM: Source = {
  name: 'the seed',
  companies: 'use seed.company(…)',
  company: 'use seed.company({ name }, [ entities ])',
  entities: 'use seed.item({ … })',
  picture: 'give bytes (Uint8Array), a path or a URL',
}

const fileNamed = (path: string): Source => ({
  name: `the seed file ${path}`,
  companies: 'write [{ "company": { "name": … }, "entities": [ … ] }]',
  company: 'write { "company": { "name": … }, "entities": [ … ] }',
  entities: 'write [{ "set": "items", "number": …, "displayName": … }]',
  picture: 'give a path relative to the file',
})

/**
 * Checks a seed that a program made, before anything is loaded.
 * @throws EmulatorStartError naming the place, the value and what would do
 */
export function checkSeed(seed: unknown): void {
  if (typeof seed === 'string') {
    if (seed === '') throw new EmulatorStartError('The seed is empty: give one, or leave the option out.')
    return
  }
  const { name } = PROGRAM
  if (Array.isArray(seed)) {
    if (seed.some((entry) => has(entry, 'entities'))) checkCompanies(PROGRAM, seed)
    else checkEntities(PROGRAM, name, seed)
  } else if (has(seed, 'companies') || has(seed, 'entities')) {
    checkWhole(PROGRAM, seed)
  } else {
    throw new EmulatorStartError(
      `${shown(seed)} is not a seed: use demo, empty, a path, a list of entities, { company, entities }, or { companies }.`,
    )
  }
}

/**
 * Checks what a seed file holds, before anything is loaded. Its paths of pictures are texts.
 * @throws EmulatorStartError naming the file, the place, the value and what would do
 */
export function checkSeedFile(path: string, json: unknown): asserts json is Seed {
  refusedAs(EmulatorStartError, () => {
    const source = fileNamed(path)
    if (!has(json, 'companies') && !has(json, 'entities')) {
      throw new EmulatorStartError(
        `The seed file ${path} has no entities: write { "entities": [ … ] } or { "companies": [ … ] }.`,
      )
    }
    const { $schema: _, ...seed } = json as Record<string, unknown>
    checkWhole(source, seed)
  })
}

/** A seed that says what it is. */
function checkWhole(source: Source, seed: unknown): void {
  if (!has(seed, 'companies')) {
    checkHoldings(source, source.name, seed)
    return
  }
  requireKeys(capital(source.name), seed, ['companies'])
  checkCompanies(source, (seed as { companies: unknown }).companies)
}

function has(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && name in value
}

function checkCompanies(source: Source, companies: unknown): void {
  if (!Array.isArray(companies)) {
    throw new EmulatorStartError(
      `The companies of ${source.name} must be a list, not ${shown(companies)}: ${source.companies}.`,
    )
  }
  for (const [index, company] of companies.entries()) {
    const where = `company ${index} of ${source.name}`
    if (!has(company, 'entities')) {
      throw new EmulatorStartError(`${capital(where)} is ${shown(company)}: ${source.company}.`)
    }
    checkHoldings(source, where, company)
  }
}

/** A company with what it holds. */
function checkHoldings(source: Source, where: string, seed: unknown): void {
  requireKeys(capital(where), seed, ['company', 'entities'])
  const { company, entities } = seed as { company?: unknown; entities: unknown }
  if (company !== undefined) checkCompany(where, company)
  if (!Array.isArray(entities)) {
    throw new EmulatorStartError(`The entities of ${where} must be a list, not ${shown(entities)}: ${source.entities}.`)
  }
  checkEntities(source, where, entities)
}

/** The longest name of a company in the product. */
const LONGEST_NAME = 30

function checkCompany(where: string, company: unknown): void {
  const what = `The company of ${where}`
  requireKeys(what, company, ['id', 'name'])
  const { id, name } = company as { id?: unknown; name?: unknown }
  if (id !== undefined) requireGuid(what, id)
  if (name === undefined) return
  requireFilled(what, 'name', name)
  if (String(name).length > LONGEST_NAME) {
    throw new EmulatorStartError(
      `${what} has the name ${shown(name)}, which has ${String(name).length} characters: use at most ${LONGEST_NAME}.`,
    )
  }
}

function checkEntities(source: Source, where: string, entities: readonly unknown[]): void {
  for (const [index, entity] of entities.entries()) {
    checkEntity(source, `Entity ${index} of ${where}`, entity)
  }
  requireFitting(where, entities as readonly SeedEntity[])
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function checkEntity(source: Source, where: string, entity: unknown): void {
  requireObject(where, entity)
  const { set, id, picture, furtherPictures = [], properties = {} } = entity as Record<string, unknown>
  const names = Object.hasOwn(required, String(set)) ? required[set as ParentSet] : undefined
  if (names === undefined) {
    throw new EmulatorStartError(`${where} has the set ${shown(set)}: use one of ${Object.keys(required).join(', ')}.`)
  }
  const what = `${where} (${set})`
  requireKeys(what, entity, ['set', 'id', ...names, 'picture', 'furtherPictures', 'properties'])
  for (const name of names) {
    const value = (entity as Record<string, unknown>)[name]
    if (name === 'displayName' || name === 'description') requireString(what, name, value)
    else requireFilled(what, name, value)
  }
  if (id !== undefined) requireGuid(what, id)
  if (picture !== undefined) requirePicture(source, what, 'picture', picture)
  if (!Array.isArray(furtherPictures)) {
    throw new EmulatorStartError(`${what} has furtherPictures ${shown(furtherPictures)}: give a list.`)
  }
  requireObject(`The properties of ${what}`, properties)
  for (const further of furtherPictures) requirePicture(source, what, 'furtherPictures', further)
  seedProperties(entity as SeedEntity, '', what)
}

function requireString(what: string, name: string, value: unknown): void {
  if (value === undefined) throw new EmulatorStartError(`${what} has no ${name}: give a string.`)
  if (typeof value !== 'string') throw new EmulatorStartError(`${what} has the ${name} ${shown(value)}: give a string.`)
}

function requireFilled(what: string, name: string, value: unknown): void {
  requireString(what, name, value)
  if (value === '') throw new EmulatorStartError(`${what} has an empty ${name}: give one.`)
}

function requireGuid(what: string, id: unknown): void {
  if (typeof id === 'string' && guid.test(id)) return
  throw new EmulatorStartError(`${what} has the id ${shown(id)}: give a GUID, or leave it out.`)
}

function requirePicture(source: Source, what: string, name: string, picture: unknown): void {
  if (picture instanceof Uint8Array || picture instanceof URL) return
  if (typeof picture === 'string' && picture !== '') return
  throw new EmulatorStartError(`${what} has the ${name} ${shown(picture)}: ${source.picture}.`)
}
