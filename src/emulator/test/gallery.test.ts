import { once } from 'node:events'
import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../index.ts'
import { Api, deskId, type Json, onePixelPng, refusalOf, sha256 } from './support.ts'

let emulator: Emulator
let api: Api

beforeAll(async () => {
  emulator = await startEmulator({ maxBodyBytes: 1_000_000 })
  api = new Api(emulator, 'v2.0')
})
beforeEach(() => emulator.reset())
afterAll(() => emulator.close())

const get = (path: string, init?: RequestInit) => fetch(emulator.gallery + path, init)
const picturePath = (set: string, id: string) => `gallery/pictures/${emulator.companyId}/${set}/${id}`
const listed = async (id: string) => (await list()).entities.find((entity: Json) => entity.id === id)
const list = async (): Promise<Json> => (await get('gallery/entities')).json()

/** The status of a request with any headers: `fetch` sets Host and Sec-Fetch-Site itself. */
async function statusOf(method: string, path: string, headers: Record<string, string>): Promise<number | undefined> {
  const call = request(emulator.gallery + path, { method, headers }).end()
  const [response] = await once(call, 'response')
  response.resume()
  return response.statusCode
}

describe('the page', () => {
  it('comes with a policy that lets it load its own files alone', async () => {
    const response = await get('')
    expect(response.headers.get('Content-Type')).toBe('text/html; charset=utf-8')
    const policy = response.headers.get('Content-Security-Policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|\*|http/)
    expect(await response.text()).not.toMatch(/<script(?![^>]*src=)| on[a-z]+=| style=|https?:/)
  })

  it('is made of files that are all there', async () => {
    const page = await (await get('')).text()
    const scripts = await (await get('gallery/gallery.js')).text()
    const links = [...page.matchAll(/(?:href|src)="(gallery\/[^"]+)"/g)].map(([, path]) => path)
    const imports = [...scripts.matchAll(/from '\.\/([^']+)'/g)].map(([, name]) => `gallery/${name}`)
    expect(imports.length).toBeGreaterThan(2)
    for (const path of [...links, ...imports]) {
      const response = await get(String(path))
      expect([path, response.status]).toEqual([path, 200])
      expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
    }
  })

  it('is found without the slash at the end', async () => {
    expect((await fetch(`${emulator.url}/_emulator`)).url).toBe(emulator.gallery)
  })

  it.each(['gallery', 'gallery/index.html', 'gallery/..%2Fgallery.ts', 'gallery/page/icon.svg', 'gallery/entities/x'])(
    'has nothing at %s',
    async (path) => {
      expect(await refusalOf(await get(path))).toMatchObject({ status: 404 })
    },
  )

  it('takes no other method', async () => {
    for (const path of ['', 'gallery/entities', 'gallery/gallery.js', picturePath('items', deskId)]) {
      expect(await refusalOf(await get(path, { method: 'POST' }))).toMatchObject({ status: 405 })
    }
  })
})

describe('the listing', () => {
  it('tells of every entity what the web API tells', async () => {
    const { entities, companyId, companies } = await list()
    expect([companyId, companies]).toEqual([emulator.companyId, [{ id: companyId, name: emulator.companyName }]])
    for (const set of ['items', 'customers', 'vendors', 'employees', 'contacts', 'itemVariants'] as const) {
      const { value } = await api.json(`/${set}?$expand=picture`)
      const expected = value.map(({ id, lastModifiedDateTime, picture }: Json) => {
        return [id, Date.parse(lastModifiedDateTime), picture['@odata.etag'], picture.width, picture.contentType]
      })
      const seen = entities
        .filter((entity: Json) => entity.set === set)
        .map(({ id, lastModified, etag, images: [first] }: Json) => {
          return [id, Date.parse(lastModified), etag, first?.width ?? 0, first?.contentType ?? '']
        })
      expect(seen).toEqual(expected)
    }
  })

  it('tells what a quirk makes the web API tell', async () => {
    await using quirky = await startEmulator({ quirks: { 'content-type': 'jpeg', 'bc-version': '27' } })
    const { sets, entities } = (await (await fetch(`${quirky.gallery}gallery/entities`)).json()) as Json
    expect(sets).not.toContain('itemVariants')
    expect(entities.length).toBeGreaterThan(20)
    for (const { set, images } of entities) {
      expect(set).not.toBe('itemVariants')
      for (const { contentType } of images) expect(contentType).toBe('image/jpeg')
    }
  })

  it('answers 304 until something changes', async () => {
    const etag = (await get('gallery/entities')).headers.get('ETag') ?? ''
    const again = () => get('gallery/entities', { headers: { 'If-None-Match': etag } })
    expect((await again()).status).toBe(304)
    await api.upload('items', deskId, onePixelPng)
    expect((await again()).status).toBe(200)
  })

  it('answers 404 for a company that is not there', async () => {
    expect(await refusalOf(await get('gallery/entities?company=x'))).toMatchObject({ status: 404 })
  })

  it('shows the latest hundred requests, newest first', async () => {
    for (let number = 1; number <= 101; number++) await fetch(`${emulator.url}/${number}`)
    const requests = (await (await get('gallery/requests')).json()) as Json
    expect([requests.length, requests[0].path, requests.at(-1).path]).toEqual([100, '/101', '/2'])
  })
})

describe('an image', () => {
  it('comes byte for byte, with the type that its bytes have', async () => {
    const { entities } = await list()
    const types = new Set<string | null>()
    for (const { set, id, images } of entities) {
      for (const image of images) {
        const response = await get(`${picturePath(set, id)}/${image.sha256}`)
        types.add(response.headers.get('Content-Type'))
        expect(sha256(await response.bytes())).toBe(image.sha256)
        expect(response.headers.get('X-Content-Type-Options')).toBe('nosniff')
        expect(response.headers.get('Content-Security-Policy')).toContain('sandbox')
      }
    }
    expect([...types].sort()).toEqual(['image/bmp', 'image/gif', 'image/jpeg', 'image/png'])
  })

  it.each([
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    '<!doctype html><script>alert(1)</script>',
    'x',
  ])('that is none goes out as a file to save: %s', async (text) => {
    await api.upload('items', deskId, Buffer.from(text))
    const { images } = await listed(deskId)
    const response = await get(`${picturePath('items', deskId)}/${images[0].sha256}`)
    expect(response.headers.get('Content-Type')).toBe('application/octet-stream')
    expect(response.headers.get('Content-Disposition')).toBe('attachment')
    expect(await response.text()).toBe(text)
  })

  it('answers HEAD like GET, and 304 to a browser that has it', async () => {
    const [{ sha256: hash, size }] = (await listed(deskId)).images
    const path = `${picturePath('items', deskId)}/${hash}`
    const head = await get(path, { method: 'HEAD' })
    expect([head.headers.get('Content-Length'), head.headers.get('Content-Type')]).toEqual([String(size), 'image/png'])
    expect((await get(path, { headers: { 'If-None-Match': `"${hash}"` } })).status).toBe(304)
  })

  it('is gone when it is replaced', async () => {
    const [{ sha256: hash }] = (await listed(deskId)).images
    await api.upload('items', deskId, onePixelPng)
    expect(await refusalOf(await get(`${picturePath('items', deskId)}/${hash}`))).toMatchObject({ status: 404 })
  })
})

describe('changing a picture', () => {
  const put = (body: Uint8Array<ArrayBuffer>, headers = {}) =>
    get(picturePath('items', deskId), { method: 'PUT', body, headers })
  const png = new Uint8Array(onePixelPng)

  it('stores the bytes that were sent and tells the new state', async () => {
    const changed = await (await put(png)).json()
    expect(changed).toEqual(await listed(deskId))
    expect(sha256(await api.download('items', deskId))).toBe(sha256(png))
  })

  it('removes the picture', async () => {
    const response = await get(picturePath('items', deskId), { method: 'DELETE' })
    expect(await response.json()).toMatchObject({ id: deskId, images: [] })
    expect(await api.picture('items', deskId)).toMatchObject({ width: 0, height: 0 })
  })

  it('refuses a stale etag, an empty body, one that is too large and an unknown entity', async () => {
    expect(await refusalOf(await put(png, { 'If-Match': 'W/"old"' }))).toMatchObject({ status: 409 })
    expect(await refusalOf(await put(new Uint8Array()))).toMatchObject({ status: 400 })
    expect(await refusalOf(await put(new Uint8Array(1_000_001)))).toMatchObject({ status: 413 })
    const unknown = picturePath('items', emulator.companyId)
    expect(await refusalOf(await get(unknown, { method: 'DELETE' }))).toMatchObject({ status: 404 })
    expect(await refusalOf(await get(picturePath('constructor', deskId)))).toMatchObject({ status: 404 })
  })
})

describe('a page of another origin', () => {
  const host = () => new URL(emulator.url).host

  it.each(['http://localhost:1', 'https://example.com', 'null', 'http://127.0.0.1'])(
    'writes nothing from %s',
    async (origin) => {
      await api.upload('items', deskId, onePixelPng)
      const before = await list()
      expect(await statusOf('POST', 'reset', { Origin: origin })).toBe(403)
      expect(await statusOf('DELETE', picturePath('items', deskId), { Origin: origin })).toBe(403)
      expect(await list()).toEqual(before)
    },
  )

  it.each([
    ['cross-site', 403],
    ['same-site', 403],
    ['same-origin', 204],
    ['none', 204],
  ])('is recognised by the browser saying %s', async (site, status) => {
    expect(await statusOf('POST', 'reset', { 'Sec-Fetch-Site': site })).toBe(status)
  })

  it('is let through when it is the emulator itself, or no page at all', async () => {
    expect(await statusOf('POST', 'reset', { Origin: emulator.url })).toBe(204)
    expect(await statusOf('POST', 'reset', {})).toBe(204)
  })

  it.each([
    ['evil.example', 403],
    ['127.0.0.1.evil.example:7048', 403],
    ['localhost.evil.example', 403],
    ['localhost:7048', 200],
    ['192.168.1.5:7048', 200],
    ['[::1]:7048', 200],
    ['emulator:7048', 200],
    ['my-laptop.local', 200],
    ['host.docker.internal:7048', 200],
  ])('that calls this machine %s is answered with %i', async (name, status) => {
    expect(await statusOf('GET', '', { Host: name })).toBe(status)
    const origin = `http://${name}`
    const written = await statusOf('POST', 'reset', { Host: name, Origin: origin, 'Sec-Fetch-Site': 'same-origin' })
    expect(written).toBe(status === 200 ? 204 : 403)
  })

  it('cannot be confused by the case of the name', async () => {
    const shouted = host().replace('127.0.0.1', 'LocalHost')
    const headers = { Host: shouted, Origin: `http://${shouted.toLowerCase()}` }
    expect(await statusOf('POST', 'reset', headers)).toBe(204)
  })
})
