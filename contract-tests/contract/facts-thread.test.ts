/** The thread from evidence to test: every citation leads to a fact, and every fact of A or R is held or says why it cannot be. */
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Citation, citedIn, collectCitations } from '../../src/tools/facts/citations.ts'
import { factsOf, pageProblems, readPage } from '../../src/tools/facts/facts.ts'
import { gapsOf, matrixOf } from '../../src/tools/facts/matrix.ts'
import { matrixHtml, matrixText } from '../../src/tools/facts/print.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

describe('the facts and who stands on them', () => {
  let page: string
  let citations: Citation[]

  beforeAll(async () => {
    page = await readPage()
    citations = await collectCitations(root)
  })

  it('has one row for each fact, with its evidence', () => {
    expect(factsOf(page).length).toBeGreaterThan(200)
    expect(pageProblems(page)).toEqual([])
  })

  it('cites only facts that exist, and holds every fact from source or recordings, or says why not', () => {
    expect(gapsOf(matrixOf(factsOf(page), citations), citations)).toEqual([])
  })

  it('finds citations in each room', () => {
    const rooms = new Set(citations.map(({ room }) => room))
    expect(rooms).toEqual(new Set(['contract', 'emulator', 'client', 'checks', 'tests']))
    const upload = citations.filter(({ fact, room }) => fact === 'upload-is-patch' && room === 'contract')
    expect(upload.map(({ where }) => where)).toContain('uploadItemPicture')
  })

  it('prints a line for each fact, and a row of the docs', () => {
    const rows = matrixOf(factsOf(page), citations)
    const [text, html] = [matrixText(rows), matrixHtml(rows)]
    for (const { id } of rows) {
      expect(text).toContain(`\n${id} `)
      expect(html).toContain(`<tr id="${id}">`)
    }
  })
})

describe('the checks of the thread bite', () => {
  const page = [
    '## 1. Reading',
    '| id | fact | evidence | source |',
    '|---|---|---|---|',
    '| `held` | A picture with a \\| in it. | A | source |',
    '| `free` | Nobody looks at this. | R | source |',
    '| `weak` | An inference. | I | source |',
    '| `excused` | Happens within the server. | A | source |',
    '',
    '| fact | not tested because |',
    '|---|---|',
    '| `excused` | no response shows it |',
  ].join('\n')
  const cited = (fact: string): Citation => ({ fact, room: 'tests', where: 'a.test.ts' })
  const gaps = (text: string, citations: Citation[]) => gapsOf(matrixOf(factsOf(text), citations), citations)

  it('on nothing where all is well', () => {
    expect(pageProblems(page)).toEqual([])
    expect(gaps(page, [cited('held'), cited('free')])).toEqual([])
  })

  it('on a fact from a recording that nothing holds', () => {
    expect(gaps(page, [cited('held')])).toEqual(['free (R) is held by no check and no test, and has no reason.'])
    const inCode: Citation = { fact: 'free', room: 'emulator', where: 'a.ts' }
    expect(gaps(page, [cited('held'), inCode])).toHaveLength(1)
  })

  it('on a citation of no fact, and on a reason that is not needed', () => {
    const found = gaps(page, ['held', 'free', 'excused', 'made-up'].map(cited))
    expect(found).toEqual([
      'a.test.ts (tests) cites made-up, which is no fact of docs/business-central.md.',
      'excused is held by a check or a test, and has a reason why it is not.',
    ])
  })

  it('on two rows of one id, a row without evidence, and a reason for no fact', () => {
    const rows = '| `held` | Again. | X | source |\n| `gone` | it was renamed |'
    expect(pageProblems(`${page}\n${rows}`)).toEqual([
      'The fact held has two rows.',
      'There is a reason not to test gone, and no such fact.',
      'held has no proper evidence.',
    ])
  })

  it('reads the ids in the rows of a table whose name cites them, and no other words', () => {
    const mark = 'fact'
    const rows = "it.each([['a', 'stored-bytes'], ['no-fact', 'content-204']])"
    const known = new Set(['stored-bytes', 'content-204', 'if-match-missing'])
    expect(citedIn(`${rows}('%s (${mark}:%s)'`, known)).toEqual(['stored-bytes', 'content-204'])
    expect(citedIn(rows, known)).toEqual([])
  })

  it('reads ids to their end and no further', () => {
    // In two parts, so that these are no citations of this file.
    const mark = 'fact'
    expect(citedIn(`${mark}:stored-bytes, (${mark}:content-204.) ${mark}:if-match-missing: artefact:no`)).toEqual([
      'stored-bytes',
      'content-204',
      'if-match-missing',
    ])
  })
})
