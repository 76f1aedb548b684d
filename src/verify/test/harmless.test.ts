import { describe, expect, it } from 'vitest'
import { jsonText, lines, markdownBlock, markdownCell, oneLine, workflowText, xmlText } from '../../harmless.ts'
import { growthOf } from '../../test-support/growth.ts'

/** Characters that control a terminal, reorder or hide text, or are none. */
const ODD = [
  '\u0000',
  '\u001b',
  '\u007f',
  '\u009b',
  '\u00ad',
  '\u200b',
  '\u202e',
  '\u2066',
  '\ufeff',
  '\ufffe',
  '\ud800',
  '\u{e0041}',
]

describe.each([
  ['a line', oneLine],
  ['several lines', lines],
  ['XML', xmlText],
])('as %s, a text', (_, clean) => {
  it.each(ODD)('shows %j by its number', (char) => {
    expect(clean(`a${char}b`)).toBe(`a\\u{${char.codePointAt(0)?.toString(16)}}b`)
  })

  it.each(['::error::x', ' \t::add-mask::x', '##[error]x', 'in the middle ##[group]'])(
    'gives no command to a CI runner: %j',
    (text) => {
      expect(clean(`${text}\n${text}`)).not.toMatch(/^\s*::|##\[/m)
    },
  )
})

it('as JSON means the same, without a character that acts', () => {
  const value = { odd: ODD.join(''), command: '##[error]' }
  const text = jsonText(JSON.stringify(value))
  expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]|##\[/u)
  expect(JSON.parse(text)).toEqual(value)
})

it('in Markdown does not end the code that it stands in', () => {
  expect(markdownBlock(['```', '````x'])).toEqual(['`````text', '```', '````x', '`````'])
  expect(markdownCell('a `` b | c')).toBe('```a `` b \\| c```')
  expect(markdownCell('`x`')).toBe('`` `x` ``')
})

describe.each<[string, (text: string) => unknown]>([
  ['a line', oneLine],
  ['several lines', lines],
  ['XML', xmlText],
  ['JSON', jsonText],
  ['a cell in Markdown', markdownCell],
  ['a block in Markdown', (text) => markdownBlock([text])],
  ['data of a workflow command', (text) => workflowText(text, 'data')],
])('as %s, the work of cleaning a text grows no faster than its length', (_, clean) => {
  it.each(['\n', ' ', ' \n', '::', ':', '##[', '#', '`', '`a', '|', ']]>', '\u001b', '\ud800', '%'])('%j', (piece) => {
    const read = (size: number) => clean(`x${piece.repeat(size / piece.length)}y`)
    const growth = () => growthOf(read)
    // Twice: one outlier of a busy machine is no fault.
    if (growth() > 1.5) expect(growth()).toBeLessThan(1.5)
  })
})
