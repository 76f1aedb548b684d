/* Runs on every page of the docs site, the references included: search, theme, copying code. */
import type { SearchResult } from './search.ts'

const root = document.documentElement

document.querySelector('.theme-button')?.addEventListener('click', () => {
  const mode = root.classList.contains('dark') ? 'light' : 'dark'
  root.classList.remove('light', 'dark')
  root.classList.add(mode)
  try {
    localStorage.setItem('redoc.colorMode', mode)
  } catch {
    // Without storage the choice lasts for this page.
  }
})

// A phone's menu closes when something is chosen elsewhere.
const menu = document.querySelector<HTMLDetailsElement>('.menu')
document.addEventListener('click', ({ target }) => {
  if (menu?.open && target instanceof Node && !menu.contains(target)) menu.open = false
})

for (const block of document.querySelectorAll<HTMLPreElement>('pre[data-copy]')) {
  const wrapper = document.createElement('div')
  wrapper.className = 'copyable'
  block.replaceWith(wrapper)
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'copy'
  button.textContent = 'Copy'
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(block.textContent ?? '')
    button.textContent = 'Copied'
    setTimeout(() => {
      button.textContent = 'Copy'
    }, 1500)
  })
  wrapper.append(block, button)
}

let dialog: HTMLDialogElement | undefined

function openSearch(): void {
  dialog ??= makeDialog()
  dialog.showModal()
  dialog.querySelector('input')?.select()
}

function makeDialog(): HTMLDialogElement {
  const made = document.createElement('dialog')
  made.className = 'search'
  made.setAttribute('aria-label', 'Search')
  const input = document.createElement('input')
  input.type = 'search'
  input.placeholder = 'Search guides and references'
  input.setAttribute('aria-label', input.placeholder)
  const list = document.createElement('ol')
  made.append(input, list)
  // The index is large, so it comes when somebody searches; what was typed meanwhile is not lost.
  input.addEventListener('input', async () => {
    const { search } = await import('./search.ts')
    list.replaceChildren(...search(input.value).map(row))
  })
  input.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') list.querySelector('a')?.click()
    if (key === 'ArrowDown') list.querySelector('a')?.focus()
  })
  list.addEventListener('keydown', (event) => {
    const current = document.activeElement?.parentElement
    const next = { ArrowDown: current?.nextElementSibling, ArrowUp: current?.previousElementSibling }[event.key]
    if (!next) return
    event.preventDefault()
    next.querySelector('a')?.focus()
  })
  made.addEventListener('click', ({ target }) => {
    if (target === made || (target instanceof Element && target.closest('a'))) made.close()
  })
  document.body.append(made)
  return made
}

function row({ url, title, page }: SearchResult): HTMLElement {
  const item = document.createElement('li')
  const link = document.createElement('a')
  link.href = url
  const where = document.createElement('span')
  where.textContent = page
  link.append(title, where)
  item.append(link)
  return item
}

document.querySelector('.search-button')?.addEventListener('click', openSearch)
document.addEventListener(
  'keydown',
  (event) => {
    const typing =
      event.target instanceof HTMLElement && event.target.closest('input, textarea, select, [contenteditable]')
    if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    openSearch()
  },
  true,
)
