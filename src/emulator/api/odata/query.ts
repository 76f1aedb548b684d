import { badRequest, querySyntax } from '../../errors.ts'
import type { FlatRecord } from '../../model.ts'
import type { EntityType } from '../entity-types.ts'
import { parseExpand } from './expand.ts'
import { compileFilter, type Predicate, requireProperty } from './filter.ts'

/** Which properties to show; undefined: all of them. */
export type Selection = readonly string[] | undefined

/** The query options of a request for one thing or a list, checked against the type of what is asked for. */
export interface Query {
  readonly select: Selection
  /** Present when the picture is to come along. */
  readonly expandPicture: { readonly select: Selection } | undefined
  readonly filter: Predicate | undefined
  readonly order: ((a: FlatRecord, b: FlatRecord) => number) | undefined
  readonly top: number | undefined
  readonly skip: number
  readonly count: boolean
  /** How many rows earlier pages have shown already. */
  readonly skipToken: number
}

const listOptions = ['$filter', '$orderby', '$top', '$skip', '$count', '$skiptoken']

/**
 * Reads the query options whose names begin with `$`; others are left to those who know them.
 * @param pictures the type of the picture of this version, for `$expand=picture($select=…)`
 * @throws ServiceError 400 for an option that is unknown, does not parse, or is for lists only where `shape` is `single`
 */
export function parseQuery(
  options: ReadonlyMap<string, string>,
  type: EntityType,
  pictures: EntityType,
  shape: 'single' | 'list',
): Query {
  if (options.size === 0) return everything
  for (const name of options.keys()) checkOption(name, shape)
  const select = options.get('$select')
  const expand = options.get('$expand')
  const filter = options.get('$filter')
  const order = options.get('$orderby')
  return {
    select: select === undefined ? undefined : parseSelect(select, type),
    expandPicture: expand === undefined ? undefined : expandedPicture(expand, type, pictures),
    filter: filter === undefined ? undefined : compileFilter(filter, type),
    order: order === undefined ? undefined : parseOrder(order, type),
    top: parseInteger(options.get('$top')),
    skip: parseInteger(options.get('$skip')) ?? 0,
    count: parseBoolean(options.get('$count')),
    skipToken: parseInteger(options.get('$skiptoken')) ?? 0,
  }
}

const everything: Query = {
  select: undefined,
  expandPicture: undefined,
  filter: undefined,
  order: undefined,
  top: undefined,
  skip: 0,
  count: false,
  skipToken: 0,
}

function checkOption(name: string, shape: 'single' | 'list'): void {
  if (!name.startsWith('$') || name === '$select' || name === '$expand') return
  if (!listOptions.includes(name)) throw badRequest(`The query option '${name}' is not supported.`)
  if (shape === 'single') throw badRequest(`The query option '${name}' can be applied to collections only.`)
}

function parseSelect(text: string, type: EntityType): Selection {
  const names = text.split(',').map((name) => name.trim())
  if (names.includes('*')) return undefined
  for (const name of names) requireProperty(name, type)
  return [...new Set(names)]
}

function expandedPicture(text: string, type: EntityType, pictures: EntityType): { select: Selection } {
  const items = parseExpand(text)
  const other = items.find(({ name }) => name !== 'picture' || !type.hasPicture)
  if (other !== undefined) {
    throw badRequest(`Could not find a property named '${other.name}' on type 'Microsoft.NAV.${type.name}' to expand.`)
  }
  const [item, ...more] = items
  if (item === undefined || more.length > 0) throw querySyntax()
  const { $select: select, ...others } = Object.fromEntries(item.options)
  if (Object.keys(others).length > 0) throw querySyntax()
  return { select: select === undefined ? undefined : parseSelect(select, pictures) }
}

function parseOrder(text: string, type: EntityType): (a: FlatRecord, b: FlatRecord) => number {
  const keys = text.split(',').map((part) => {
    const [, name, direction] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/.exec(part) ?? []
    if (name === undefined) throw querySyntax()
    if (requireProperty(name, type) === 'stream') throw badRequest(`A list cannot be ordered by '${name}'.`)
    return { name, sign: direction === 'desc' ? -1 : 1 }
  })
  return (a, b) => {
    for (const { name, sign } of keys) {
      const [left, right] = [a[name] ?? '', b[name] ?? '']
      if (left !== right) return left < right ? -sign : sign
    }
    return 0
  }
}

/** The largest Edm.Int32, as which $top, $skip and $skiptoken are read. */
const maxInt32 = 2 ** 31 - 1

function parseInteger(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\s*\d+\s*$/.test(text) || Number(text) > maxInt32) throw querySyntax()
  return Number(text)
}

function parseBoolean(text: string | undefined): boolean {
  if (text !== undefined && !/^(?:true|false)$/.test(text)) throw querySyntax()
  return text === 'true'
}
