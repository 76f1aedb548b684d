import type { Exchange } from '../exchange/exchange.ts'
import type { Probe } from '../probe/probe.ts'
import { Subject } from '../probe/subject.ts'
import { VerifyUsageError } from '../problems.ts'
import type { EntityName } from '../target.ts'
import { findCompany } from './companies.ts'
import { isGuid, type Json, rowsOf, sameId } from './responses.ts'

/** The first entities of a parent, with their pictures. */
export interface Rows {
  readonly exchange: Exchange
  readonly rows: readonly Json[]
}

/** An entity to try something on, and its row in the list. */
export interface Found {
  readonly subject: Subject
  readonly row: Json
}

/** How many entities of a parent are looked at. */
export const ROWS = 20

/** The first entities of a parent with their pictures, from one request. */
export function listEntities(probe: Probe, parent: string): Promise<Rows> {
  return probe.once(`the list of ${parent}`, () => readFirst(probe, parent))
}

/** The same as {@link listEntities}, read anew: an upload may have changed it. */
export async function readFirst(probe: Probe, parent: string): Promise<Rows> {
  const { id } = await findCompany(probe)
  const path = `/companies(${id})/${parent}?$expand=picture&$top=${ROWS}&$count=true`
  const exchange = await probe.send({ method: 'GET', path })
  probe.demandStatus(exchange, [200], `The list of ${parent}`)
  return { exchange, rows: rowsOf(probe, exchange, `The list of ${parent}`) }
}

/** The picture that is expanded in a row; beta and v1.0 have it in an array of one. */
export function expandedPicture(probe: Probe, row: Json): Json | undefined {
  const { picture } = row
  const [first] = probe.session.contract.keyed ? (Array.isArray(picture) ? picture : []) : [picture]
  return typeof first === 'object' && first !== null ? (first as Json) : undefined
}

/** Whether metadata tells of a picture: 0×0 is the sign of none. */
export function tellsPicture(picture: Json | undefined): boolean {
  return picture !== undefined && Number(picture.width) > 0 && Number(picture.height) > 0
}

/**
 * An entity of a parent with or without a picture: the one that the caller named where it fits, else the first of the
 * list. Skips the check when there is none.
 */
export function findSubject(
  probe: Probe,
  parent: string,
  wanted: 'with a picture' | 'without a picture' | 'any',
): Promise<Found> {
  return probe.once(`an entity of ${parent}, ${wanted}`, async () => {
    const { rows } = await listEntities(probe, parent)
    const fits = (row: Json) => {
      const picture = expandedPicture(probe, row)
      return wanted === 'any' || (picture !== undefined && tellsPicture(picture) === (wanted === 'with a picture'))
    }
    const keys = probe.session.entities.filter((entity) => entity.parent === parent).map(({ key }) => key)
    const isNamed = (row: Json) => keys.some((key) => isCalled(row, key))
    const empty = (row: Json) => wanted === 'without a picture' && expandedPicture(probe, row)?.contentType === ''
    const fitting = rows.filter(fits)
    const row = fitting.find(isNamed) ?? fitting.find(empty) ?? fitting[0]
    if (row === undefined) {
      probe.skip(`there is no entity ${wanted === 'any' ? '' : `${wanted} `}among the first ${ROWS} ${parent}`)
    }
    const subject = await subjectOf(probe, parent, row)
    if (wanted === 'without a picture' && !empty(row)) {
      // Bytes that the server cannot read as an image are 0×0, too.
      const { status } = await probe.send({ method: 'GET', path: subject.content })
      if (status === 200) probe.skip(`${subject.label} is 0×0 and has bytes: the server cannot read them as an image`)
    }
    return { subject, row }
  })
}

/** Pictures that can be put back without loss. */
const LOSSLESS = ['image/png', 'image/gif', 'image/bmp']

/**
 * An entity to write to where the caller names none: one whose picture can be put back without loss, else one without a
 * picture, else any. Undefined where there is none. Stops or skips where the list cannot be read.
 */
export async function findWritable(probe: Probe, parent: string): Promise<Subject | undefined> {
  const { rows } = await listEntities(probe, parent)
  const pictureOf = (row: Json) => expandedPicture(probe, row)
  const lossless = rows.find((row) => LOSSLESS.includes(String(pictureOf(row)?.contentType)))
  const row = lossless ?? rows.find((candidate) => !tellsPicture(pictureOf(candidate))) ?? rows[0]
  return row && subjectOf(probe, parent, row)
}

/** The entity of a row. */
export async function subjectOf(probe: Probe, parent: string, row: Json): Promise<Subject> {
  const { id } = await findCompany(probe)
  return new Subject(probe.session.contract, id, parent, requireGuid(probe, parent, row), shownKeyOf(probe, row))
}

/** The id of a row: it becomes part of paths and of file names. */
function requireGuid(probe: Probe, parent: string, { id }: Json): string {
  probe.demand(isGuid(String(id)), `The id of an entity of ${parent} is a GUID, not ${JSON.stringify(id)}.`)
  return String(id)
}

/**
 * Finds an entity by the name that the caller gave it.
 * @throws VerifyUsageError when there is none, or when the server returns other entities than those asked for
 */
export async function findNamed(probe: Probe, { parent, key }: EntityName): Promise<Subject> {
  const { id: companyId, name } = await findCompany(probe)
  const { contract } = probe.session
  if (isGuid(key)) {
    const subject = new Subject(contract, companyId, parent, key.toLowerCase())
    const { status } = await probe.send({ method: 'GET', path: subject.path })
    if (status === 200) return subject
  } else {
    const filter = encodeURIComponent(filterByKey(parent, key))
    const exchange = await probe.send({ method: 'GET', path: `/companies(${companyId})/${parent}?$filter=${filter}` })
    const rows = exchange.status === 200 ? rowsOf(probe, exchange, `The list of ${parent}`) : []
    const row = rows.find((candidate) => isCalled(candidate, key))
    if (row) return new Subject(contract, companyId, parent, requireGuid(probe, parent, row), shownKeyOf(probe, row))
    // Writing to whatever comes first would change the picture of an entity that nobody named.
    if (rows.length > 0) {
      throw new VerifyUsageError(
        `The server does not filter: asked for ${parent}:${key}, it returned ${parent}:${shownKeyOf(probe, rows[0] ?? {})}. Name the entity by its id, as in ${parent}:GUID.`,
      )
    }
  }
  throw new VerifyUsageError(`There is no ${parent}:${key} in the company "${name}": check the option entities.`)
}

/** A filter that only the entity of a key meets: its number, or for item variants `ITEM/CODE`. */
export function filterByKey(parent: string, key: string): string {
  const quote = (text: string) => `'${text.replaceAll("'", "''")}'`
  if (parent !== 'itemVariants') return `number eq ${quote(key)}`
  const [item = '', code = ''] = key.split(/\/(.*)/s)
  return `itemNumber eq ${quote(item)} and code eq ${quote(code)}`
}

/** Whether a row is the entity of a key or id. The case does not count: numbers and codes hold upper case only (fact:filter-code-case). */
export function isCalled(row: Json, key: string): boolean {
  return keyOf(row).toLowerCase() === key.toLowerCase() || sameId(row.id, key)
}

/** The key of a row as people write it: its number, or for item variants `ITEM/CODE`. */
export function keyOf({ number, itemNumber, code }: Json): string {
  return number === undefined ? `${itemNumber}/${code}` : String(number)
}

/** The key of a row for messages and file names, where a server may repeat credentials. */
function shownKeyOf({ session }: Probe, row: Json): string {
  return session.recorder.redact(keyOf(row))
}
