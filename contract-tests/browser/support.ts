import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
  type Request,
} from 'playwright-core'

/** The browser, from `CHROMIUM` or where Debian puts it. */
const executablePath = process.env.CHROMIUM || '/usr/bin/chromium'

const quietly = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** A fresh browser with one page, that writes down what must not happen. */
export interface Session extends AsyncDisposable {
  readonly context: BrowserContext
  readonly page: Page
  /** What pages asked of other hosts than this machine. What their own policy held back never left, and is not here. */
  readonly departures: readonly string[]
  /** Uncaught errors and dialogs of pages: the latter are what a script that broke in would show. */
  readonly problems: readonly string[]
  /** Empties both lists. */
  forget(): void
}

/**
 * Starts the browser with a profile of its own, which goes with it.
 * @param hosts host names that lead to this machine
 */
export async function openBrowser(
  options: BrowserContextOptions = {},
  hosts: readonly string[] = [],
): Promise<Session> {
  if (!existsSync(executablePath)) {
    throw new Error(`There is no browser at ${executablePath}: install Chromium, or say in CHROMIUM where one is.`)
  }
  const departures: string[] = []
  const problems: string[] = []
  const profile = await mkdtemp(join(tmpdir(), 'bc-pictures-browser-'))
  // No name but those leads anywhere, so the browser's own chatter goes nowhere either.
  const rules = [...hosts.map((host) => `MAP ${host} 127.0.0.1`), 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1']
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: [...quietly, `--host-resolver-rules=${rules.join(', ')}`],
    viewport: { width: 1280, height: 900 },
    ...options,
  })
  const watch = (page: Page) => {
    // Listened to from the start: a key can be quicker than the browser's consent to be listened to.
    page.on('filechooser', () => {})
    page.on('pageerror', ({ message }) => problems.push(message))
    page.on('dialog', (dialog) => {
      problems.push(`dialog: ${dialog.message()}`)
      return dialog.dismiss()
    })
  }
  // Less than a test has, so that what did not come is named.
  context.setDefaultTimeout(10_000)
  const depart = (request: Request) => {
    const { protocol, hostname } = new URL(request.url())
    if (/^(?:https?|wss?):$/.test(protocol) && hostname !== '127.0.0.1') departures.push(request.url())
  }
  context.on('requestfinished', depart)
  context.on('requestfailed', (request) => {
    if (request.failure()?.errorText !== 'csp') depart(request)
  })
  const page = context.pages()[0] ?? (await context.newPage())
  for (const open of context.pages()) watch(open)
  context.on('page', watch)
  const close = async () => {
    await context.close()
    await rm(profile, { recursive: true, force: true })
  }
  const forget = () => {
    departures.length = 0
    problems.length = 0
  }
  return { context, page, departures, problems, forget, [Symbol.asyncDispose]: close }
}

/** Starts a server of a test on a free port of this machine. */
export async function listen(server: Server): Promise<Server> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

/** The port of a server that listens. */
export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

/** The card of the entity with this number. */
export function cardOf(page: Page, number: string): Locator {
  return page.locator(`.card[data-number="${number}"]`)
}

/** Width and height of the image that a card draws, once the browser has decoded it. */
export async function drawnSize(card: Locator): Promise<readonly [number, number]> {
  const image = card.locator('.frame img')
  await image.scrollIntoViewIfNeeded()
  return image.evaluate(async (element) => {
    const drawn = element as HTMLImageElement
    await drawn.decode()
    return [drawn.naturalWidth, drawn.naturalHeight] as const
  })
}

/** Drops a file of this machine onto an element, the way a person does: through the browser, not as a made-up event. */
export async function dropFile(page: Page, target: Locator, path: string): Promise<void> {
  await target.scrollIntoViewIfNeeded()
  const box = await target.boundingBox()
  if (box === null) throw new Error('What the file is dropped onto is not on the page.')
  const devtools = await page.context().newCDPSession(page)
  const at = { x: box.x + box.width / 2, y: box.y + Math.min(box.height / 2, 60) }
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  // The page's consent to the first movement is known to the browser with the second.
  for (const type of ['dragEnter', 'dragOver', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, data, ...at })
  }
  await devtools.detach()
}
