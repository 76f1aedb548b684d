import type { CallOptions, PictureInfo } from '../client/index.ts'
import { BusinessCentralError, InvalidResponseError } from '../client/index.ts'
import { sentence } from '../sentence.ts'
import { again } from './again.ts'
import { endlessnessOf, MOST_ENTITIES } from './endless.ts'
import { isStranger, STRANGER_ADVICE } from './failures.ts'
import { variantNumber } from './file-names.ts'
import { type ParentSet, TransferUsageError } from './parents.ts'
import type { Listed, TransferClient } from './transfer-client.ts'

/** The most that a page holds (fact:limit-page). */
const PAGE = 20_000

/** How many entities are asked for with their pictures in one page: the server reads every picture of it (fact:expand-reads-images). */
const EXPANDED_PAGE = 200

/** How many ids fit into a filter: 54 bytes each, and the gateway refuses a query of 8 kB (fact:query-too-long-online). */
const IDS_PER_FILTER = 100

const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** How a list is asked for. */
export interface ListEntitiesOptions extends CallOptions {
  readonly filter?: string | undefined
  readonly expandPicture?: boolean
  /** What is asked for beside number and date. Names alone make a long list a third longer. Default: nothing. */
  readonly also?: Also
  readonly pageSize?: number
  /** How many entities a list may have. Default 2,000,000. */
  readonly most?: number
}

/** The entities of a set, page by page. @throws InvalidResponseError for an entity without id or number, and for no end */
export async function* listEntities(
  client: TransferClient,
  parents: ParentSet,
  options: ListEntitiesOptions = {},
): AsyncGenerator<Listed, void, undefined> {
  const { filter, expandPicture = false, also, most = MOST_ENTITIES } = options
  const { pageSize = expandPicture ? EXPANDED_PAGE : PAGE } = options
  const call = { signal: options.signal, timeout: options.timeout }
  const given = { ...call, ...(filter ? { filter } : {}), select: selectOf(parents, also), expandPicture, pageSize }
  const endless = endlessnessOf(most)
  for await (const row of client.list(parents as never, given)) {
    const listed = toListed(parents, row as Row, also)
    const why = endless(listed.id)
    if (why === 'repeats') {
      throw new InvalidResponseError(`The list of ${parents} never ends: the server gives the same entities again.`)
    }
    if (why) {
      const shown = most.toLocaleString('en-US')
      throw new InvalidResponseError(`The list of ${parents} has more than ${shown} entities: use a filter.`)
    }
    yield listed
  }
}

/**
 * The whole list of a set, by id; begun again where half of it came.
 * @throws TransferUsageError for a filter or a set that the server does not take
 */
export async function listAll(
  client: TransferClient,
  parents: ParentSet,
  options: ListEntitiesOptions,
): Promise<Map<string, Listed>> {
  try {
    return await again(async () => {
      const listed = new Map<string, Listed>()
      for await (const entity of listEntities(client, parents, options)) listed.set(entity.id, entity)
      return listed
    })
  } catch (error) {
    throw explainList(error, parents, options.filter)
  }
}

interface Row {
  id?: unknown
  number?: unknown
  itemNumber?: unknown
  code?: unknown
  displayName?: unknown
  description?: unknown
  lastModifiedDateTime?: unknown
  gtin?: unknown
  picture?: PictureInfo
}

/** What a list may be asked for beside number and date. */
type Also = 'name' | 'gtin' | undefined

function selectOf(parents: ParentSet, also: Also): string[] {
  const variant = parents === 'itemVariants'
  const more = also === 'name' ? [variant ? 'description' : 'displayName'] : also === 'gtin' ? ['gtin'] : []
  return ['id', ...(variant ? ['itemNumber', 'code'] : ['number']), 'lastModifiedDateTime', ...more]
}

