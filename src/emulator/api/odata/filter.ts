import { badRequest, methodNotImplemented } from '../../errors.ts'
import type { FlatRecord } from '../../model.ts'
import type { EntityType } from '../entity-types.ts'
import { textFunctions } from './filter-functions.ts'
import {
  comparable,
  comparing,
  comparisons,
  equal,
  foldedIf,
  type Operand,
  type Predicate,
  union,
} from './filter-operand.ts'
import { expressionExpected, literalTypeOf, syntaxError, type Token, tokenize } from './literals.ts'
import { requireProperty } from './properties.ts'

/*
 * A parser of our own. The one that fitted best, @balena/odata-parser 4.3.5, takes no bare GUID and no bare
 * DateTimeOffset as a literal, though that is how this API is filtered, and gives `and` and `or` the same precedence.
 */

/** A compiled `$filter`. */
export interface Filter {
  readonly test: Predicate
  /** The properties that it names. */
  readonly properties: ReadonlySet<string>
}

/** What a request allows in its filter. */
export interface FilterRules {
  /** Whether `$schemaversion=2.1` is asked for: it brings `in` and nested functions (fact:filter-in, fact:filter-nested). */
  readonly extended: boolean
  /** What happens to a filter with `in` without it. */
  readonly filterIn: 'refused' | 'ignored'
}

/** Deeper nesting is refused, so that no filter can exhaust the stack. */
const maxDepth = 100

/** Longer filters are refused: online the gateway takes about 8 kB of query (fact:query-too-long-online). */
const maxLength = 8192

const noProperties: ReadonlySet<string> = new Set()

/**
 * Compiles a `$filter` over the properties of a type: comparisons, `and`, `or` over one property (fact:filter-or-one-property),
 * and the functions above. Operators, functions and properties are taken in any case (fact:names-case).
 * @returns undefined where the server would ignore the whole filter
 * @throws ServiceError 400 when it does not parse, names an unknown property or compares what cannot be compared;
 * 501 for what the server refuses: `not`, `or` over two properties, and `in` without `$schemaversion=2.1`
 */
export function compileFilter(text: string, type: EntityType, rules: FilterRules): Filter | undefined {
  if (text.length > maxLength) throw badRequest(`The filter is longer than ${maxLength} characters.`)
  return new FilterParser(text, type, rules).parse()
}

class FilterParser {
  readonly #text: string
  readonly #tokens: readonly Token[]
  readonly #type: EntityType
  readonly #rules: FilterRules
  #next = 0
  #depth = 0
  #ignored = false

  constructor(text: string, type: EntityType, rules: FilterRules) {
    this.#text = text
    this.#tokens = tokenize(text)
    this.#type = type
    this.#rules = rules
  }

  parse(): Filter | undefined {
    const filter = this.#or()
    if (this.#next < this.#tokens.length) throw this.#wrong()
    return this.#ignored ? undefined : filter
  }

  #or(): Filter {
    const terms = [this.#and()]
    while (this.#accept('or')) terms.push(this.#and())
    const [only, ...more] = terms as [Filter, ...Filter[]]
    if (more.length === 0) return only
    const properties = union(terms)
    if (properties.size > 1) {
      throw methodNotImplemented("The 'OR' operator is not supported on distinct fields on an OData filter.")
    }
    return { test: (record) => terms.some(({ test }) => test(record)), properties }
  }

  #and(): Filter {
    const terms = [this.#primary()]
    while (this.#accept('and')) terms.push(this.#primary())
    const [only, ...more] = terms as [Filter, ...Filter[]]
    if (more.length === 0) return only
    return { test: (record) => terms.every(({ test }) => test(record)), properties: union(terms) }
  }

  #primary(): Filter {
    return this.#nested(() => {
      if (this.#accept('not')) {
        throw methodNotImplemented("Client requests that contain 'Not' filter options are not supported")
      }
      if (this.#accept('(')) {
        const inner = this.#or()
        this.#expect(')')
        return inner
      }
      return this.#acceptLambda() ? { test: () => true, properties: noProperties } : this.#condition()
    })
  }

  #condition(): Filter {
    const left = this.#operand()
    if (this.#accept('in')) return this.#membership(left)
    const compare = this.#comparison()
    if (compare !== undefined) {
      const right = this.#operand()
      return { test: comparing(compare, left, right), properties: union([left, right]) }
    }
    // A bare constant is not known to the server (fact:filter-true).
    if (left.type !== 'boolean' || left.kind === 'constant') throw this.#wrong()
    return { test: (record) => left.of(record) === true, properties: left.properties }
  }

