import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { renderMarkdown } from './markdown.ts'

/** The start page: what this is, a working call, and where to go. */
export async function startBody(root: string): Promise<string> {
  const source = 'docs/start.md'
  const { html } = renderMarkdown(await readFile(join(root, source), 'utf8'), source)
  const gallery = '<section class="page-gallery" aria-label="Pictures in the emulator"></section>'
  return html.replace('<!-- cards -->', () => gallery + cards)
}

const CARDS = [
  [
    'pictures.html',
    'Uploading and downloading',
    'What to send, what comes back, and what Business Central does to images.',
  ],
  ['testing.html', 'Testing your integration', 'An emulator in your test, with faults, in 50 milliseconds.'],
  ['ci.html', 'Contract tests in CI', 'Check a sandbox, or your own server, against the contract.'],
  ['transfer.html', 'Many pictures', 'A whole catalogue in and out, by item number.'],
  ['v2.0.html', 'API reference', 'Every operation in v2.0, v1.0 and beta, with samples in four languages.'],
  [
    'business-central.html',
    'What Business Central really does',
    'The facts, with their evidence and the tests that stand on them.',
  ],
] as const

const cards = `<ul class="cards">${CARDS.map(
  ([href, title, text]) => `<li><a href="${href}"><strong>${title}</strong>${text}</a></li>`,
).join('')}</ul>`