function toListed(parents: ParentSet, row: Row, also: Also): Listed {
  const variant = parents === 'itemVariants'
  const number = variant ? variantNumber(text(row.itemNumber), text(row.code)) : text(row.number)
  const id = text(row.id)
  // What a server sends becomes part of paths and URLs.
  if (!GUID.test(id) || number === '' || number === '/') {
    throw new InvalidResponseError(
      `The list of ${parents} has an entity without ${number ? 'a proper id' : 'a number'}.`,
    )
  }
  const listed = { parents, id: id.toLowerCase(), number, modified: text(row.lastModifiedDateTime) }
  const name = also === 'name' ? { name: text(variant ? row.description : row.displayName) } : {}
  const gtin = also === 'gtin' ? { gtin: text(row.gtin) } : {}
  return { ...listed, ...name, ...gtin, ...(row.picture ? { picture: row.picture } : {}) }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** How {@link lookAt} asks. */
export interface LookOptions extends CallOptions {
  /** How a whole set of `total` entities is listed: it is, where that takes fewer requests than asking by id. */
  readonly whole?: { readonly total: number; readonly filter?: string | undefined }
  /** Hears of entities that could not be looked at; the others go on. What it throws ends it. */
  readonly onFailure: (entity: Pick<Listed, 'parents' | 'id'>, error: unknown) => void
}

/**
 * Reads date and picture metadata of given entities, in groups. A group that the server cannot answer in time is halved
 * (408, 504, and 413 or 414 for its size). Entities that are gone meanwhile are missing.
 */
export async function* lookAt(
  client: TransferClient,
  entities: readonly Pick<Listed, 'parents' | 'id'>[],
  options: LookOptions,
): AsyncGenerator<Listed, void, undefined> {
  const parents = entities[0]?.parents
  if (parents === undefined) return
  const { whole, onFailure, ...call } = options
  const left = new Map(entities.map((entity) => [entity.id, entity]))
  if (whole && whole.total / EXPANDED_PAGE <= entities.length / IDS_PER_FILTER) {
    try {
      for await (const listed of listEntities(client, parents, {
        ...call,
        filter: whole.filter,
        expandPicture: true,
      })) {
        if (left.delete(listed.id)) yield listed
      }
      return
    } catch (error) {
      // What is left is asked for in smaller groups.
      if (!isTooMuch(error) && !(error instanceof InvalidResponseError)) throw error
    }
  }
  const groups = chunks([...left.values()], IDS_PER_FILTER)
  for (let group = groups.shift(); group; group = groups.shift()) {
    try {
      const filter = group.map(({ id }) => `id eq ${id}`).join(' or ')
      const found = await again(async () => {
        const all: Listed[] = []
        for await (const one of listEntities(client, parents, { ...call, filter, expandPicture: true })) all.push(one)
        return all
      })
      yield* found.filter(({ id }) => left.delete(id))
    } catch (error) {
      if (group.length === 1 || !isTooMuch(error)) {
        for (const entity of group) onFailure(entity, error)
        continue
      }
      groups.unshift(...chunks(group, Math.ceil(group.length / 2)))
    }
  }
}

const TOO_MUCH: ReadonlySet<number | undefined> = new Set([408, 413, 414, 504])

const isTooMuch = (error: unknown): boolean => error instanceof BusinessCentralError && TOO_MUCH.has(error.status)

/** Cuts a list into pieces of a size. */
export function chunks<T>(list: readonly T[], size: number): T[][] {
  const count = Math.ceil(list.length / size)
  return Array.from({ length: count }, (_, index) => list.slice(index * size, (index + 1) * size))
}

/** A filter that the server does not take, and a set that it does not have, are the caller's to change. */
export function explainList(error: unknown, parents: ParentSet, filter?: string): unknown {
  if (!(error instanceof BusinessCentralError)) return error
  const { status, code = '', message } = error
  if (filter && (status === 400 || status === 501)) {
    return new TransferUsageError(
      sentence(`The server does not take the filter ${JSON.stringify(filter)}: ${message}`),
      {
        cause: error,
      },
    )
  }
  if (status === 404 && isStranger(error)) {
    return new TransferUsageError(`${sentence(message)} ${STRANGER_ADVICE}`, { cause: error })
  }
  if (status === 404 && code !== 'Internal_CompanyNotFound') {
    return new TransferUsageError(sentence(`The server has no ${parents}, or not with pictures: ${message}`), {
      cause: error,
    })
  }
  return error
}
