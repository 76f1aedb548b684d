import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { Api, deskId, onePixelPng, sha256 } from '../../src/emulator/test/support.ts'
import { cardOf, drawnSize, openBrowser, type Session } from './support.ts'

let emulator: Emulator
let session: Session

beforeAll(async () => {
  emulator = await startEmulator()
  session = await openBrowser({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })
  await session.page.goto(emulator.gallery)
  await cardOf(session.page, '1896-S').waitFor()
})
afterAll(async () => {
  await session[Symbol.asyncDispose]()
  await emulator.close()
})

it('fits the width of a phone, opened details and a long name included', async () => {
  const { page } = session
  await cardOf(page, '1920-S').locator('summary').tap()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
})

it('has buttons that a finger hits', async () => {
  const buttons = await session.page.locator('button:visible, summary:visible, select:visible').all()
  expect(buttons.length).toBeGreaterThan(40)
  for (const button of buttons) expect((await button.boundingBox())?.height).toBeGreaterThanOrEqual(24)
  for (const name of ['.upload', '.delete', '.save']) {
    const box = await cardOf(session.page, '1896-S').locator(name).boundingBox()
    expect(box?.height).toBeGreaterThanOrEqual(44)
  }
})

it('opens the requests over the pictures, and closes them', async () => {
  const { page } = session
  await new Api(emulator, 'v2.0').fetch('/items')
  const row = page.locator('#requests-list').getByText('/BC/api/v2.0/items')
  const toggle = page.getByRole('button', { name: 'Latest requests' })
  await expect.poll(() => toggle.innerText()).toContain('GET 200')
  expect(await row.isVisible()).toBe(false)
  await toggle.tap()
  expect(await row.isVisible()).toBe(true)
  await toggle.tap()
  expect(await row.isVisible()).toBe(false)
})

it('uploads by a tap', async () => {
  const { page } = session
  const button = cardOf(page, '1896-S').locator('.upload')
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.tap()])
  await chooser.setFiles({ name: 'photo.png', mimeType: 'image/png', buffer: onePixelPng })
  await expect.poll(() => drawnSize(cardOf(page, '1896-S'))).toEqual([1, 1])
  expect(sha256(await new Api(emulator, 'v2.0').download('items', deskId))).toBe(sha256(onePixelPng))
  expect([session.departures, session.problems]).toEqual([[], []])
})
