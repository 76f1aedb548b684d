import { badRequest, querySyntax } from '../../errors.ts'
import type { FlatRecord } from '../../model.ts'
import type { EntityType } from '../entity-types.ts'
import { type Literal, literalTypeOf, type Token, tokenize } from './literals.ts'

/*
 * A parser of our own. The one that fitted best, @balena/odata-parser 4.3.5, takes no bare GUID and no bare
 * DateTimeOffset as a literal, though that is how this API is filtered, and gives `and` and `or` the same precedence.
 */

/** Decides whether a record is in the list. */
export type Predicate = (record: FlatRecord) => boolean

type Value = Literal['value']

interface Operand {
  readonly type: Literal['type']
  readonly of: (record: FlatRecord) => Value
}

const comparisons: Readonly<Record<string, (a: Value, b: Value) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: (a, b) => a !== null && b !== null && a > b,
  ge: (a, b) => a !== null && b !== null && a >= b,
  lt: (a, b) => a !== null && b !== null && a < b,
  le: (a, b) => a !== null && b !== null && a <= b,
}

const textFunctions: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
}

/** Deeper nesting is refused, so that no filter can exhaust the stack. */
const maxDepth = 100

/**
 * Compiles a `$filter`: `and or not ( ) eq ne gt ge lt le in startswith endswith contains` over the properties of a type.
 * Text is compared exactly, with regard to case.
 * @throws ServiceError 400 when it does not parse, names an unknown property or compares what cannot be compared
 */
export function compileFilter(text: string, type: EntityType): Predicate {
  const parser = new FilterParser(tokenize(text), type)
  return parser.parse()
}

class FilterParser {
  readonly #tokens: readonly Token[]
  readonly #type: EntityType
  #next = 0
  #depth = 0

  constructor(tokens: readonly Token[], type: EntityType) {
    this.#tokens = tokens
    this.#type = type
  }

  parse(): Predicate {
    const predicate = this.#or()
    if (this.#next < this.#tokens.length) throw querySyntax()
    return predicate
  }

  #or(): Predicate {
    const terms = [this.#and()]
    while (this.#accept('or')) terms.push(this.#and())
    return (record) => terms.some((term) => term(record))
  }

  #and(): Predicate {
    const terms = [this.#not()]
    while (this.#accept('and')) terms.push(this.#not())
    return (record) => terms.every((term) => term(record))
  }

  #not(): Predicate {
    if (++this.#depth > maxDepth) throw querySyntax()
    try {
      if (!this.#accept('not')) return this.#primary()
      const negated = this.#not()
      return (record) => !negated(record)
    } finally {
      this.#depth--
    }
  }

  #primary(): Predicate {
    if (this.#accept('(')) {
      const inner = this.#or()
      this.#expect(')')
      return inner
    }
    const operand = this.#operand()
    if (this.#accept('in')) return this.#membership(operand)
    const compare = this.#comparison()
    if (compare !== undefined) {
      const other = this.#operand()
      requireSameType(operand, other)
      return (record) => compare(operand.of(record), other.of(record))
    }
    if (operand.type !== 'boolean') throw querySyntax()
    return (record) => operand.of(record) === true
  }

  #membership(operand: Operand): Predicate {
    const members = this.#list()
    for (const member of members) requireSameType(operand, member)
    return (record) => members.some((member) => member.of(record) === operand.of(record))
  }

  #list(): Operand[] {
    this.#expect('(')
    const members = [this.#operand()]
    while (this.#accept(',')) members.push(this.#operand())
    this.#expect(')')
    return members
  }

  #comparison() {
    const token = this.#tokens[this.#next]
    if (token?.kind !== 'word' || !Object.hasOwn(comparisons, token.text)) return undefined
    this.#next++
    return comparisons[token.text]
  }

  #operand(): Operand {
    const token = this.#tokens[this.#next++]
    if (token?.kind === 'literal') return { type: token.literal.type, of: () => token.literal.value }
    if (token?.kind !== 'word') throw querySyntax()
    if (Object.hasOwn(textFunctions, token.text)) return this.#call(textFunctions[token.text] as TextFunction)
    return this.#property(token.text)
  }

  #call(test: TextFunction): Operand {
    const [text, part, ...more] = this.#list()
    if (text?.type !== 'string' || part?.type !== 'string' || more.length > 0) throw querySyntax()
    return { type: 'boolean', of: (record) => test(String(text.of(record)), String(part.of(record))) }
  }

  #property(name: string): Operand {
    const propertyType = requireProperty(name, this.#type)
    const type = literalTypeOf(propertyType)
    if (type === undefined) throw badRequest(`The property '${name}' cannot be filtered on.`)
    if (type !== 'dateTime') return { type, of: (record) => record[name] ?? null }
    return { type, of: (record) => Date.parse(String(record[name])) }
  }

  #accept(text: string): boolean {
    const token = this.#tokens[this.#next]
    if (token === undefined || token.kind === 'literal' || token.text !== text) return false
    this.#next++
    return true
  }

  #expect(text: string): void {
    if (!this.#accept(text)) throw querySyntax()
  }
}

type TextFunction = (text: string, part: string) => boolean

function requireSameType(a: Operand, b: Operand): void {
  if (a.type !== b.type && a.type !== 'null' && b.type !== 'null') {
    throw badRequest(`A filter cannot compare a ${a.type} with a ${b.type}.`)
  }
}

/** The type of a property. @throws ServiceError 400 when the entity type has no such property */
export function requireProperty(name: string, type: EntityType) {
  const found = Object.hasOwn(type.properties, name) ? type.properties[name] : undefined
  if (found === undefined) {
    throw badRequest(`Could not find a property named '${name}' on type 'Microsoft.NAV.${type.name}'.`)
  }
  return found
}
