import type { TransferEvent } from '../../transfer/index.ts'

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

/** Spreadsheets take a cell that begins like this for a formula. */
const FORMULA = /^[=+\-@\t\r]/

function quote(cell: Cell): string {
  if (cell === null || cell === undefined) return ''
  const text = typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : String(cell)
  return /[",\r\n]/.test(text) || text !== String(cell) ? `"${text.replaceAll('"', '""')}"` : text
}
