import { createServer, request as httpRequest, type Server } from 'node:http'
import type { Page, Request } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Emulator, seed, startEmulator } from '../../src/emulator/index.ts'
import { Api, type Json, onePixelPng, sha256 } from '../../src/emulator/test/support.ts'
import { cardOf, drawnSize, listen, openBrowser, portOf, type Session } from './support.ts'

const markup = '<img src=x onerror=alert(1)>'
const script = '"><script>alert(2)</script>'

let emulator: Emulator
let api: Api
let foreign: Server
let session: Session
let page: Page

beforeAll(async () => {
  emulator = await startEmulator({
    seed: {
      company: { name: markup },
      entities: [
        seed.item({ number: '1000', displayName: 'Bicycle', picture: onePixelPng }),
        seed.item({ number: `<b>1</b>`, displayName: `${markup}${script}`, picture: onePixelPng }),
        seed.customer({ number: 'javascript:alert(3)', displayName: '</template></li><script>alert(4)</script>' }),
      ],
    },
  })
  api = new Api(emulator, 'v2.0')
  foreign = await listen(createServer((_, response) => response.setHeader('Content-Type', 'text/html').end('<p>Hello')))
  session = await openBrowser({}, ['rebound.example'])
  page = session.page
})
beforeEach(async () => {
  await emulator.reset()
  session.forget()
})
afterAll(async () => {
  await session[Symbol.asyncDispose]()
  foreign.close()
  await emulator.close()
})

const listing = async (): Promise<Json> => (await fetch(`${emulator.gallery}gallery/entities`)).json()
const bicycle = async () => (await listing()).entities[0]

async function openGallery(): Promise<void> {
  await page.goto(emulator.gallery)
  await cardOf(page, '1000').waitFor()
}

describe('the gallery asks no other host for anything', () => {
  it('while pictures are shown, uploaded and deleted', async () => {
    const asked = new Set<string>()
    page.on('request', (request) => asked.add(new URL(request.url()).host))
    await openGallery()
    await cardOf(page, '1000')
      .locator('input')
      .setInputFiles({ name: 'x.png', mimeType: 'image/png', buffer: onePixelPng })
    // A card takes one change at a time.
    await cardOf(page, '1000').locator('.undo').waitFor()
    await cardOf(page, '1000').locator('.delete').click()
    await cardOf(page, '1000').getByText('No picture').waitFor()
    expect([...asked]).toEqual([new URL(emulator.url).host])
    expect(session.departures).toEqual([])
  })

  it('and could not: its policy stops even a script of its own from doing so', async () => {
    await openGallery()
    const outcome = await page.evaluate(() => fetch('https://elsewhere.example/').catch((error) => error.message))
    expect(outcome).toBe('Failed to fetch')
    expect(session.departures).toEqual([])
  })

  it('which this test would notice', async () => {
    await page.goto(`http://127.0.0.1:${portOf(foreign)}/`)
    await page.evaluate(() => fetch('https://elsewhere.example/').catch(() => {}))
    expect(session.departures).toEqual(['https://elsewhere.example/'])
  })
})

describe('what others write stays text', () => {
  it('in names and numbers', async () => {
    await openGallery()
    expect(await page.locator('h1').textContent()).toBe(markup)
    expect(await page.locator('.card .name').allTextContents()).toEqual([
      'Bicycle',
      `${markup}${script}`,
      '</template></li><script>alert(4)</script>',
    ])
    expect(await page.locator('.card .number').allTextContents()).toEqual(['1000', '<b>1</b>', 'javascript:alert(3)'])
    const foreignElements = page.locator('body script, [onerror], .card b, a[href^="javascript:"]')
    expect(await foreignElements.count()).toBe(0)
    expect(session.problems).toEqual([])
  })

  it('in the paths of requests', async () => {
    const call = httpRequest({
      port: emulator.port,
      path: `/x${markup.replaceAll(' ', '/')}%3Cscript%3Ealert(5)%3C/script%3E`,
    })
    await new Promise((resolve) => call.end().on('response', (response) => response.resume().on('end', resolve)))
    await openGallery()
    await page.getByText('<script>alert(5)</script>').waitFor()
    expect(await page.locator('#requests img, #requests script').count()).toBe(0)
    expect(session.problems).toEqual([])
  })

  it('even if a line of the page forgot to: markup and inline scripts are refused', async () => {
    await openGallery()
    const refused = await page.evaluate((text) => {
      const attempts = [
        () => document.body.insertAdjacentHTML('beforeend', text),
        () => document.body.append(Object.assign(document.createElement('script'), { text: 'alert(6)' })),
      ]
      return attempts.map((attempt) => {
        try {
          attempt()
          return 'done'
        } catch (error) {
          return (error as Error).name
        }
      })
    }, markup)
    expect(refused).toEqual(['TypeError', 'TypeError'])
    expect(session.problems).toEqual([])
  })
})

