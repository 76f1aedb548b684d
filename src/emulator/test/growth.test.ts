import { describe, expect, it } from 'vitest'
import { growthOf } from '../../test-support/growth.ts'
import { parentTypes, pictureType } from '../api/entity-types.ts'
import { requireMatch } from '../api/etags.ts'
import { metadataLevel } from '../api/odata/metadata-level.ts'
import { preferredPageSize } from '../api/odata/page.ts'
import { parseQuery } from '../api/odata/query.ts'
import { parseRequestUrl } from '../api/router/request-url.ts'
import { parseResourcePath } from '../api/router/resource-path.ts'
import { compileGlob, maxGlobLength } from '../faults/glob.ts'
import { parseFaultRule } from '../faults/rule.ts'
import { isPrivateHost } from '../host-name.ts'
import { createEmulator } from '../index.ts'
import { checkSignIn } from '../sign-in/sign-in.ts'
import { versionProfiles } from '../versions.ts'

const profile = versionProfiles['v2.0']
const target = { type: parentTypes.items, pictures: pictureType(profile), shape: 'list', filterIn: 'refused' } as const
const option = (name: string) => (text: string) => parseQuery(new Map([[name, text]]), target)

/** Everything that reads text of a caller, with what may stand in it. */
const parsers: Readonly<Record<string, readonly [read: (text: string) => unknown, pieces: readonly string[]]>> = {
  $expand: [option('$expand'), ['picture', ' ', '(', ')', ',', ';', '$select', '=', 'picture(', '\t', 'x', '$']],
  $select: [option('$select'), ['id', ' ', ',', '*', 'number', 'x', '\n']],
  $orderby: [option('$orderby'), ['id', ' ', ',', 'asc', ' desc', 'a', '\t']],
  $filter: [
    option('$filter'),
    [
      '(',
      ')',
      'not ',
      'contains(',
      "'",
      "''",
      'number',
      ' eq ',
      ' and ',
      ' or ',
      '1',
      '-',
      '.',
      ',',
      ' in (',
      ' ',
      '2026-',
      'T',
      'a',
    ],
  ],
  $top: [option('$top'), ['1', ' ', '0', '\t', '-']],
  'the request line': [
    parseRequestUrl,
    ['/', '?', '&', '=', '%20', '%', '#', 'http://', 'a', '$', '+', '(', ')', '//'],
  ],
  'the path': [
    (text) => parseResourcePath(text.split('/'), profile),
    ['items', '(', ')', '/', "'", 'picture', '0', '-', ' '],
  ],
  Accept: [metadataLevel, [';', ' ', 'odata.', 'metadata', '=', '"', 'none', ',', 'a/b']],
  Prefer: [preferredPageSize, ['odata.', 'maxpagesize', '=', ' ', ';', ',', '1', '"']],
  'If-Match': [(text) => requireMatch(text, 'W/"a"'), ['W/', '"', ',', ' ', 'a', '*', '\t']],
  Authorization: [
    (text) => checkSignIn(text, { mode: 'basic', user: undefined, accessKey: undefined }),
    ['Basic ', 'Bearer ', ' ', 'QQ==', '=', 'a', ':'],
  ],
  Host: [isPrivateHost, ['a', '.', '-', ':', '1', '[', ']', '.local', '_']],
  'a fault rule': [
    parseFaultRule,
    ['GET ', ' ', '** ', '*', '/', '{', '}', ',', '500', 'times=', '1', 'retry-after=', '('],
  ],
  'a glob with a path': [
    (text) => compileGlob('/**/a*a*a*a*a*a*a*a*a*a*a*a*/**/{b*,c*}*d?/**')(text),
    ['a', '/', 'b', 'd', '/a', 'aaaa', 'c/'],
  ],
}

/** Numbers from 0 up to 1, always the same ones. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    return (state >>> 0) / 2 ** 32
  }
}

/** Texts that grow: a start, something that is repeated until the size is reached, and an end that may fit or not. */
function* growingTexts(pieces: readonly string[], count: number, random: () => number) {
  const some = (most: number) =>
    Array.from({ length: Math.floor(random() * (most + 1)) }, () => pieces[Math.floor(random() * pieces.length)]).join(
      '',
    )
  for (let index = 0; index < count; index++) {
    const [start, repeated, end] = [some(3), some(2) || (pieces[index % pieces.length] as string), some(2)]
    const text = (size: number) => start + repeated.repeat(Math.ceil(size / repeated.length)) + end
    yield { what: `${start}(${repeated})…${end}`, text }
  }
}

/** Every piece again and again, behind nothing or any other, and before nothing or what fits nowhere. */
function* plainTexts(pieces: readonly string[]) {
  for (const repeated of pieces) {
    const text = (size: number) => repeated.repeat(Math.ceil(size / repeated.length))
    for (const start of ['', ...pieces]) {
      for (const end of ['', '!'])
        yield { what: `${start}(${repeated})…${end}`, text: (size: number) => start + text(size) + end }
    }
  }
}

/** Longer options are refused, which is quick: what is shorter has to be read quickly, too. */
const OPTION_SIZES = [1000, 8000] as const

