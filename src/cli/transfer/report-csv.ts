import type { TransferEvent } from '../../transfer/index.ts'
import { escapeText } from '../../transfer/text.ts'

/** One line of a CSV report; undefined for an event that has none. */
export function csvLine(event: TransferEvent): string | undefined {
  if (event.type === 'entry') {
    const { outcome, parents, number, path, size, reason, detail } = event
    return line([outcome, parents, number, path, size, reason, detail])
  }
  if (event.type === 'failure') {
    const { doing, parents, number, path, cause, message } = event
    return line(['failed', parents, number, path, undefined, `${doing}: ${cause}`, message])
  }
  if (event.type !== 'warning') return undefined
  return line(['warning', event.parents, event.number, undefined, undefined, undefined, event.message])
}

type Cell = string | number | null | undefined

function line(cells: readonly Cell[]): string {
  return `${cells.map(quote).join(',')}\r\n`
}

/**
 * Spreadsheets take a cell that begins like this for a formula. Where commas are decimal, they divide at semicolons,
 * quotes or not.
 */
const FORMULA = /(^|;)(?=[\s"']*[=+\-@＝＋－＠])/g

function quote(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'number') return String(cell)
  const text = escapeText(cell).replace(FORMULA, "$1'")
  return /[",;]/.test(text) || text !== cell ? `"${text.replaceAll('"', '""')}"` : text
}
