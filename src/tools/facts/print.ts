/** The matrix as text for a terminal and as a page of the docs. */
import { ROOMS } from './citations.ts'
import { isHeld, mustBeHeld, type Row } from './matrix.ts'

/** One line a fact: how many places in each room stand on it. */
export function matrixText(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(({ id }) => id.length))
  const line = (id: string, evidence: string, cells: readonly string[]) =>
    [id.padEnd(width), evidence.padEnd(9), ...cells.map((cell) => cell.padStart(8))].join(' ')
  let section = ''
  const lines = rows.flatMap((row) => {
    const counts = ROOMS.map((room) => String(row.places[room].length || '·'))
    const heading = row.section === section ? [] : ['', row.section]
    section = row.section
    const reason = row.untested === undefined ? '' : `  not tested: ${row.untested}`
    return [...heading, line(row.id, row.evidence.join(' '), counts) + reason]
  })
  return [line('fact', 'evidence', ROOMS), ...lines, '', summaryOf(rows)].join('\n')
}

/** Everything about one fact. */
export function factText({ id, text, evidence, places, untested }: Row): string {
  const rooms = ROOMS.map((room) => `${room.padEnd(10)}${places[room].join('\n          ') || 'none'}`)
  const reason = untested === undefined ? [] : [`not tested because ${untested}`]
  return [`${id}  (${evidence.join(' ')})`, text, '', ...rooms, ...reason].join('\n')
}

/** How many facts there are, and how many are held. */
export function summaryOf(rows: readonly Row[]): string {
  const strong = rows.filter(mustBeHeld)
  const held = strong.filter(isHeld).length
  const excused = strong.filter((row) => row.untested !== undefined).length
  return `${rows.length} facts, ${strong.length} of them from source or recordings (A, R): ${held} held by checks or tests, ${excused} with a reason why not.`
}

/** The matrix as an HTML table, for the docs. */
export function matrixHtml(rows: readonly Row[]): string {
  const head = ['fact', 'evidence', ...ROOMS].map((cell) => `<th scope="col">${cell}</th>`).join('')
  const body = rows.map((row) => {
    const cells = ROOMS.map((room) => `<td>${listed(row.places[room])}</td>`).join('')
    const reason = row.untested === undefined ? '' : `<br><em>Not tested because ${escaped(row.untested)}</em>`
    const fact = `<code>${row.id}</code><br>${escaped(row.text)}${reason}`
    return `<tr id="${row.id}"><th scope="row">${fact}</th><td>${row.evidence.join(' ')}</td>${cells}</tr>`
  })
  return `<table><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table>`
}

const SHOWN = 3

function listed(places: readonly string[]): string {
  const [shown, more] = [places.slice(0, SHOWN), places.length - SHOWN]
  const names = shown.map((place) => `<code>${escaped(place)}</code>`).join('<br>')
  return more > 0 ? `${names}<br>and ${more} more` : names
}

function escaped(text: string): string {
  return text.replaceAll('\\|', '|').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
