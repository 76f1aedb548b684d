import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inParallel } from '../pool.ts'
import { prefetch } from '../prefetch.ts'
import { parseCsv, readMap } from '../push/map-file.ts'
import { Numbers } from '../push/numbers.ts'
import { bytes, duration } from '../text.ts'
import type { Listed } from '../transfer-client.ts'

const entity = (number: string): Listed => ({ parents: 'items', id: number, number, modified: '' })
const numbers = (...all: string[]) => new Numbers(all.map(entity), ({ number }) => number)

describe('numbers', () => {
  it('match exactly before they match in upper case', () => {
    const known = numbers('ABC', 'abc')
    expect(known.find('abc').map(({ number }) => number)).toEqual(['abc'])
    expect(known.find('aBc')).toHaveLength(2)
    expect(known.find(' ABC ').map(({ number }) => number)).toEqual(['ABC', 'abc'])
  })

  it('are read from the escapes of a pulled folder first', () => {
    expect(numbers('A/B').find('A%2FB')).toHaveLength(1)
    expect(numbers('100%').find('100%')).toHaveLength(1)
    expect(numbers('100%', '100%25').find('100%25')[0]?.number).toBe('100%')
  })

  it.each([
    ['1896-S ATHENS Desk', /export.*1896-S/],
    ['1896-s ATHENS Desk', /export.*1896-S/],
    ['1001_1', /second picture of 1001/],
    ['1001 (2)', /second picture of 1001/],
    ['77', /zeros\? There is 00077/],
    ['0001001', /zeros\? There is 1001/],
    ['nothing like it', undefined],
  ])('suggest something for %s', (name, suggestion) => {
    const found = numbers('1896-S', '1001', '00077').suggest(name)
    if (suggestion) expect(found).toMatch(suggestion)
    else expect(found).toBeUndefined()
  })
})

describe('a map', () => {
  it('is read with commas, semicolons and tabs, quotes and headings', () => {
    expect(parseCsv('a,b\n"x, ""y""",2\r\n\r\n')).toEqual([
      ['a', 'b'],
      ['x, "y"', '2'],
    ])
    expect(parseCsv('\ufeffa;b\nc,d;e')).toEqual([
      ['a', 'b'],
      ['c,d', 'e'],
    ])
    expect(parseCsv('a\tb')).toEqual([['a', 'b']])
  })

  it('names the line that is wrong, and two numbers for one file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bc-pictures-map-'))
    const map = (text: string) => {
      writeFileSync(join(folder, 'map.csv'), text)
      return readMap(join(folder, 'map.csv'))
    }
    try {
      expect(await map('file,number\nA.PNG,1000\n')).toEqual(new Map([['a.png', '1000']]))
      await expect(map('file,number\nA.png,1000,x\n')).rejects.toThrow(/Line 2 of the map .* file,number/)
      await expect(map('a.png,1\na.png,2\n')).rejects.toThrow(/two numbers for a.png/)
      await expect(readMap('/dev/zero')).rejects.toThrow(/has more than 128 MiB/)
      await expect(readMap(join(folder, 'none'))).rejects.toThrow(/cannot be read \(ENOENT\)/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('work in parallel', () => {
  it('does so many things at once, stops at the first error, and waits for what is under way', async () => {
    let [running, most, done] = [0, 0, 0]
    const work = async (index: number) => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 5))
      running -= 1
      done += 1
      if (index === 10) throw new Error('ten')
    }
    await expect(
      inParallel(
        Array.from({ length: 100 }, (_, index) => index),
        4,
        work,
      ),
    ).rejects.toThrow('ten')
    expect({ most, running }).toEqual({ most: 4, running: 0 })
    expect(done).toBeLessThan(20)
  })

  it('lets a source run ahead, passes its error on after what came before, and ends it early', async () => {
    let made = 0
    let ended = false
    async function* source() {
      try {
        for (; made < 100; made += 1) yield made
      } finally {
        ended = true
      }
    }
    for await (const one of prefetch(source(), 10)) if (one === 5) break
    await new Promise((resolve) => setImmediate(resolve))
    expect(made).toBeLessThan(30)
    expect(ended).toBe(true)
    async function* broken() {
      yield 1
      throw new Error('broken')
    }
    const seen: number[] = []
    const all = async () => {
      for await (const one of prefetch(broken(), 10)) seen.push(one)
    }
    await expect(all()).rejects.toThrow('broken')
    expect(seen).toEqual([1])
  })
})

it('counts and durations read like people write them', () => {
  expect([165, 4885, 1_234_567, 999_999, 5e9].map(bytes)).toEqual(['165 B', '4.9 kB', '1.2 MB', '1.0 MB', '5.0 GB'])
  expect([400, 9999, 65_000, 7_500_000].map(duration)).toEqual(['0.4 s', '10 s', '1 min 5 s', '2 h 5 min'])
})
