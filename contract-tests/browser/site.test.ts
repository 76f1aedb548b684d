import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { API_VERSIONS } from '../../src/versions.ts'
import { type Site, serveSite } from './site-server.ts'
import { openBrowser, type Session } from './support.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const WIDTHS = { wide: 1280, narrow: 390 } as const

let site: Site
let session: Session
let pages: string[]

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['src/tools/docs/main.ts'], { cwd: root })
  pages = (await readdir(`${root}dist/docs`)).filter((name) => name.endsWith('.html'))
  site = await serveSite()
  session = await openBrowser()
  session.page.on('console', (message) => {
    if (message.type() === 'error') logged.push(message.text())
  })
  session.page.on('response', (response) => {
    if (response.status() >= 400) logged.push(`${response.status()} ${response.url()}`)
  })
}, 120_000)
afterAll(async () => {
  await session[Symbol.asyncDispose]()
  await site[Symbol.asyncDispose]()
})

const logged: string[] = []
beforeEach(() => {
  session.forget()
  logged.length = 0
})

const isReference = (name: string) => API_VERSIONS.some((version) => name === `${version}.html`)

async function open(name: string, width: keyof typeof WIDTHS, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const { page } = session
  await page.setViewportSize({ width: WIDTHS[width], height: 900 })
  await page.emulateMedia({ colorScheme })
  await page.goto(`${site.url}${name}`)
  await page.waitForLoadState('networkidle', { timeout: 30_000 })
  return page
}

describe.each(['wide', 'narrow'] as const)('every page on a %s screen', (width) => {
  it('is quiet, asks no other host, is not wider than the screen, and leads back to the start', async () => {
    expect(pages.length).toBeGreaterThan(20)
    const problems: unknown[] = []
    for (const name of pages) {
      const page = await open(name, width)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      if (overflow > 0) problems.push(`${name} is ${overflow} pixels too wide`)
      if (!(await page.locator('.site-header a[href="index.html"]').isVisible()))
        problems.push(`${name} has no way back`)
    }
    expect([...problems, ...session.departures, ...session.problems, ...logged]).toEqual([])
  }, 180_000)

  it.each(['light', 'dark'] as const)(
    'has no serious finding of axe in %s colours',
    async (scheme) => {
      const findings: string[] = []
      for (const name of pages) findings.push(...(await seriousFindings(await open(name, width, scheme), name)))
      // An operation of a reference, with its samples.
      const operation = await open('v2.0.html#/items/uploaditempicture', width, scheme)
      await operation.getByRole('heading', { name: 'Upload the picture of an item' }).waitFor()
      findings.push(...(await seriousFindings(operation, 'v2.0.html')))
      expect(findings).toEqual([])
    },
    240_000,
  )
})

/** What Redoc's own markup says to screen readers cannot be changed from outside: a label that differs from its text. */
const REDOC_RULES = { rules: { 'label-content-name-mismatch': { enabled: false } } }

/** What axe finds on a page that is serious or worse, with the first place of each. */
async function seriousFindings(page: Page, name: string): Promise<string[]> {
  // Evaluated by the browser's debugger, which the page's policy does not hold back.
  await page.evaluate(axe)
  const found = await page.evaluate(
    async (more) => {
      const { axe } = globalThis as unknown as { axe: { run(at: string, options: object): Promise<AxeResult> } }
      const { violations } = await axe.run('html', { resultTypes: ['violations'], ...more })
      return violations.flatMap(({ id, impact, nodes }) =>
        impact === 'serious' || impact === 'critical' ? [`${id}: ${nodes[0]?.html.slice(0, 120)}`] : [],
      )
    },
    isReference(name) ? REDOC_RULES : {},
  )
  return found.map((finding) => `${name} ${finding}`)
}

interface AxeResult {
  violations: { id: string; impact: string; nodes: { html: string }[] }[]
}

it('has no dead link: every page and every place that is linked exists', async () => {
  const links = new Map<string, Set<string>>()
  const places = new Map<string, Set<string>>()
  for (const name of pages) {
    const page = await open(name, 'wide')
    const [hrefs, ids] = await page.evaluate(() => [
      [...document.querySelectorAll('a[href]')].map((link) => (link as HTMLAnchorElement).href),
      [...document.querySelectorAll('[id]')].map(({ id }) => id),
    ])
    links.set(
      name,
      new Set(hrefs.filter((href) => href.startsWith(site.url)).map((href) => href.slice(site.url.length))),
    )
    places.set(name, new Set(ids))
  }
  const dead: string[] = []
  const downloads = new Set<string>()
  for (const [name, targets] of links) {
    for (const target of targets) {
      const [file = '', anchor = ''] = target.split('#')
      if (file.startsWith('files/')) {
        const { status } = await fetch(site.url + file)
        if (status !== 200 || anchor !== '') dead.push(`${name} links ${target}`)
        else downloads.add(file)
        continue
      }
      const known = places.get(file || 'index.html')
      // Redoc's addresses are routes; the next test opens some of them.
      const there = known && (anchor === '' || anchor.startsWith('/') || known.has(decodeURIComponent(anchor)))
      if (!there) dead.push(`${name} links ${target}`)
    }
  }
  expect(dead).toEqual([])
  // Contracts, collections and workflows to copy.
  for (const file of [
    'v2.0.yaml',
    'beta.json',
    'v1.0.postman_collection.json',
    'bc-pictures-v2.0.bruno.zip',
    'sandbox.yml',
  ])
    expect([...downloads]).toContain(`files/${file}`)
}, 180_000)

