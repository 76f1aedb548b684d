import { readAtMost } from '../../read-at-most.ts'
import { TransferUsageError } from '../parents.ts'
import { isWellFormedUtf8 } from './utf8.ts'

/** How many bytes a map may have: lines for a million files. */
const MAP_LIMIT = 128 * 2 ** 20

/**
 * Reads a CSV file with the columns file and number, divided by commas, semicolons or tabs. A first line of headings is
 * left out. Files are named by path or by name alone.
 * @throws TransferUsageError when it cannot be read, is longer than 128 MiB, or a line has other columns
 */
export async function readMap(path: string): Promise<ReadonlyMap<string, string>> {
  const bytes = await readAtMost(path, MAP_LIMIT).catch((cause) => {
    throw new TransferUsageError(`The map ${path} cannot be read (${cause.code}): name a CSV file that you may read.`, {
      cause,
    })
  })
  if (bytes === undefined) {
    throw new TransferUsageError(`The map ${path} has more than ${MAP_LIMIT / 2 ** 20} MiB: name a CSV file.`)
  }
  const text = new TextDecoder(isWellFormedUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes)
  const rows = parseCsv(text)
  const numbers = new Map<string, string>()
  for (const [index, [file = '', number = '', ...more]] of rows.entries()) {
    if (index === 0 && /^(file|path|name|filename)$/i.test(file.trim())) continue
    if (file.trim() === '' || number.trim() === '' || more.some((cell) => cell.trim() !== '')) {
      throw new TransferUsageError(
        `Line ${index + 1} of the map ${path} is not of the form file,number: write one file and one number.`,
      )
    }
    const key = mapKey(file)
    if (numbers.has(key) && numbers.get(key) !== number.trim()) {
      throw new TransferUsageError(`The map ${path} names two numbers for ${file.trim()}: keep one line.`)
    }
    numbers.set(key, number.trim())
  }
  return numbers
}

/** How a file is looked up in a map. */
export const mapKey = (file: string): string =>
  file.trim().replaceAll('\\', '/').replace(/^\.\//, '').normalize('NFC').toLowerCase()

/** Rows of a CSV text; quotes are doubled within quotes. Empty lines are left out. */
export function parseCsv(text: string): string[][] {
  const divider = /^[^\n]*;/.test(text) ? ';' : /^[^\n]*\t/.test(text) ? '\t' : ','
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endRow = () => {
    row.push(cell)
    if (row.some((one) => one !== '')) rows.push(row)
    row = []
    cell = ''
  }
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (quoted) {
      if (character !== '"') cell += character
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at)
      else quoted = false
    } else if (character === '"' && cell === '') quoted = true
    else if (character === divider) {
      row.push(cell)
      cell = ''
    } else if (character === '\n') endRow()
    else if (character !== '\r') cell += character
  }
  endRow()
  return rows
}
