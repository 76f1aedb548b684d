import { forgetReads, readIfChanged } from './api.js'
import { Card } from './card.js'
import { showRequests } from './requests.js'
import { counted, setNames } from './words.js'

const pollMs = 1000
const messageMs = 8000
/** How many cards are put on the page at a time: a company may have ten thousand entities. */
const step = 120

const $ = (id) => document.getElementById(id)
const cards = new Map()
const cardsByElement = new WeakMap()
const view = { listing: undefined, company: undefined, set: 'all', search: '', having: 'all', limit: step }
/** Counts the changes made here: a listing that was asked for before the latest one is out of date. */
let changes = 0
let fading

const page = {
  announce(text, isError = false) {
    $('message').textContent = text
    $('message').classList.toggle('error', isError)
    clearTimeout(fading)
    // A failure stays until something else is said.
    if (!isError) fading = setTimeout(() => $('message').replaceChildren(), messageMs)
  },
  confirm(question, action) {
    const dialog = $('confirm')
    $('confirm-question').textContent = question
    dialog.querySelector('[value=yes]').textContent = action
    dialog.returnValue = 'no'
    dialog.showModal()
    return new Promise((resolve) => {
      dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true })
    })
  },
  changed(entity) {
    changes += 1
    const { entities } = view.listing
    const index = entities.findIndex((other) => keyOf(other) === keyOf(entity))
    if (index >= 0) entities[index] = entity
    cards.get(keyOf(entity))?.update(entity)
    showCounts(entities.filter(isWanted))
  },
}

function keyOf({ companyId, set, id }) {
  return `${companyId}/${set}/${id}`
}

// ---- what is shown

function isWanted(entity) {
  const { set, search, having } = view
  if (set !== 'all' && entity.set !== set) return false
  if (having !== 'all' && entity.images.length > 0 !== (having === 'with')) return false
  return `${entity.number} ${entity.name} ${entity.id}`.toLowerCase().includes(search)
}

function show() {
  const wanted = view.listing.entities.filter(isWanted)
  const shown = wanted.slice(0, view.limit).map(cardOf)
  const list = $('cards')
  // Moving an element takes its focus away: leave the list alone when the same cards stay.
  if (shown.length !== list.children.length || shown.some((element, index) => element !== list.children[index])) {
    list.replaceChildren(...shown)
  }
  $('more').hidden = wanted.length <= view.limit
  $('more').textContent = `Show more (${wanted.length - shown.length} left)`
  showCounts(wanted)
}

function cardOf(entity) {
  const key = keyOf(entity)
  const card = cards.get(key) ?? new Card(entity, page)
  cards.set(key, card)
  cardsByElement.set(card.element, card)
  if (card.entity !== entity) card.update(entity)
  return card.element
}

function showCounts(wanted) {
  const withPicture = wanted.filter(({ images }) => images.length > 0).length
  const none = view.listing.entities.length === 0 ? 'This company holds no entities.' : 'Nothing matches.'
  const text = `${counted(wanted.length, 'entity', 'entities')}, ${withPicture} with a picture`
  const count = wanted.length === 0 ? none : text
  // Said aloud only when it is another one.
  if ($('count').textContent !== count) $('count').textContent = count
}

function showSets() {
  const { sets, entities } = view.listing
  const counts = Object.groupBy(entities, ({ set }) => set)
  const chips = ['all', ...sets].map((set) => {
    const chip = document.createElement('button')
    chip.type = 'button'
    chip.dataset.set = set
    chip.ariaPressed = String(view.set === set)
    const count = set === 'all' ? entities.length : (counts[set]?.length ?? 0)
    chip.textContent = `${set === 'all' ? 'All' : setNames[set][1]} ${count}`
    return chip
  })
  if (chips.map(({ textContent }) => textContent).join() !== $('sets').dataset.shown) {
    $('sets').replaceChildren(...chips)
    $('sets').dataset.shown = chips.map(({ textContent }) => textContent).join()
  }
}

function showCompanies({ companies, companyId }) {
  const company = companies.find(({ id }) => id === companyId)
  $('company').textContent = company?.name ?? 'No company'
  document.title = `${company?.name ?? 'No company'}: pictures`
  const options = companies.map(({ id, name }) => new Option(name, id, false, id === companyId))
  $('companies').replaceChildren(...options)
  $('companies').closest('label').hidden = companies.length < 2
}

// ---- what is read

async function refresh() {
  const changesBefore = changes
  const query = view.company === undefined ? '' : `?company=${encodeURIComponent(view.company)}`
  const [listing, requests] = await Promise.all([readIfChanged(`entities${query}`), readIfChanged('requests')])
  if (requests) showRequests(requests)
  if (changes !== changesBefore) return forgetReads()
  if (!listing) return
  const { companyId } = listing
  view.listing = { ...listing, entities: listing.entities.map((entity) => ({ ...entity, companyId })) }
  showCompanies(listing)
  showSets()
  show()
}

function showConnection(live) {
  const text = live ? 'Live' : 'The emulator does not answer. Trying again'
  if ($('connection').lastElementChild.textContent !== text) $('connection').lastElementChild.textContent = text
  $('connection').dataset.live = String(live)
}

async function refreshOrTell() {
  try {
    await refresh()
    showConnection(true)
  } catch {
    // The company may be gone after a reset.
    view.company = undefined
    showConnection(false)
  }
}

async function poll() {
  const started = performance.now()
  if (!document.hidden) await refreshOrTell()
  // However large the company, nine tenths of the emulator's time are for others.
  setTimeout(poll, Math.max(pollMs, 9 * (performance.now() - started)))
}

// ---- what people do

$('search').addEventListener('input', ({ target }) => change({ search: target.value.trim().toLowerCase() }))
$('having').addEventListener('change', ({ target }) => change({ having: target.value }))
$('more').addEventListener('click', () => change({ limit: view.limit + step }))
$('companies').addEventListener('change', ({ target }) => {
  view.company = target.value
  refreshOrTell()
})
$('sets').addEventListener('click', ({ target }) => {
  const { set } = target.dataset
  if (set === undefined) return
  for (const chip of $('sets').children) chip.ariaPressed = String(chip === target)
  change({ set })
})

function change(wish) {
  Object.assign(view, { limit: step }, wish)
  if (view.listing) show()
}

function cardAt(target) {
  return cardsByElement.get(target.closest?.('.card'))
}

function markTarget(card) {
  for (const marked of document.querySelectorAll('.card.target')) marked.classList.remove('target')
  card?.element.classList.add('target')
}

// A file dropped beside a card must not replace the page.
document.addEventListener('dragover', (event) => {
  event.preventDefault()
  const card = cardAt(event.target)
  event.dataTransfer.dropEffect = card ? 'copy' : 'none'
  markTarget(card)
})
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) markTarget(undefined)
})
document.addEventListener('drop', (event) => {
  event.preventDefault()
  markTarget(undefined)
  const card = cardAt(event.target)
  const { files } = event.dataTransfer
  if (files.length === 1) card?.upload(files[0])
  else page.announce('Drop one file at a time.', true)
})

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) refreshOrTell()
})

poll()
