import { badRequest, methodNotImplemented, notModelled, propertyNotFound, querySyntax } from '../../errors.ts'
import type { FlatRecord } from '../../model.ts'
import { type EntityType, type Navigation, setupType } from '../entity-types.ts'
import { type ExpandItem, parseExpand } from './expand.ts'
import { compileFilter, type Filter, type FilterRules } from './filter.ts'
import { namedLike, requireProperty } from './properties.ts'

/** Which properties to show; undefined: all of them. */
export type Selection = readonly string[] | undefined

/** A navigation property that is to come along. */
export interface Expansion {
  readonly name: string
  readonly navigation: 'picture' | Navigation
  readonly select: Selection
}

/** The query options of a request for one thing or a list, checked against the type of what is asked for. */
export interface Query {
  readonly select: Selection
  readonly expand: readonly Expansion[]
  readonly filter: Filter | undefined
  readonly order: ((a: FlatRecord, b: FlatRecord) => number) | undefined
  readonly top: number | undefined
  readonly skip: number
  readonly count: boolean
  /** Where earlier pages ended; undefined on the first. */
  readonly skipToken: string | undefined
}

/** What query options are read for. */
export interface QueryTarget {
  readonly type: EntityType
  /** The type of the picture of this version, for `$expand=picture($select=…)`. */
  readonly pictures: EntityType
  readonly shape: 'single' | 'list'
  readonly filterIn: FilterRules['filterIn']
}

const listOptions = ['$filter', '$orderby', '$top', '$skip', '$count', '$skiptoken']

/** An option by its name in any spelling of upper and lower case (fact:names-case). */
export function queryOption(options: ReadonlyMap<string, string>, name: string): string | undefined {
  const exact = options.get(name)
  if (exact !== undefined || options.size === 0) return exact
  const spelled = namedLike(name, [...options.keys()])
  return spelled === undefined ? undefined : options.get(spelled)
}

/**
 * Reads the query options whose names begin with `$`. Unknown ones are ignored, `$search` and `$apply` among them
 * (fact:unknown-options-ignored); those without `$` are left to others.
 * @throws ServiceError 400 for an option that does not parse, or is for lists only where `shape` is `single`; 501 for what
 * the product does not carry out, or this emulator does not model
 */
export function parseQuery(options: ReadonlyMap<string, string>, target: QueryTarget): Query {
  if (options.size === 0) return everything
  const { type, shape } = target
  const option = (name: string) => queryOption(options, name)
  const misplaced = shape === 'single' ? listOptions.find((name) => option(name) !== undefined) : undefined
  if (misplaced !== undefined) {
    throw badRequest(`The query option '${misplaced}' can be applied to collections only.`)
  }
  const rules = { extended: option('$schemaversion')?.trim() === '2.1', filterIn: target.filterIn }
  const [select, expand, filter, order] = ['$select', '$expand', '$filter', '$orderby'].map(option)
  return {
    select: select === undefined ? undefined : parseSelect(select, type),
    expand: expand === undefined ? [] : expansions(expand, target),
    filter: filter === undefined ? undefined : compileFilter(filter, type, rules),
    order: order === undefined ? undefined : parseOrder(order, type),
    top: parseInteger(option('$top')),
    skip: parseInteger(option('$skip')) ?? 0,
    count: parseBoolean(option('$count')),
    skipToken: option('$skiptoken'),
  }
}

const everything: Query = {
  select: undefined,
  expand: [],
  filter: undefined,
  order: undefined,
  top: undefined,
  skip: 0,
  count: false,
  skipToken: undefined,
}

function parseSelect(text: string, type: EntityType): Selection {
  const names = text.split(',').map((name) => name.trim())
  if (names.includes('*')) return undefined
  return [...new Set(names.map((name) => requireProperty(name, type).name))]
}

function expansions(text: string, target: QueryTarget): Expansion[] {
  const items = parseExpand(text).map((item) => expansion(item, target))
  if (new Set(items.map(({ name }) => name)).size < items.length) throw querySyntax()
  return items
}

function expansion({ name, options }: ExpandItem, { type, pictures }: QueryTarget): Expansion {
  const found = namedLike(name, [...(type.hasPicture ? ['picture'] : []), ...Object.keys(type.navigations)])
  if (found === undefined) throw missing(name, type)
  const navigation = found === 'picture' ? found : (type.navigations[found] as Navigation)
  const other = [...options.keys()].find((option) => option.toLowerCase() !== '$select')
  if (other !== undefined) throw methodNotImplemented(`This emulator does not carry out '${other}' within $expand.`)
  const select = queryOption(options, '$select')
  const expanded = navigation === 'picture' ? pictures : setupType(navigation.type)
  return { name: found, navigation, select: select === undefined ? undefined : parseSelect(select, expanded) }
}

function missing(name: string, type: EntityType): Error {
  const known = namedLike(name, type.notModelled)
  return known === undefined ? propertyNotFound(name, type.name) : notModelled(known, type.name)
}

function parseOrder(text: string, type: EntityType): (a: FlatRecord, b: FlatRecord) => number {
  const keys = text.split(',').map((part) => {
    const [name, direction = 'asc', ...more] = part.trim().split(/\s+/)
    if (!name || more.length > 0 || !/^(?:asc|desc)$/i.test(direction)) throw querySyntax()
    const property = requireProperty(name, type)
    if (property.type === 'stream') throw badRequest(`A list cannot be ordered by '${name}'.`)
    return { name: property.name, sign: direction.toLowerCase() === 'desc' ? -1 : 1 }
  })
  return (a, b) => {
    for (const { name, sign } of keys) {
      const [left, right] = [a[name] ?? '', b[name] ?? '']
      if (left !== right) return left < right ? -sign : sign
    }
    return 0
  }
}

/** The largest Edm.Int32, as which $top and $skip are read. */
const maxInt32 = 2 ** 31 - 1

function parseInteger(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\s*\d+\s*$/.test(text) || Number(text) > maxInt32) throw querySyntax()
  return Number(text)
}

function parseBoolean(text: string | undefined): boolean {
  if (text !== undefined && !/^\s*(?:true|false)\s*$/i.test(text)) throw querySyntax()
  return text?.trim().toLowerCase() === 'true'
}
