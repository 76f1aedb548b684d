import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { Api, deskId, type Json, sha256 } from '../../src/emulator/test/support.ts'
import { isSameImage } from '../support/same-image.ts'
import { cardOf, drawnSize, dropFile, openBrowser, type Session } from './support.ts'

const pictures = fileURLToPath(new URL('../../src/emulator/seed/pictures/', import.meta.url))
const sets = ['items', 'customers', 'vendors', 'employees', 'contacts', 'itemVariants'] as const
const lamp = { path: `${pictures}amsterdam-lamp.png`, size: [250, 600] }

let emulator: Emulator
let api: Api
let session: Session
let page: Page

beforeAll(async () => {
  emulator = await startEmulator({ maxBodyBytes: 1_000_000 })
  api = new Api(emulator, 'v2.0')
  session = await openBrowser()
  page = session.page
})
beforeEach(async () => {
  await emulator.reset()
  await page.unrouteAll()
  await page.goto(emulator.gallery)
  await cardOf(page, '1896-S').waitFor()
})
afterEach(() => expect([session.departures, session.problems]).toEqual([[], []]))
afterAll(async () => {
  await session[Symbol.asyncDispose]()
  await emulator.close()
})

const message = () => page.locator('#message')
const thumbnail = (number: string) => cardOf(page, number).locator('.frame img').getAttribute('src')
/** The emulator stores images anew: other bytes, the same pixels (fact:stored-bytes). */
const isLamp = async (set: 'items' | 'employees', id: string) =>
  isSameImage(await api.download(set, id), await readFile(lamp.path))
const stored = async () => sha256(await api.download('items', deskId))

/** Waits until a card draws another image than before. */
async function changedFrom(before: string | null, number = '1896-S'): Promise<void> {
  const image = cardOf(page, number).locator('.frame img')
  await expect.poll(() => image.getAttribute('src')).not.toBe(before)
}

async function chooseFile(path: string, press: () => Promise<void>): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press()])
  await chooser.setFiles(path)
}

describe('the gallery', () => {
  it('shows every entity of every set, and draws each picture at its size', async () => {
    expect(await page.locator('h1').textContent()).toBe(emulator.companyName)
    let seen = 0
    for (const set of sets) {
      await page.locator(`[data-set=${set}]`).click()
      const { value } = await api.json(`/${set}?$expand=picture`)
      expect(await page.locator('.card').count()).toBe(value.length)
      for (const { number, itemNumber, code, displayName, description, picture } of value) {
        const card = cardOf(page, number ?? `${itemNumber}/${code}`)
        expect(await card.locator('h3').textContent()).toContain(displayName ?? description)
        expect(await card.locator('.etag').first().textContent()).toBe(picture['@odata.etag'])
        const facts = await card.locator('.facts').textContent()
        expect(facts).toContain(`${picture.width} × ${picture.height} px`)
        if (picture.width > 0) expect(await drawnSize(card)).toEqual([picture.width, picture.height])
        if (picture.width > 0) expect(facts).toContain(picture.contentType)
        else expect(await card.innerText()).toContain('No picture')
        seen += 1
      }
    }
    await page.locator('[data-set=all]').click()
    expect(await page.locator('.card').count()).toBe(seen)
  })

  it('tells size, time and the number of images of a media set', async () => {
    const card = cardOf(page, '1920-S')
    const { value } = await api.json("/items?$filter=number eq '1920-S'")
    const size = (await api.download('items', value[0].id)).length
    expect(await card.innerText()).toContain(`${size.toLocaleString('en')} bytes`)
    expect(await card.innerText()).toContain('3 images')
    const changed = Date.parse((await card.locator('time').getAttribute('datetime')) ?? '')
    expect(changed).toBe(Date.parse(value[0].lastModifiedDateTime))
    await card.locator('summary').click()
    expect(await card.locator('.hashes li').count()).toBe(3)
    expect(await card.innerText()).toContain(value[0].id)
  })

  it('finds entities by number, name, id, set and whether they have a picture', async () => {
    const search = page.getByRole('searchbox', { name: 'Search by number, name or id' })
    const having = page.getByRole('combobox', { name: 'Show' })
    const shown = () => page.locator('.card .number').allTextContents()
    await search.fill('london')
    expect(await shown()).toEqual(['1908-S', '1908-S/GREEN', '1908-S/RED'])
    await having.selectOption('without')
    expect(await shown()).toEqual(['1908-S/RED'])
    await having.selectOption('with')
    await page.getByRole('button', { name: /^Items / }).click()
    expect(await shown()).toEqual(['1908-S'])
    await search.fill(deskId)
    expect(await shown()).toEqual(['1896-S'])
    await search.fill('nobody')
    expect(await page.locator('#count').textContent()).toBe('Nothing matches.')
  })

  it('says plainly what is not an image', async () => {
    await api.upload('items', deskId, Buffer.from('not an image'))
    const card = cardOf(page, '1896-S')
    await card.getByText('Not an image').waitFor()
    expect(await card.locator('.facts').textContent()).toBe('0 × 0 px · 12 bytes · application/octet-stream')
  })
})

