import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { typeOf } from '../../transfer/images/image-type.ts'
import type { EntryEvent, FailureEvent, TransferEvent, TransferSummary } from '../../transfer/index.ts'
import { bytes, count, duration, escapeText } from '../../transfer/text.ts'
import { REPORT_STYLE } from './report-style.ts'

/** How many rows each part shows, and how many pictures the whole page. */
const MAX_ROWS = 500
const MAX_PICTURES = 200

/** A picture becomes part of the page up to this size; a larger one is linked. */
const MAX_PICTURE = 300_000

/** Everything that a browser may do with the page: show it and its own pictures. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

/** Outcomes and reasons that nobody needs a look at. */
const SETTLED: ReadonlySet<string> = new Set(['unchanged', 'over the limit', 'did not fail before', 'no picture'])

/** Collects what failed, was left out or was replaced, and makes a page of it that needs nothing else. */
export class HtmlReport {
  readonly #folder: string
  readonly #title: string
  readonly #failed: FailureEvent[] = []
  readonly #left: EntryEvent[] = []
  readonly #replaced: EntryEvent[] = []
  readonly #more = { failed: 0, left: 0, replaced: 0 }

  constructor(folder: string, title: string) {
    this.#folder = folder
    this.#title = title
  }

  hear(event: TransferEvent): void {
    if (event.type === 'failure') this.#keep('failed', this.#failed, event)
    if (event.type !== 'entry') return
    const { outcome, reason } = event
    if (outcome === 'replaced' || outcome === 'restored') this.#keep('replaced', this.#replaced, event)
    const isLeft = outcome === 'skipped' || outcome === 'kept'
    if (isLeft && !SETTLED.has(reason ?? '')) this.#keep('left', this.#left, event)
  }

  async *render(summary: TransferSummary): AsyncGenerator<string> {
    yield this.#head(summary)
    let pictures = 0
    const picture = async (path: string | null | undefined, alt: string) => {
      // Names in a ZIP may lead out of the folder.
      if (!path || pictures >= MAX_PICTURES || path.split('/').includes('..')) return ''
      const data = await dataUrl(join(this.#folder, ...path.split('/')))
      if (data === undefined) return ''
      pictures += 1
      return `<img src="${data}" alt="${html(alt)}" loading="lazy">`
    }
    yield* this.#part('Failed', this.#more.failed, this.#failed, async (event) => [
      await picture(event.path, ''),
      nameOf(event),
      html(`${event.doing}: ${event.message}`),
      event.mayPass ? 'may work on another try' : 'will not work on another try',
    ])
    yield* this.#part('Left out', this.#more.left, this.#left, async (event) => [
      await picture(event.path, ''),
      nameOf(event),
      `<b>${html(event.reason ?? '')}</b>`,
      html(event.detail ?? ''),
    ])
    yield* this.#part('Replaced', this.#more.replaced, this.#replaced, async (event) => [
      `${await picture(event.copy, 'before')} ${await picture(event.path, 'now')}`,
      nameOf(event),
      event.size === undefined ? '' : bytes(event.size),
      event.copy ? `before: <span>${html(event.copy)}</span>` : '',
    ])
    yield '</main>\n'
  }

  #keep<T>(name: 'failed' | 'left' | 'replaced', list: T[], event: T): void {
    if (list.length < MAX_ROWS) list.push(event)
    else this.#more[name] += 1
  }

  #head(summary: TransferSummary): string {
    const { outcomes, failed, milliseconds, notes, stopped, interrupted } = summary
    const shown = [...Object.entries(outcomes), ...(failed ? [['failed', failed] as const] : [])]
    const tiles = shown.map(([name, number]) => `<li><b>${number.toLocaleString('en-US')}</b> ${html(name)}</li>`)
    const end = stopped ? `Stopped: ${stopped.message}` : interrupted ? 'Interrupted: run it again to go on.' : ''
    return `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${html(this.#title)}</title>
<style>${REPORT_STYLE}</style>
<main>
<h1>${html(this.#title)}</h1>
<p>${html(summary.run ?? 'dry run')} · ${bytes(summary.bytes)} in ${duration(milliseconds)}</p>
<ul class="tiles">${tiles.join('')}</ul>
${[...notes, end]
  .filter(Boolean)
  .map((note) => `<p class="note">${html(note)}</p>`)
  .join('\n')}
`
  }

  async *#part<T>(
    title: string,
    more: number,
    events: readonly T[],
    cells: (event: T) => Promise<readonly string[]>,
  ): AsyncGenerator<string> {
    if (events.length === 0) return
    yield `<h2>${title} <small>${(events.length + more).toLocaleString('en-US')}</small></h2>\n<table>\n`
    for (const event of events) yield `<tr>${(await cells(event)).map((cell) => `<td>${cell}`).join('')}\n`
    yield '</table>\n'
    if (more > 0) yield `<p>And ${count(more, 'more row')}: --report FILE.csv has them all.</p>\n`
  }
}

function nameOf({
  parents,
  number,
  path,
}: {
  parents: string | null
  number: string | null
  path: string | null
}): string {
  const name = number ? `${parents}:${number}` : (path ?? '')
  return `<code>${html(name)}</code>${number && path ? `<br><span>${html(path)}</span>` : ''}`
}

/** Neither a link is followed, nor is a pipe waited for. Windows has no such flags, and needs none. */
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants

/** A small picture as part of the page; undefined for anything else. */
async function dataUrl(path: string): Promise<string | undefined> {
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch(() => undefined)
  if (!file) return undefined
  try {
    const found = await file.stat()
    if (!found.isFile() || found.size > MAX_PICTURE) return undefined
    const { buffer, bytesRead } = await file.read(Buffer.alloc(found.size), 0, found.size, 0)
    const content = buffer.subarray(0, bytesRead)
    const type = typeOf(content)
    return ['png', 'jpeg', 'gif', 'bmp', 'webp'].includes(type)
      ? `data:image/${type};base64,${content.toString('base64')}`
      : undefined
  } catch {
    return undefined
  } finally {
    await file.close()
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const html = (text: string) => escapeText(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
