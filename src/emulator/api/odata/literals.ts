import { querySyntax } from '../../errors.ts'
import type { PropertyType } from '../entity-types.ts'

/** A constant of a filter, in the form in which values of its type are compared. */
export interface Literal {
  readonly type: 'guid' | 'string' | 'number' | 'dateTime' | 'boolean' | 'null'
  readonly value: string | number | boolean | null
}

/** One word of a filter: a constant, a name or operator, or one of `( ) ,`. */
export type Token =
  | { readonly kind: 'literal'; readonly literal: Literal }
  | { readonly kind: 'word' | 'mark'; readonly text: string }

const patterns: readonly [RegExp, (text: string) => Token][] = [
  [/^'(?:[^']|'')*'/, (text) => literal('string', text.slice(1, -1).replaceAll("''", "'"))],
  [/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![\w-])/i, (text) => literal('guid', text.toLowerCase())],
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)/i, (text) => literal('dateTime', instant(text))],
  [/^-?\d+(?:\.\d+)?(?![\w-])/, (text) => literal('number', Number(text))],
  [/^(?:true|false)\b/, (text) => literal('boolean', text === 'true')],
  [/^null\b/, () => literal('null', null)],
  [/^[A-Za-z_]\w*/, (text) => ({ kind: 'word', text })],
  [/^[(),]/, (text) => ({ kind: 'mark', text })],
]

/**
 * Splits a filter into tokens.
 * @throws ServiceError 400 at the first character that begins no token
 */
export function tokenize(filter: string): Token[] {
  const tokens: Token[] = []
  let rest = filter.trimStart()
  while (rest !== '') {
    const [text, make] = firstMatch(rest)
    tokens.push(make(text))
    rest = rest.slice(text.length).trimStart()
  }
  return tokens
}

function firstMatch(rest: string): [string, (text: string) => Token] {
  for (const [pattern, make] of patterns) {
    const text = pattern.exec(rest)?.[0]
    if (text !== undefined) return [text, make]
  }
  throw querySyntax()
}

function literal(type: Literal['type'], value: Literal['value']): Token {
  return { kind: 'literal', literal: { type, value } }
}

function instant(text: string): number {
  const milliseconds = Date.parse(text)
  if (Number.isNaN(milliseconds)) throw querySyntax()
  return milliseconds
}

/** The type that a constant must have to be compared with a property of this type; undefined: with none. */
export function literalTypeOf(type: PropertyType): Literal['type'] | undefined {
  if (type === 'int') return 'number'
  if (type === 'parentType') return 'string'
  return type === 'stream' ? undefined : type
}