describe('an uploaded page is not run', () => {
  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(7)</script></svg>'],
    ['HTML', '<!doctype html><script>alert(8)</script>'],
  ])('%s is called no image, and only ever saved', async (_, text) => {
    await api.upload('items', (await bicycle()).id, Buffer.from(text))
    await openGallery()
    await cardOf(page, '1000').getByText('Not an image').waitFor()
    const { id, images } = await bicycle()
    const address = `${emulator.gallery}gallery/pictures/${emulator.companyId}/items/${id}/${images[0].sha256}`
    const [download] = await Promise.all([page.waitForEvent('download'), page.goto(address).catch(() => {})])
    expect(download.url()).toBe(address)
    expect(session.problems).toEqual([])
  })

  it('not even when it begins like a GIF', async () => {
    const disguised = Buffer.from('GIF89a\x01\x00\x01\x00/*<script>alert(9)</script>*/=1;alert(10)', 'latin1')
    await api.upload('items', (await bicycle()).id, disguised)
    await openGallery()
    const { id, images } = await bicycle()
    const address = `gallery/pictures/${emulator.companyId}/items/${id}/${images[0].sha256}`
    // As text: the test runner would rewrite an import.
    expect(await page.evaluate(`import('./${address}').catch((error) => error.name)`)).toBe('TypeError')
    const response = await page.goto(emulator.gallery + address)
    expect(response?.headers()['content-type']).toBe('image/gif')
    expect(await page.locator('script').count()).toBe(0)
    expect(session.problems).toEqual([])
  })

  it('while the bytes stay as they are', async () => {
    const { id } = await bicycle()
    await api.upload('items', id, Buffer.from('<svg/>'))
    expect(sha256(await api.download('items', id))).toBe(sha256(Buffer.from('<svg/>')))
  })
})

describe('a page of another origin', () => {
  interface Addresses {
    readonly reset: string
    readonly picture: string
  }

  /** What a page can try, and what has to come of it: an answer of 403, or no leave to ask. */
  const attempts: Readonly<Record<string, readonly [attempt: (addresses: Addresses) => unknown, outcome: string]>> = {
    'a POST': [({ reset }) => fetch(reset, { method: 'POST' }).catch(() => {}), 'POST failed'],
    'a POST that asks for no answer': [({ reset }) => fetch(reset, { method: 'POST', mode: 'no-cors' }), 'POST 403'],
    'a beacon': [({ reset }) => navigator.sendBeacon(reset), 'POST 403'],
    'a form': [
      ({ reset }) => {
        const form = Object.assign(document.createElement('form'), { method: 'post', action: reset })
        document.body.append(form)
        form.submit()
      },
      'POST 403',
    ],
    'a PUT': [({ picture }) => fetch(picture, { method: 'PUT', body: 'x' }).catch(() => {}), 'PUT failed'],
    'a DELETE': [({ picture }) => fetch(picture, { method: 'DELETE' }).catch(() => {}), 'DELETE failed'],
  }

  /** Makes an attempt from a page, and tells what came of it. */
  async function attemptFrom(address: string, name: string): Promise<string> {
    const [attempt] = attempts[name] ?? []
    const { id } = await bicycle()
    const picture = `${emulator.gallery}gallery/pictures/${emulator.companyId}/items/${id}`
    const tab = await session.context.newPage()
    await tab.goto(address)
    const isAttempt = (request: Request) => !['GET', 'OPTIONS'].includes(request.method())
    const outcome = Promise.race([
      tab.waitForEvent('response', (response) => isAttempt(response.request())),
      tab.waitForEvent('requestfailed', isAttempt),
    ])
    await tab.evaluate(attempt as (addresses: Addresses) => unknown, { reset: `${emulator.gallery}reset`, picture })
    const came = await outcome
    // The tab stays open: closing it amid the form's navigation may hang the browser.
    return 'status' in came ? `${came.request().method()} ${came.status()}` : `${came.method()} failed`
  }

  it.each(Object.keys(attempts))('changes nothing with %s', async (name) => {
    await api.upload('items', (await bicycle()).id, Buffer.from('to be kept'))
    const before = await listing()
    expect(await attemptFrom(`http://127.0.0.1:${portOf(foreign)}/`, name)).toBe(attempts[name]?.[1])
    expect(await listing()).toEqual(before)
  })

  it('is what is refused, not the attempt: the gallery itself may', async () => {
    await api.upload('items', (await bicycle()).id, Buffer.from('to be kept'))
    expect(await attemptFrom(emulator.gallery, 'a DELETE')).toBe('DELETE 200')
    expect((await bicycle()).images).toEqual([])
    expect(await attemptFrom(emulator.gallery, 'a POST')).toBe('POST 204')
    expect((await bicycle()).images.length).toBe(1)
  })

  it('does not put the gallery into a frame', async () => {
    await page.goto(`http://127.0.0.1:${portOf(foreign)}/`)
    await page.evaluate((src) => {
      document.body.append(Object.assign(document.createElement('iframe'), { src }))
    }, emulator.gallery)
    await expect.poll(() => page.frames().length).toBe(2)
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/)
  })

  it('does not show its pictures', async () => {
    const { id, images } = await bicycle()
    await openGallery()
    expect(await drawnSize(cardOf(page, '1000'))).toEqual([1, 1])
    await page.goto(`http://127.0.0.1:${portOf(foreign)}/`)
    const address = `${emulator.gallery}gallery/pictures/${emulator.companyId}/items/${id}/${images[0].sha256}`
    const drawn = page.evaluate((src) => {
      const image = Object.assign(new Image(), { src })
      return image.decode().then(
        () => 'drawn',
        () => 'refused',
      )
    }, address)
    expect(await drawn).toBe('refused')
  })

  it('that gives this machine a name of its own is turned away', async () => {
    const response = await page.goto(`http://rebound.example:${emulator.port}/_emulator/`)
    expect(response?.status()).toBe(403)
    expect(await page.locator('body').innerText()).toContain('Emulator_ForeignHost')
    const status = await page.evaluate(async () => (await fetch('/_emulator/reset', { method: 'POST' })).status)
    expect(status).toBe(403)
  })
})