  #membership(operand: Operand): Filter {
    if (!this.#rules.extended) {
      if (this.#rules.filterIn === 'refused') {
        throw methodNotImplemented("Client requests that contain 'In' filter options are not supported")
      }
      this.#ignored = true
    }
    const tests = this.#list().map((member) => comparing(equal, operand, member))
    return { test: (record) => tests.some((test) => test(record)), properties: operand.properties }
  }

  #list(): Operand[] {
    this.#expect('(')
    const members = [this.#operand()]
    while (this.#accept(',')) members.push(this.#operand())
    this.#expect(')')
    return members
  }

  /** Lambda operators are ignored (fact:filter-lambda): `name/any(…)` is passed over up to its end. */
  #acceptLambda(): boolean {
    const [name, slash, operator, open] = this.#tokens.slice(this.#next, this.#next + 4)
    const isLambda = isText(operator, 'any') || isText(operator, 'all')
    if (name?.kind !== 'word' || !isText(slash, '/') || !isLambda || !isText(open, '(')) return false
    this.#next += 4
    for (let opened = 1; opened > 0; this.#next++) {
      const token = this.#tokens[this.#next]
      if (token === undefined) throw this.#wrong()
      if (isText(token, '(')) opened++
      if (isText(token, ')')) opened--
    }
    return true
  }

  #comparison() {
    const token = this.#tokens[this.#next]
    const name = token?.kind === 'word' ? token.text.toLowerCase() : ''
    if (!Object.hasOwn(comparisons, name)) return undefined
    this.#next++
    return comparisons[name]
  }

  #operand(): Operand {
    return this.#nested(() => {
      const token = this.#tokens[this.#next]
      if (token === undefined || token.kind === 'mark') throw this.#wrong()
      this.#next++
      if (token.kind === 'literal') {
        const { type, value } = token.literal
        return { type, of: () => value, properties: noProperties, isCode: false, kind: 'constant' }
      }
      return isText(this.#tokens[this.#next], '(') ? this.#call(token.text) : this.#property(token.text)
    })
  }

  #call(name: string): Operand {
    const known = Object.hasOwn(textFunctions, name.toLowerCase()) ? textFunctions[name.toLowerCase()] : undefined
    if (known === undefined) throw badRequest(`An unknown function with name '${name}' was found.`)
    const [least, most, type, call] = known
    const values = this.#list()
    const [first, second] = values
    if (first?.type !== 'string' || values.length < least || values.length > most) throw this.#misused(name)
    const wanted = name.toLowerCase() === 'substring' ? 'number' : 'string'
    if (values.slice(1).some((value) => value.type !== wanted)) throw this.#misused(name)
    if (!this.#rules.extended && values.some(({ kind }) => kind === 'function')) {
      throw methodNotImplemented('Nested functions are supported with $schemaversion=2.1 only.')
    }
    const isCode = first.isCode || second?.isCode === true
    const textOf = (operand: Operand, record: FlatRecord) => foldedIf(isCode, String(operand.of(record) ?? ''))
    const of = (record: FlatRecord) => call(...(values.map((value) => textOf(value, record)) as [string, ...string[]]))
    return {
      type,
      of,
      properties: union(values),
      isCode: isCode && name.toLowerCase() === 'substring',
      kind: 'function',
    }
  }

  #misused(name: string): Error {
    return badRequest(`The function '${name}' does not take these arguments.`)
  }

  #property(text: string): Operand {
    if (isText(this.#tokens[this.#next], '/')) {
      throw methodNotImplemented(`This emulator does not filter by what the navigation property '${text}' leads to.`)
    }
    const { name, type: propertyType } = requireProperty(text, this.#type)
    const type = literalTypeOf(propertyType)
    if (type === undefined) throw badRequest(`The property '${name}' cannot be filtered on.`)
    const of = (record: FlatRecord) => comparable(record[name] ?? null, type)
    return { type, of, properties: new Set([name]), isCode: propertyType === 'code', kind: 'property' }
  }

  #nested<T>(read: () => T): T {
    if (++this.#depth > maxDepth) throw badRequest(`The filter is nested more than ${maxDepth} deep.`)
    const result = read()
    this.#depth--
    return result
  }

  #accept(text: string): boolean {
    if (!isText(this.#tokens[this.#next], text)) return false
    this.#next++
    return true
  }

  #expect(text: string): void {
    if (!this.#accept(text)) throw this.#wrong()
  }

  #wrong(): Error {
    const token = this.#tokens[this.#next]
    return token === undefined ? expressionExpected(this.#text.length, this.#text) : syntaxError(token.at, this.#text)
  }
}

function isText(token: Token | undefined, text: string): boolean {
  return token !== undefined && token.kind !== 'literal' && token.text.toLowerCase() === text
}