it.each(API_VERSIONS)(
  'opens an operation of %s in a new tab, from the link that a reader would copy',
  async (version) => {
    const page = await open(`${version}.html`, 'wide')
    await page.getByText('Items', { exact: true }).first().click()
    const link = page.getByRole('link', { name: /Upload the picture of an item/ }).first()
    const href = await link.getAttribute('href')
    expect(href).toMatch(/^#\//)
    const tab = await session.context.newPage()
    await tab.goto(`${site.url}${version}.html${href}`)
    const heading = tab.getByRole('heading', { name: 'Upload the picture of an item' })
    await expect.poll(() => heading.isVisible()).toBe(true)
    await expect.poll(async () => (await heading.boundingBox())?.y ?? -1).toBeLessThan(900)
    await tab.close()
  },
)

it('searches guides and references with the keyboard alone, and opens what it finds', async () => {
  const page = await open('index.html', 'wide')
  await page.keyboard.press('/')
  await page.keyboard.type('upload picture item')
  await expect.poll(() => page.locator('.search li').count()).toBeGreaterThan(3)
  const titles = await page.locator('.search li').allInnerTexts()
  expect(titles.some((title) => title.includes('API v2.0'))).toBe(true)
  await page.keyboard.press('Enter')
  await expect.poll(() => page.url()).not.toBe(`${site.url}index.html`)
})

it('remembers the choice of light or dark on every page, the references included', async () => {
  const page = await open('index.html', 'wide', 'light')
  await page.locator('.theme-button').click()
  for (const name of ['pictures.html', 'v2.0.html']) {
    await page.goto(`${site.url}${name}`)
    expect(await page.evaluate(() => document.documentElement.classList.contains('dark'))).toBe(true)
  }
  await page.locator('.theme-button').click()
})

describe('the playground', () => {
  it('uploads, replaces and deletes in the page, with no network at all', async () => {
    const page = await open('playground.html', 'wide')
    await expect.poll(() => page.locator('.page-gallery li').count()).toBe(12)
    const asked: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith('blob:')) asked.push(request.url())
    })
    // Modules that examples import are loaded once; from then on the network is gone.
    await runExample(page, 0)
    expect(await outputOf(page, 0)).toContain('1896-S 516×466')
    await session.context.setOffline(true)
    asked.length = 0
    try {
      await runExample(page, 1)
      expect(await outputOf(page, 1)).toContain('"width": 320')
      await expect.poll(() => page.locator('.page-gallery li.changed').count()).toBe(1)
      await runExample(page, 2)
      expect(await outputOf(page, 2)).toContain('ConflictError')
      await runExample(page, 3)
      expect(await outputOf(page, 3)).toContain('deleted the picture of 1896-S')
      await expect.poll(() => page.locator('.page-gallery li').first().innerText()).toContain('no image')
      expect(asked).toEqual([])
    } finally {
      await session.context.setOffline(false)
    }
  }, 60_000)

  it('runs an example that was changed, and shows what it throws', async () => {
    const page = await open('index.html', 'narrow')
    await page.locator('.edit').first().click()
    await page.locator('.code-editor').fill(`console.log('mine', 1 + 1)\nthrow new RangeError('on purpose')`)
    await runExample(page, 0)
    expect(await outputOf(page, 0)).toBe('mine 2\nRangeError: on purpose')
  })

  it('runs every example of every page without an error', async () => {
    const failed: string[] = []
    let count = 0
    for (const name of pages) {
      const page = await open(name, 'wide')
      for (let index = 0; index < (await page.locator('.run').count()); index += 1) {
        await runExample(page, index)
        count += 1
        if (await page.locator('.runnable').nth(index).locator('.error').count())
          failed.push(`${name} ${await outputOf(page, index)}`)
      }
    }
    expect(failed).toEqual([])
    expect(count).toBeGreaterThan(8)
  }, 120_000)
})

async function runExample(page: Page, index: number): Promise<void> {
  const example = page.locator('.runnable').nth(index)
  await example.locator('.run').click()
  await expect.poll(() => example.locator('.run').isEnabled(), { timeout: 15_000 }).toBe(true)
  await expect.poll(async () => (await outputOf(page, index)).length, { timeout: 15_000 }).toBeGreaterThan(0)
}

const outputOf = (page: Page, index: number) => page.locator('.runnable').nth(index).locator('output').innerText()
