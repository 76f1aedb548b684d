import type { Value } from './filter-operand.ts'

type Arguments = readonly [text: string, ...more: string[]]

/** The functions of a filter (fact:filter-functions, fact:filter-case-functions), by name: how many arguments a function takes, and what it gives. */
export const textFunctions: Readonly<
  Record<
    string,
    readonly [least: number, most: number, type: 'string' | 'boolean', call: (...values: Arguments) => Value]
  >
> = {
  startswith: [2, 2, 'boolean', (text, part = '') => text.startsWith(part)],
  endswith: [2, 2, 'boolean', (text, part = '') => text.endsWith(part)],
  contains: [2, 2, 'boolean', (text, part = '') => text.includes(part)],
  tolower: [1, 1, 'string', (text) => text.toLowerCase()],
  toupper: [1, 1, 'string', (text) => text.toUpperCase()],
  substring: [2, 3, 'string', (text, from, length) => substring(text, Number(from), length)],
}

function substring(text: string, from: number, length: string | undefined): string {
  return text.slice(from, length === undefined ? undefined : from + Number(length))
}
