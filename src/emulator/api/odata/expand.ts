import { querySyntax } from '../../errors.ts'

/** One navigation property of an `$expand`, with the options that stand in parentheses behind it. */
export interface ExpandItem {
  readonly name: string
  /** By name, such as `$select`. */
  readonly options: ReadonlyMap<string, string>
}

/** Longer ones are refused, so that no `$expand` of a batch can keep the server busy. */
const maxLength = 8192

/**
 * Reads an `$expand`: `name`, `name($select=a,b;$top=1)`, several of them separated by commas, with blanks between all
 * parts. Nested parentheses are refused: nothing that can be expanded here has something to expand.
 * @throws ServiceError 400 when it does not parse
 */
export function parseExpand(text: string): ExpandItem[] {
  if (text.length > maxLength) throw querySyntax()
  return splitAtCommas(text).map(parseItem)
}

/** Commas within parentheses separate nothing. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = []
  let [start, within] = [0, false]
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (character === '(' || character === ')') {
      if (within === (character === '(')) throw querySyntax()
      within = !within
    } else if (character === ',' && !within) {
      parts.push(text.slice(start, index))
      start = index + 1
    }
  }
  if (within) throw querySyntax()
  return [...parts, text.slice(start)]
}

function parseItem(text: string): ExpandItem {
  const part = text.trim()
  const open = part.indexOf('(')
  const name = (open < 0 ? part : part.slice(0, open)).trim()
  if (!/^\w+$/.test(name) || (open >= 0 && !part.endsWith(')'))) throw querySyntax()
  return { name, options: open < 0 ? new Map() : parseOptions(part.slice(open + 1, -1)) }
}

function parseOptions(text: string): Map<string, string> {
  const options = new Map<string, string>()
  for (const option of text.split(';')) {
    const equals = option.indexOf('=')
    const name = option.slice(0, Math.max(equals, 0)).trim()
    if (!/^\$\w+$/.test(name) || options.has(name)) throw querySyntax()
    options.set(name, option.slice(equals + 1).trim())
  }
  return options
}
