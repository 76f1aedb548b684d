import { bytes, readablePath, timeOfDay } from './words.js'

const aside = document.getElementById('requests')
const list = document.getElementById('requests-list')
const toggle = aside.querySelector('button')
const template = document.getElementById('request')
/** Where the stylesheet shows the list beside the pictures, always open. */
const wide = matchMedia('(min-width: 64rem)')
let newest

toggle.addEventListener('click', () => setOpen(toggle.ariaExpanded !== 'true'))
wide.addEventListener('change', fitWidth)
fitWidth()

function fitWidth() {
  toggle.disabled = wide.matches
  setOpen(wide.matches)
}

function setOpen(open) {
  toggle.ariaExpanded = String(open)
  aside.classList.toggle('open', open)
}

/** Shows the latest requests, newest first, and marks those that were not there before. */
export function showRequests(requests) {
  const rows = requests.map(row)
  const known = requests.findIndex((request) => JSON.stringify(request) === newest)
  if (newest !== undefined) for (const fresh of rows.slice(0, Math.max(known, 0))) fresh.classList.add('fresh')
  newest = JSON.stringify(requests[0] ?? null)
  const scrolled = list.scrollTop
  list.replaceChildren(...(rows.length > 0 ? rows : [empty()]))
  list.scrollTop = scrolled
  const [last] = requests
  toggle.querySelector('.latest').textContent = last ? `${last.method} ${last.status ?? 'broken off'}` : 'none yet'
}

function row({ method, path, status, time, milliseconds, requestBytes, responseBytes, faults }) {
  const item = template.content.firstElementChild.cloneNode(true)
  const find = (selector) => item.querySelector(selector)
  const kind = status === null ? 'none' : String(Math.floor(status / 100))
  find('.method').textContent = method
  find('.method').dataset.writes = String(!['GET', 'HEAD', 'OPTIONS'].includes(method))
  find('.status').textContent = status ?? 'broken off'
  find('.status').dataset.kind = kind
  find('time').dateTime = time
  find('time').textContent = timeOfDay(time)
  const sizes = [requestBytes > 0 && `sent ${bytes(requestBytes)}`, responseBytes > 0 && `got ${bytes(responseBytes)}`]
  const duration = milliseconds < 1 ? '<1 ms' : `${Math.round(milliseconds)} ms`
  find('.size').textContent = [...sizes, duration].filter(Boolean).join(', ')
  // A long path breaks before a slash, not within a word.
  const parts = readablePath(path).split(/(?=\/)/)
  find('.path').append(...parts.flatMap((part) => [document.createElement('wbr'), part]))
  find('.path').title = path
  find('.faults').textContent = faults.length > 0 ? `Fault: ${faults.join(', ')}` : ''
  return item
}

function empty() {
  const item = document.createElement('li')
  item.className = 'empty'
  item.textContent = 'Requests to the web API appear here.'
  return item
}