describe('uploading', () => {
  it('stores the image of the chosen file and draws it at once', async () => {
    const before = await thumbnail('1896-S')
    await chooseFile(lamp.path, () => cardOf(page, '1896-S').locator('.upload').click())
    await changedFrom(before)
    expect(await drawnSize(cardOf(page, '1896-S'))).toEqual(lamp.size)
    expect(await isLamp('items', deskId)).toBe(true)
    expect(await message().textContent()).toBe('Uploaded amsterdam-lamp.png to 1896-S ATHENS Desk.')
  })

  it('stores a file that is dropped onto a card', async () => {
    const { value } = await api.json("/items?$filter=number eq '1936-S'")
    await dropFile(page, cardOf(page, '1936-S'), lamp.path)
    await cardOf(page, '1936-S').locator('[src]').waitFor()
    expect(await drawnSize(cardOf(page, '1936-S'))).toEqual(lamp.size)
    expect(await isLamp('items', value[0].id)).toBe(true)
  })

  it('leaves everything as it is when a file is dropped beside the cards', async () => {
    const before = await (await fetch(`${emulator.gallery}gallery/entities`)).text()
    await dropFile(page, page.locator('header'), lamp.path)
    await page.evaluate(() => new Promise(requestAnimationFrame))
    expect(page.url()).toBe(emulator.gallery)
    expect(await (await fetch(`${emulator.gallery}gallery/entities`)).text()).toBe(before)
  })

  it('says why the emulator refuses a file', async () => {
    const original = await stored()
    const large = { name: 'large.png', mimeType: 'image/png', buffer: Buffer.alloc(1_000_001) }
    await cardOf(page, '1896-S').locator('input').setInputFiles(large)
    await expect.poll(() => message().textContent()).toContain('larger than the limit of 1000000 bytes')
    expect(await stored()).toBe(original)
  })

  it('can be undone, back to the same bytes', async () => {
    const original = await stored()
    const before = await thumbnail('1896-S')
    await chooseFile(lamp.path, () => cardOf(page, '1896-S').locator('.upload').click())
    await changedFrom(before)
    await cardOf(page, '1896-S').locator('.undo').click()
    await expect.poll(() => thumbnail('1896-S')).toBe(before)
    expect(await stored()).toBe(original)
  })
})

describe('deleting', () => {
  it('removes the picture, and undo brings back the same bytes', async () => {
    const original = await stored()
    const card = cardOf(page, '1896-S')
    await card.locator('.delete').click()
    await card.getByText('No picture').waitFor()
    expect(await api.picture('items', deskId)).toMatchObject({ width: 0, height: 0 })
    await card.locator('.undo').click()
    await card.locator('.frame [src]').waitFor()
    expect(await stored()).toBe(original)
  })

  it('asks before it removes all images of a media set', async () => {
    const card = cardOf(page, '1920-S')
    await card.locator('.delete').click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.innerText()).toContain('Delete all 3 images of 1920-S ANTWERP Conference Table?')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    expect(await card.locator('.images').textContent()).toBe('3 images')
    await card.locator('.delete').click()
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await card.getByText('No picture').waitFor()
    expect(await card.locator('.undo').isVisible()).toBe(false)
  })

  it('is not undone over what another client has uploaded since', async () => {
    await cardOf(page, '1896-S').locator('.delete').click()
    const undo = cardOf(page, '1896-S').locator('.undo')
    await undo.waitFor()
    // The page does not hear of the other client before the button is pressed.
    await page.route('**/gallery/entities', (route) => route.abort())
    const theirs = await readFile(lamp.path)
    await api.upload('items', deskId, theirs)
    await undo.click()
    await expect.poll(() => message().textContent()).toContain('Another user has already changed the record.')
    expect(await isLamp('items', deskId)).toBe(true)
    await page.unroute('**/gallery/entities')
    await undo.waitFor({ state: 'hidden' })
  })
})

