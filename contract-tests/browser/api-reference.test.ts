import { execFile } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { API_VERSIONS } from '../../src/versions.ts'
import { openBrowser, type Session } from './support.ts'

const root = new URL('../../', import.meta.url)
const addressOf = (name: string) => pathToFileURL(fileURLToPath(new URL(`dist/docs/${name}.html`, root))).href
let session: Session

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['src/tools/docs/main.ts'], { cwd: root })
  session = await openBrowser()
}, 60_000)
beforeEach(() => {
  session.forget()
})
afterAll(() => session[Symbol.asyncDispose]())

it.each(API_VERSIONS)(
  'leads from the start page to an operation of %s, and asks no host for anything',
  async (version) => {
    const { page } = session
    await page.goto(addressOf('index'))
    await page.getByRole('link', { name: new RegExp(`^${version}`) }).click()
    await page.getByText('Items', { exact: true }).first().click()
    await page.getByText('Upload the picture of an item', { exact: true }).first().click()
    const heading = page.getByRole('heading', { name: 'Upload the picture of an item' })
    await heading.scrollIntoViewIfNeeded()
    expect(await heading.isVisible()).toBe(true)
    expect(page.url()).toContain(addressOf(version))
    // What would be fetched late is fetched when the page has come to rest.
    await page.waitForLoadState('networkidle')
    expect([session.departures, session.problems]).toEqual([[], []])
  },
)

it('would be noticed asking another host', async () => {
  await session.page.goto('about:blank')
  await session.page.setContent('<img src="https://elsewhere.example/logo.svg">')
  await expect.poll(() => session.departures).toEqual(['https://elsewhere.example/logo.svg'])
})
