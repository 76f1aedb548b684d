/** The rows of docs/business-central.md. */
import { readFile } from 'node:fs/promises'

const PAGE = new URL('../../../docs/business-central.md', import.meta.url)

/** One statement about Business Central. */
export interface Fact {
  readonly id: string
  readonly text: string
  /** The marks of its evidence: A, R, D, T or I. */
  readonly evidence: readonly string[]
  readonly section: string
  /** Why no test and no check can hold it; undefined where one has to. */
  readonly untested: string | undefined
}

/** What is wrong with the page itself, one sentence each. */
export function pageProblems(page: string): string[] {
  const ids = rowsOf(page).map(({ id }) => id)
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `The fact ${id} has two rows.`)
  const strange = [...reasonsOf(page).keys()]
    .filter((id) => !ids.includes(id))
    .map((id) => `There is a reason not to test ${id}, and no such fact.`)
  const marks = rowsOf(page).flatMap(({ id, evidence }) =>
    evidence.length > 0 && evidence.every((mark) => /^[ARDTI]$/.test(mark)) ? [] : [`${id} has no proper evidence.`],
  )
  return [...twice, ...strange, ...marks]
}

/** Every fact of the page, in its order. */
export function factsOf(page: string): Fact[] {
  const reasons = reasonsOf(page)
  return rowsOf(page).map((row) => ({ ...row, untested: reasons.get(row.id) }))
}

/** The page as it is. */
export function readPage(): Promise<string> {
  return readFile(PAGE, 'utf8')
}

type Row = Omit<Fact, 'untested'>

function rowsOf(page: string): Row[] {
  let section = ''
  return page.split('\n').flatMap((line): Row[] => {
    section = /^## (?:\d+\. )?(.*)/.exec(line)?.[1] ?? section
    const [id, text = '', evidence, source] = cellsOf(line)
    if (id === undefined || source === undefined) return []
    return [{ id, text, evidence: evidence?.split(' ').filter(Boolean) ?? [], section }]
  })
}

function reasonsOf(page: string): Map<string, string> {
  const pairs = page.split('\n').flatMap((line): [string, string][] => {
    const [id, reason = '', more] = cellsOf(line)
    return id === undefined || more !== undefined ? [] : [[id, reason]]
  })
  return new Map(pairs)
}

/** The cells of a row that begins with an id; nothing for other lines. */
function cellsOf(line: string): string[] {
  const cells = line.split(/(?<!\\)\|/).slice(1, -1)
  const id = /^`([a-z0-9-]+)`$/.exec(cells[0]?.trim() ?? '')?.[1]
  return id === undefined ? [] : [id, ...cells.slice(1).map((cell) => cell.trim())]
}
