import type { Company, Entity, FlatRecord, Media, ParentSet } from '../model.ts'

/*
 * Rows of the index as they come from the disk, checked before anything uses them. Each function throws an Error whose
 * message says what is wrong with the row.
 */

type Row = Readonly<Record<string, unknown>>

const sets: Readonly<Record<ParentSet, true>> = {
  items: true,
  customers: true,
  vendors: true,
  employees: true,
  contacts: true,
  itemVariants: true,
}

/** The last moment that four digits of a year can tell, less some room for changes to come. */
const latestTime = Date.UTC(9999, 0)

/** Under this name a record carries `fieldModified` of the entity. No property is called so. */
export const fieldModifiedKey = '@fieldModified'

/** A company. */
export function readCompanyRow({ id, record }: Row): Company {
  return { id: String(id), record: readFlatRecord(record) }
}

/** An entity with its media set. */
export function readEntityRow(row: Row): Entity {
  const { setName, lastModified, mediaRevision } = row
  if (!Object.hasOwn(sets, String(setName))) throw new Error(`it is in the set '${setName}'`)
  const { [fieldModifiedKey]: fieldModified, ...record } = readFlatRecord(row.record)
  return {
    companyId: String(row.companyId),
    set: setName as ParentSet,
    id: String(row.id),
    record,
    lastModified: wholeNumber('its time of change', lastModified, latestTime),
    ...(fieldModified === undefined
      ? {}
      : { fieldModified: wholeNumber('its time of change in v1.0', fieldModified, latestTime) }),
    mediaRevision: wholeNumber('its revision', mediaRevision),
    media: readMedia(row.media),
  }
}

function readFlatRecord(text: unknown): FlatRecord {
  const record = parse('its record', text)
  const isFlat = isObject(record) && Object.values(record).every((value) => value === null || typeof value !== 'object')
  if (!isFlat) throw new Error('its record is not a flat object')
  return record as FlatRecord
}

function readMedia(text: unknown): Media[] {
  const media = parse('its media set', text)
  if (!Array.isArray(media)) throw new Error('its media set is not a list')
  return media.map((image) => {
    if (!isObject(image) || !isObject(image.content)) throw new Error('an image of it is not an object')
    const { sha256, size } = image.content
    if (typeof sha256 !== 'string' || !/^[\da-f]{64}$/.test(sha256)) throw new Error('an image of it has no SHA-256')
    if (typeof image.contentType !== 'string') throw new Error('an image of it has no content type')
    return {
      content: { sha256, size: wholeNumber('the size of an image', size) },
      width: wholeNumber('the width of an image', image.width),
      height: wholeNumber('the height of an image', image.height),
      contentType: image.contentType,
    }
  })
}

function parse(what: string, text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    throw new Error(`${what} is not JSON`)
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wholeNumber(what: string, value: unknown, max = Number.MAX_SAFE_INTEGER): number {
  const number = Number(value)
  if (Number.isSafeInteger(number) && number >= 0 && number <= max) return number
  throw new Error(`${what} is ${value}, which is not a whole number from 0 to ${max}`)
}