it.each(Object.entries(parsers))('the work of reading %s grows no faster than its length', (name, [read, pieces]) => {
  const sizes = name.startsWith('$') ? OPTION_SIZES : undefined
  for (const { what, text } of [...plainTexts(pieces), ...growingTexts(pieces, 30, randomFrom(4711))]) {
    const growth = () => growthOf((size) => read(text(size)), sizes)
    // Twice: one outlier of a busy machine is not a fault of the parser.
    if (growth() > 1.5) expect(growth(), what).toBeLessThan(1.5)
  }
})

// They took 4.5 and more than 9 seconds, and the whole of the stack.
it.each<[string, (size: number) => unknown, sizes?: readonly [number, number]]>([
  ['picture and blanks as $expand', (size) => option('$expand')(`picture${' '.repeat(size)}!`), OPTION_SIZES],
  ['contains( as $filter', (size) => option('$filter')('contains('.repeat(size / 9)), OPTION_SIZES],
  // The work grew with the twelfth power: longer ones would not end.
  ['a glob of twelve stars', (size) => compileGlob(`**/${'a*'.repeat(12)}b`)(`/x/${'a'.repeat(size)}`), [16, 30]],
])('what once took seconds to read grows no faster than its length: %s', (_what, read, sizes) => {
  const growth = () => growthOf(read, sizes)
  if (growth() > 1.5) expect(growth()).toBeLessThan(1.5)
})

it('would notice quadratic work', () => {
  const blanks = (text: string) => /^\s*(\w+)\s*(?:\(x\))?\s*$/.test(text)
  expect(growthOf((size) => blanks(`picture${' '.repeat(size)}!`))).toBeGreaterThan(1.5)
})

describe('a text of the size that a batch can carry', () => {
  it.each(Object.entries(parsers))('does not exhaust the stack in %s', (name, [read, pieces]) => {
    // A URL is refused beyond 16 kB, also within a batch.
    const size = name.startsWith('$') ? 16_000 : 900_000
    for (const piece of pieces) {
      for (const start of ['', ...pieces.slice(0, 6)]) {
        let problem: unknown
        try {
          read(start + piece.repeat(size / piece.length))
        } catch (error) {
          problem = error
        }
        expect(problem, `${start}(${piece})…`).not.toBeInstanceOf(RangeError)
      }
    }
  })

  it.each([
    ["$filter=contains(number,'a') and ", 'contains(', 'number'],
    ['$filter=', '(', "number eq '1'"],
    ['$filter=', 'not ', 'true'],
    ['$expand=picture', ' ', '!'],
    ['$expand=', 'picture(', ''],
    ['$orderby=number', ' ', '!'],
  ])('is refused in a batch with 400: %s%s…', async (start, repeated, end) => {
    await using emulator = await createEmulator()
    const url = `items?${start}${repeated.repeat(60_000)}${end}`
    const response = await emulator.fetch(`${emulator.baseUrls['v2.0']}/$batch`, {
      method: 'POST',
      headers: { Authorization: 'Bearer any', 'Content-Type': 'application/json' },
      body: JSON.stringify({ requests: [{ id: '1', method: 'GET', url }] }),
    })
    const { responses } = (await response.json()) as { responses: { status: number }[] }
    expect(responses.map(({ status }) => status)).toEqual([400])
  })
})

describe('a glob', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['**', ['/', '/a', '/a/b'], []],
    ['/**', ['/', '/a/b'], []],
    ['**/picture', ['/picture', '/a/b/picture'], ['/picture/a', '/apicture', '/a/pictures']],
    ['/a/**/b', ['/a/b', '/a/x/b', '/a/x/y/b'], ['/a', '/ab', '/x/a/b']],
    ['/a/**', ['/a', '/a/b/c'], ['/b', '/ab']],
    ['/*', ['/a', '/'], ['/a/b', '/a/']],
    ['/items(*)', ['/items(1)', '/items()'], ['/items', '/items(1', '/items(1)/picture', '/items(1)x']],
    ['/a*b*c', ['/abc', '/aXbYc', '/abbbcc'], ['/ab', '/acb', '/a/b/c']],
    ['/a?c', ['/abc'], ['/ac', '/a/c', '/abbc']],
    ['**/{items,customers}(*)/picture', ['/BC/items(1)/picture', '/customers(2)/picture'], ['/vendors(1)/picture']],
    ['/.hidden', ['/.hidden'], ['/xhidden']],
    ['/a[b]+$', ['/a[b]+$'], ['/ab']],
    ['**/**/**/a', ['/a', '/x/a'], ['/x']],
  ])('%s', (glob, matching, others) => {
    const matches = compileGlob(glob)
    expect(matching.filter((path) => !matches(path))).toEqual([])
    expect(others.filter(matches)).toEqual([])
  })

  it.each([
    ['a'.repeat(maxGlobLength + 1), 'longer than 300 characters'],
    ['{a,{b,c}}', 'its braces do not pair'],
    ['{a', 'its braces do not pair'],
    ['a}', 'its braces do not pair'],
    ['{a,b,c,d,e,f,g,h}{a,b,c,d,e,f,g,h}', 'more than 50 paths'],
  ])('is refused: %s', (glob, message) => {
    expect(() => parseFaultRule(`GET ${glob} 500`)).toThrow(message)
  })
})
