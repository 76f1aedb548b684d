import { badRequest } from '../../errors.ts'
import type { FlatRecord } from '../../model.ts'
import type { Literal } from './literals.ts'

/** Decides whether a record is in the list. */
export type Predicate = (record: FlatRecord) => boolean

/** A value that is compared. */
export type Value = Literal['value']

/** One side of a comparison, or an argument of a function. */
export interface Operand {
  readonly type: Literal['type']
  readonly of: (record: FlatRecord) => Value
  readonly properties: ReadonlySet<string>
  /** Whether case is ignored: Code fields hold upper case only, and what they are compared with is brought to it. */
  readonly isCode: boolean
  readonly kind: 'constant' | 'property' | 'function'
}

/** The operators that compare, by name. */
export const comparisons: Readonly<Record<string, (a: Value, b: Value) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: (a, b) => a !== null && b !== null && a > b,
  ge: (a, b) => a !== null && b !== null && a >= b,
  lt: (a, b) => a !== null && b !== null && a < b,
  le: (a, b) => a !== null && b !== null && a <= b,
}

/** The properties of several parts together. */
export function union(parts: readonly { readonly properties: ReadonlySet<string> }[]): ReadonlySet<string> {
  return new Set(parts.flatMap(({ properties }) => [...properties]))
}

/** Whether two values are the same. */
export const equal = (a: Value, b: Value) => a === b

/** A comparison of two operands. @throws ServiceError 400 for what cannot be compared */
export function comparing(compare: (a: Value, b: Value) => boolean, left: Operand, right: Operand): Predicate {
  if (left.type !== right.type && left.type !== 'null' && right.type !== 'null') {
    throw badRequest(`A filter cannot compare a ${left.type} with a ${right.type}.`)
  }
  const isCode = left.isCode || right.isCode
  // A text that is null is blank in the product, which knows no other (fact:filter-text-wildcard).
  const blank = [left, right].some(({ type }) => type === 'string') ? '' : null
  const of = (operand: Operand, record: FlatRecord) => {
    const value = operand.of(record) ?? blank
    return typeof value === 'string' ? foldedIf(isCode, value) : value
  }
  return (record) => compare(of(left, record), of(right, record))
}

/** A text in upper case where it is compared with a Code field. */
export function foldedIf(isCode: boolean, text: string): string {
  return isCode ? text.toUpperCase() : text
}

/** The value of a property in the form in which constants of its type are compared. */
export function comparable(value: Value, type: Literal['type']): Value {
  return type === 'dateTime' && value !== null ? Date.parse(String(value)) : value
}
