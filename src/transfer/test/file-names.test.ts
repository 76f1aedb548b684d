import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  decodeName,
  encodeName,
  encodeNames,
  foldName,
  splitExtension,
  splitNumber,
  variantNumber,
} from '../file-names.ts'

/** Numbers that some file system would refuse, hide, reorder or take for another. */
const HOSTILE = [
  ['1896-S', '1896-S'],
  ['ÅBÄ-1', 'ÅBÄ-1'],
  ['A/B', 'A%2FB'],
  ['..', '%2E%2E'],
  ['../../etc/passwd', '%2E%2E%2F..%2Fetc%2Fpasswd'],
  ['.hidden', '%2Ehidden'],
  ['A\\B*?"<>|:', 'A%5CB%2A%3F%22%3C%3E%7C%3A'],
  ['100%', '100%25'],
  ['100%25', '100%2525'],
  [' A ', '%20A%20'],
  ['A.', 'A%2E'],
  ['CON', '%43ON'],
  ['con.x', '%63on.x'],
  ['COM1', '%43OM1'],
  ['LPT¹', '%4CPT¹'],
  ['CONSOLE', 'CONSOLE'],
  ['A\u0000B', 'A%00B'],
  ['A\u202EB', 'A%E2%80%AEB'],
  ['A\nB', 'A%0AB'],
] as const

describe('file names', () => {
  it.each(HOSTILE)('writes %j as %j, and reads it back', (number, name) => {
    expect(encodeName(number)).toBe(name)
    expect(decodeName(name)).toBe(number)
  })

  it('has no name for what is too long or no proper Unicode', () => {
    expect(encodeName('X'.repeat(201))).toBeUndefined()
    expect(encodeName('Ä'.repeat(101))).toBeUndefined()
    expect(encodeName('A\uD800')).toBeUndefined()
    expect(encodeName('')).toBeUndefined()
    expect(decodeName('100%')).toBeUndefined()
  })

  it('keeps numbers apart that differ in case or in the spelling of an accent only', () => {
    const numbers = ['ABC', 'abc', 'aBC', 'É', 'E\u0301', 'é', '1000']
    const names = encodeNames(numbers)
    expect(names.get('ABC')).toBe('ABC')
    expect(names.get('1000')).toBe('1000')
    expect(names.get('abc')).toBe('%61%62%63')
    const folded = numbers.map((number) => foldName(String(names.get(number))))
    expect(new Set(folded).size).toBe(numbers.length)
    for (const number of numbers) expect(decodeName(String(names.get(number)))).toBe(number)
  })

  it('is reversible, keeps to one path segment and never collides, whatever the numbers', () => {
    const number = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter((text) => !/\p{Cs}/u.test(text))
    fc.assert(
      fc.property(fc.uniqueArray(number, { maxLength: 30 }), (numbers) => {
        const names = encodeNames(numbers)
        const seen = new Set<string>()
        for (const one of numbers) {
          const name = names.get(one)
          if (name === undefined) continue
          expect(decodeName(name)).toBe(one)
          expect(name).not.toMatch(/[/\\*?"<>|:\p{Cc}]|^[. ]|[. ]$/u)
          expect(seen.has(foldName(name))).toBe(false)
          seen.add(foldName(name))
        }
      }),
    )
  })

  it('cuts off the extension of a picture only', () => {
    expect(splitExtension('1001.JPG')).toEqual({ name: '1001', extension: 'jpg' })
    expect(splitExtension('1896.5')).toEqual({ name: '1896.5', extension: '' })
    expect(splitExtension('A.png.png')).toEqual({ name: 'A.png', extension: 'png' })
  })

  it("splits a variant at the last slash, as an item's number may hold slashes", () => {
    expect(splitNumber('itemVariants', 'A/B/RED')).toEqual(['A/B', 'RED'])
    expect(splitNumber('itemVariants', variantNumber('A', 'B/RED'))).toEqual(['A', 'B/RED'])
    expect(splitNumber('items', 'A/B')).toEqual(['A/B'])
  })
})
