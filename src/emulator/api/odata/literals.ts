import { badRequest } from '../../errors.ts'
import type { PropertyType } from '../entity-types.ts'

/** A constant of a filter, in the form in which values of its type are compared. */
export interface Literal {
  readonly type: 'guid' | 'string' | 'number' | 'dateTime' | 'boolean' | 'null'
  readonly value: string | number | boolean | null
}

/** One word of a filter: a constant, a name or operator, or a mark such as a parenthesis. */
export type Token = (
  | { readonly kind: 'literal'; readonly literal: Literal }
  | { readonly kind: 'word' | 'mark'; readonly text: string }
) & {
  /** Where it begins. */
  readonly at: number
}

type Made = { kind: 'literal'; literal: Literal } | { kind: 'word' | 'mark'; text: string } | undefined

/** Sticky, so that no text is searched twice: the time grows with the length of the filter. */
const patterns: readonly (readonly [RegExp, (text: string) => Made])[] = [
  // A member of an enumeration may carry the name of its type: Microsoft.NAV.itemType'Inventory'.
  [/(?:[A-Za-z]\w*(?:\.\w+)+)?'(?:[^']|'')*'/y, (text) => literal('string', quotedText(text))],
  [/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])/iy, (text) => literal('guid', text.toLowerCase())],
  [/\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?(?![\w-])/iy, instant],
  [/-?\d+(?:\.\d+)?(?![\w-])/y, (text) => literal('number', Number(text))],
  [/(?:true|false)\b/iy, (text) => literal('boolean', text.toLowerCase() === 'true')],
  [/null\b/iy, () => literal('null', null)],
  [/[A-Za-z_]\w*/y, (text) => ({ kind: 'word', text })],
  [/[(),/:]/y, (text) => ({ kind: 'mark', text })],
]

/**
 * Splits a filter into tokens.
 * @throws ServiceError 400 at the first character that begins no token
 */
export function tokenize(filter: string): Token[] {
  const tokens: Token[] = []
  const blanks = /\s*/y
  for (let at = 0; ; ) {
    blanks.lastIndex = at
    blanks.exec(filter)
    at = blanks.lastIndex
    if (at >= filter.length) return tokens
    const [end, made] = tokenAt(filter, at)
    tokens.push({ ...made, at })
    at = end
  }
}

function tokenAt(filter: string, at: number): [number, NonNullable<Made>] {
  for (const [pattern, make] of patterns) {
    pattern.lastIndex = at
    const text = pattern.exec(filter)?.[0]
    const made = text === undefined ? undefined : make(text)
    if (made !== undefined) return [pattern.lastIndex, made]
  }
  throw syntaxError(at, filter)
}

/** 400: a filter that does not parse. */
export function syntaxError(at: number, filter: string): Error {
  return badRequest(`Syntax error at position ${at} in '${shortened(filter)}'.`)
}

/** 400: a filter that breaks off, or lacks a value. */
export function expressionExpected(at: number, filter: string): Error {
  return badRequest(`Expression expected at position ${at} in '${shortened(filter)}'.`)
}

function shortened(filter: string): string {
  return filter.length > 100 ? `${filter.slice(0, 100)}…` : filter
}

function quotedText(text: string): string {
  return text.slice(text.indexOf("'") + 1, -1).replaceAll("''", "'")
}

function literal(type: Literal['type'], value: Literal['value']): Made {
  return { kind: 'literal', literal: { type, value } }
}

function instant(text: string): Made {
  const milliseconds = Date.parse(text)
  return Number.isNaN(milliseconds) ? undefined : literal('dateTime', milliseconds)
}

const literalTypes: Readonly<Partial<Record<PropertyType, Literal['type']>>> = {
  guid: 'guid',
  string: 'string',
  code: 'string',
  int: 'number',
  int64: 'number',
  decimal: 'number',
  boolean: 'boolean',
  date: 'dateTime',
  dateTime: 'dateTime',
}

/** The type that a constant must have to be compared with a property of this type; undefined: with none. */
export function literalTypeOf(type: PropertyType): Literal['type'] | undefined {
  if (type === 'stream') return undefined
  // Everything else is an enumeration.
  return literalTypes[type] ?? 'string'
}
