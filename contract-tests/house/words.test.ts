/** CONTRIBUTING.md lists phrases that readers stumbled over. They must not come back. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { filesBelow, root } from './imports.ts'

const read = (file: string) => readFileSync(join(root, file), 'utf8')
const HERE = 'contract-tests/house/words.test.ts'
const LIST = /\| not \| but \|\n\|---\|---\|\n((?:\|.*\|\n)+)/

const phrases = (LIST.exec(read('CONTRIBUTING.md'))?.[1] ?? '')
  .split('\n')
  .flatMap((row) => /^\| (.+?) \|/.exec(row)?.[1] ?? [])

/** The phrases in a text, with the line each is in. A line break counts as a blank, in comments as well. */
function badPhrases(text: string): string[] {
  const flat = text.replace(/\s*\n\s*(\*|\/\/|#)?\s*/g, (gap) => ' '.repeat(gap.length)).toLowerCase()
  return phrases.flatMap((phrase) => {
    const pattern = new RegExp(`\\b${phrase.toLowerCase().replaceAll(' ', ' +')}\\b`)
    const at = pattern.exec(flat)?.index
    return at === undefined ? [] : [`line ${text.slice(0, at).split('\n').length}: ${phrase}`]
  })
}

const READ_BY_PEOPLE = [
  'README.md',
  'CHANGELOG.md',
  'Makefile',
  'action.yml',
  '.github',
  'bench',
  'contract-tests',
  'docs',
  'openapi',
  'src',
]

it.each(
  filesBelow(...READ_BY_PEOPLE).filter((file) => /\.(md|ts|js|html|yaml|yml)$|Makefile$/.test(file) && file !== HERE),
)('holds no phrase of the list: %s', (file) => expect(badPhrases(read(file))).toEqual([]))

it('would find each phrase, also across a line break and in a comment', () => {
  expect(phrases.length).toBeGreaterThan(15)
  for (const phrase of phrases) expect(badPhrases(`Some text: ${phrase}.`)).toEqual([`line 1: ${phrase}`])
  expect(badPhrases('/**\n * This talks\n * to nobody.\n */')).toEqual(['line 2: talks to nobody'])
})
