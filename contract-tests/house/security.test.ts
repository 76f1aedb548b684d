import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8')
const rows = page.split('\n').filter((line) => /^\| \d+ \|/.test(line))

/** The tests that a row names: `file`, "name"; "another name of the same file". */
function testsOf(row: string): [file: string, name: string][] {
  const cell = row.split(' | ').at(-1) ?? ''
  let file = ''
  return [...cell.matchAll(/`([^`]+\.test\.ts)`|"([^"]+)"/g)].flatMap(([, named, name]) => {
    file = named ?? file
    return name === undefined ? [] : [[file, name] as [string, string]]
  })
}

it('has a row for each of the 22 kinds of faults, in their order', () => {
  expect(rows.map((row) => Number(row.split('|')[1]))).toEqual(Array.from({ length: 22 }, (_, index) => index + 1))
})

it.each(rows.map((row) => [row.split('|')[1]?.trim(), row]))('names tests that exist in row %s', (_, row) => {
  const tests = testsOf(row ?? '')
  expect(tests.length).toBeGreaterThan(0)
  for (const [file, name] of tests) {
    const source = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
    expect(source, file).toContain(`'${name}'`)
  }
})
