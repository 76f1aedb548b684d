import { requireKeys, requireObject, shown } from '../../option-checks.ts'
import type { ParentSet } from '../model.ts'
import { EmulatorStartError } from '../start-error.ts'

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

/**
 * Checks a seed that a program made, before anything is loaded. Whether entities fit together is checked on loading.
 * @throws EmulatorStartError naming the place, the value and what would do
 */
export function checkSeed(seed: unknown): void {
  if (typeof seed === 'string') {
    if (seed === '') throw new EmulatorStartError('The seed is empty: give one, or leave the option out.')
    return
  }
  if (Array.isArray(seed)) {
    if (seed.some((entry) => has(entry, 'entities'))) checkCompanies(seed)
    else checkEntities('the seed', seed)
  } else if (has(seed, 'companies')) {
    requireKeys('The seed', seed, ['companies'])
    checkCompanies((seed as { companies: unknown }).companies)
  } else if (has(seed, 'entities')) {
    checkHoldings('the seed', seed)
  } else {
    throw new EmulatorStartError(
      `${shown(seed)} is not a seed: use demo, empty, a path, a list of entities, { company, entities }, or { companies }.`,
    )
  }
}

function has(value: unknown, name: string): boolean {
  return typeof value === 'object' && value !== null && name in value
}

function checkCompanies(companies: unknown): void {
  if (!Array.isArray(companies)) {
    throw new EmulatorStartError(`The seed's companies must be a list, not ${shown(companies)}: use seed.company(…).`)
  }
  for (const [index, company] of companies.entries()) {
    const where = `company ${index} of the seed`
    if (!has(company, 'entities')) {
      throw new EmulatorStartError(`${capital(where)} is ${shown(company)}: use seed.company({ name }, [ entities ]).`)
    }
    checkHoldings(where, company)
  }
}

/** A company with what it holds. */
function checkHoldings(where: string, seed: unknown): void {
  requireKeys(capital(where), seed, ['company', 'entities'])
  const { company, entities } = seed as { company?: unknown; entities: unknown }
  if (company !== undefined) checkCompany(where, company)
  if (!Array.isArray(entities)) {
    throw new EmulatorStartError(
      `The entities of ${where} must be a list, not ${shown(entities)}: use seed.item({ … }).`,
    )
  }
  checkEntities(where, entities)
}

function checkCompany(where: string, company: unknown): void {
  const what = `The company of ${where}`
  requireKeys(what, company, ['id', 'name'])
  const { id, name } = company as { id?: unknown; name?: unknown }
  if (id !== undefined) requireGuid(what, id)
  if (name !== undefined) requireFilled(what, 'name', name)
}

function checkEntities(where: string, entities: readonly unknown[]): void {
  for (const [index, entity] of entities.entries()) checkEntity(`Entity ${index} of ${where}`, entity)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function checkEntity(where: string, entity: unknown): void {
  requireObject(where, entity)
  const { set, id, picture, furtherPictures = [], properties = {} } = entity as Record<string, unknown>
  const names = Object.hasOwn(required, String(set)) ? required[set as ParentSet] : undefined
  if (names === undefined) {
    throw new EmulatorStartError(
      `${where} has the set ${shown(set)}: use one of ${Object.keys(required).join(', ')}, or seed.item({ … }).`,
    )
  }
  const what = `${where} (${set})`
  requireKeys(what, entity, ['set', 'id', ...names, 'picture', 'furtherPictures', 'properties'])
  for (const name of names) {
    const value = (entity as Record<string, unknown>)[name]
    if (name === 'displayName' || name === 'description') requireString(what, name, value)
    else requireFilled(what, name, value)
  }
  if (id !== undefined) requireGuid(what, id)
  if (picture !== undefined) requirePicture(what, 'picture', picture)
  if (!Array.isArray(furtherPictures)) {
    throw new EmulatorStartError(`${what} has furtherPictures ${shown(furtherPictures)}: give a list.`)
  }
  requireObject(`The properties of ${what}`, properties)
  for (const further of furtherPictures) requirePicture(what, 'furtherPictures', further)
}

function requireString(what: string, name: string, value: unknown): void {
  if (value === undefined) throw new EmulatorStartError(`${what} has no ${name}: give a string.`)
  if (typeof value !== 'string') throw new EmulatorStartError(`${what} has the ${name} ${shown(value)}: give a string.`)
}

function requireFilled(what: string, name: string, value: unknown): void {
  requireString(what, name, value)
  if (value === '') throw new EmulatorStartError(`${what} has an empty ${name}.`)
}

function requireGuid(what: string, id: unknown): void {
  if (typeof id === 'string' && guid.test(id)) return
  throw new EmulatorStartError(`${what} has the id ${shown(id)}: give a GUID, or leave it out.`)
}

function requirePicture(what: string, name: string, picture: unknown): void {
  if (picture instanceof Uint8Array || picture instanceof URL) return
  if (typeof picture === 'string' && picture !== '') return
  throw new EmulatorStartError(`${what} has the ${name} ${shown(picture)}: give bytes (Uint8Array), a path or a URL.`)
}
