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

/** The matrix as an HTML table, for the docs: what stands on a fact is folded up under the count of each room. */
export function matrixHtml(rows: readonly Row[]): string {
  const head = ['fact', 'evidence', 'who stands on it'].map((cell) => `<th scope="col">${cell}</th>`).join('')
  const body = rows.map((row) => {
    const reason = row.untested === undefined ? '' : `<br><em>Not tested because ${marked(row.untested)}</em>`
    const fact = `<code>${row.id}</code><br>${marked(row.text)}${reason}`
    const rooms = ROOMS.filter((room) => row.places[room].length > 0)
    return `<tr id="${row.id}"><th scope="row">${fact}</th><td>${row.evidence.join(' ')}</td><td>${placesHtml(row, rooms)}</td></tr>`
  })
  return `<table><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table>`
}

function placesHtml({ places }: Row, rooms: readonly (typeof ROOMS)[number][]): string {
  if (rooms.length === 0) return 'none'
  const counts = rooms.map((room) => `${room} ${places[room].length}`).join(', ')
  const lists = rooms.map((room) => `<dt>${room}</dt><dd>${listed(places[room])}</dd>`).join('')
  return `<details><summary>${counts}</summary><dl>${lists}</dl></details>`
}

const listed = (places: readonly string[]) => places.map((place) => `<code>${escaped(place)}</code>`).join('<br>')

/** Text whose code stands in backticks, as in Markdown. */
const marked = (text: string) => escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>')

function escaped(text: string): string {
  return text.replaceAll('\\|', '|').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