describe('without a mouse', () => {
  /** Goes on with Tab until something with this name has the focus. */
  async function tabTo(name: string): Promise<void> {
    const passed: string[] = []
    while (passed.length < 60) {
      await page.keyboard.press('Tab')
      const focused = await page.evaluate(
        () => document.activeElement?.ariaLabel ?? document.activeElement?.textContent,
      )
      if (focused === name) return
      passed.push(String(focused).trim().slice(0, 30))
    }
    throw new Error(`Tab does not lead to "${name}", but to ${passed.join(' / ')}.`)
  }

  it('everything can be done: filter, upload, delete, undo', async () => {
    await tabTo('Skip to the pictures')
    await page.keyboard.press('Enter')
    const employees = await api.json('/employees')
    await tabTo(`Employees ${employees.value.length}`)
    await page.keyboard.press('Space')
    expect(await page.locator('.card').count()).toBe(employees.value.length)
    const { id } = employees.value.find(({ number }: Json) => number === 'SALES')
    await tabTo('Upload picture of SALES Sales Associate')
    await chooseFile(lamp.path, () => page.keyboard.press('Enter'))
    await cardOf(page, 'SALES').locator('.frame [src]').waitFor()
    await tabTo('Delete picture of SALES Sales Associate')
    expect(await isLamp('employees', id)).toBe(true)
    await page.keyboard.press('Enter')
    const undo = page.getByRole('button', { name: 'Undo picture of SALES Sales Associate' })
    await expect.poll(() => undo.evaluate((button) => button === document.activeElement)).toBe(true)
    expect(await api.picture('employees', id)).toMatchObject({ width: 0 })
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await api.picture('employees', id)).width).toBe(lamp.size[0])
    expect(await isLamp('employees', id)).toBe(true)
  })

  it('every control and every image has a name', async () => {
    const devtools = await page.context().newCDPSession(page)
    const { nodes } = await devtools.send('Accessibility.getFullAXTree')
    const roles = ['button', 'link', 'searchbox', 'combobox', 'image', 'dialog', 'main', 'complementary']
    const found = nodes.filter(({ ignored, role }) => !ignored && roles.includes(role?.value))
    expect(found.length).toBeGreaterThan(80)
    // Landmarks may go without.
    const nameless = found.filter(({ name, role }) => !name?.value && role?.value !== 'main')
    expect(nameless.map(({ role }) => role?.value)).toEqual([])
  })
})

describe('live', () => {
  it('shows what another client uploads, and keeps focus and open details', async () => {
    const card = cardOf(page, '1896-S')
    const before = await thumbnail('1896-S')
    await card.locator('summary').click()
    await api.upload('items', deskId, await readFile(lamp.path))
    await changedFrom(before)
    expect(await drawnSize(card)).toEqual(lamp.size)
    expect(await card.locator('details').getAttribute('open')).not.toBeNull()
    expect(await card.locator('summary').evaluate((summary) => summary === document.activeElement)).toBe(true)
  })

  it('shows the latest requests, newest first', async () => {
    await api.upload('items', deskId, await readFile(lamp.path))
    await api.fetch('/nothing')
    const rows = page.locator('#requests-list li')
    await expect.poll(() => rows.count()).toBe(2)
    const text = await rows.allInnerTexts()
    expect(text[0]).toMatch(/GET\s+404/)
    expect(text[0]).toContain('/BC/api/v2.0/nothing')
    expect(text[1]).toMatch(/PATCH\s+204/)
    expect(text[1]).toContain('/BC/api/v2.0/items(07493b2c…)/picture/pictureContent')
    expect(text[1]).toMatch(/sent 7,520 bytes, (<1|\d+) ms/)
  })

  it('says which fault a request met with', async () => {
    emulator.addFaults('GET ** 503 times=1')
    expect((await api.fetch('/items')).status).toBe(503)
    const row = page.locator('#requests-list li').first()
    await expect.poll(() => row.innerText()).toMatch(/503.*Fault: /s)
  })

  it('says when the emulator is gone, and goes on when it is back', async () => {
    const first = await startEmulator()
    await page.goto(first.gallery)
    await page.getByText('Live', { exact: true }).waitFor()
    await first.close()
    await page.getByText('The emulator does not answer').waitFor()
    const second = await startEmulator({ port: first.port, seed: 'empty' })
    await page.getByText('This company holds no entities.').waitFor()
    expect(await page.locator('#connection').innerText()).toBe('Live')
    await second.close()
  })
})
