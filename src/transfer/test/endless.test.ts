import { expect, it } from 'vitest'
import { endlessnessOf } from '../endless.ts'

/** After how many ids it is noticed; undefined where it is not. */
function noticed(ids: Iterable<string>, most?: number): number | undefined {
  const endless = endlessnessOf(most)
  let count = 0
  for (const id of ids) {
    count += 1
    if (endless(id)) return count
  }
  return undefined
}

function* cycle(length: number, before = 0) {
  for (let index = 0; index < before; index += 1) yield `before ${index}`
  for (let index = 0; index < 40 * (length + before); index += 1) yield `${index % length}`
}

it.each([1, 2, 3, 7, 200, 1000, 20_000])('a list that repeats %i entities is noticed', (length) => {
  expect(noticed(cycle(length))).toBeLessThan(20 * length)
})

it('is noticed though it begins otherwise', () => {
  expect(noticed(cycle(100, 5000))).toBeLessThan(20_000)
})

it('is not suspected where every entity comes twice, or a page of them again', () => {
  const ids = Array.from({ length: 50_000 }, (_, index) => `${index}`)
  expect(noticed(ids)).toBeUndefined()
  expect(noticed(ids.flatMap((id) => [id, id]))).toBeUndefined()
  expect(noticed([...ids, ...ids.slice(-20_000)])).toBeUndefined()
})

it('a list of ever new entities ends after as many as a list may have', () => {
  const ids = Array.from({ length: 1000 }, (_, index) => `${index}`)
  expect(noticed(ids, 999)).toBe(1000)
  expect(noticed(ids, 1000)).toBeUndefined()
})
