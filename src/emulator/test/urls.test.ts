import { get } from 'node:http'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../index.ts'
import { deskId, type Json, onePixelPng, rawExchange, refusalOf, sha256 } from './support.ts'

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())

const signedIn = { Authorization: 'Bearer test' }
const tenant = '3c1b7d20-5c7e-4a53-9f0c-8c2f3f7a1b55'
const call = (path: string, init: RequestInit = {}) =>
  fetch(emulator.url + path, { ...init, headers: { ...signedIn, ...init.headers } })

it.each([
  `/v2.0/${tenant}/sandbox/api/v2.0`,
  '/v2.0/contoso.com/Production/api/v1.0',
  '/v2.0/sandbox/api/v2.0',
  '/v2.0/api/v2.0',
  '/v1.0/api/beta',
  '/v1.0/api/v1.0',
  '/BC/api/v2.0',
  '/BC280/api/v1.0',
  '/api/beta',
  '/api/v1.0',
  '/api/v2.0',
  '/v1.0/businesscentral',
  '/beta/financials',
])('answers under the root %s, with context and links under the same root', async (root) => {
  const company = `/companies(${emulator.companyId})`
  const answer = (await (await call(`${root}${company}/items(${deskId})/picture`)).json()) as Json
  expect(answer['@odata.context']).toContain(`${emulator.url}${root}/$metadata#companies(${emulator.companyId})/items(`)
  const picture = answer.value?.[0] ?? answer
  const [, link] = Object.entries<string>(picture).find(([name]) => name.endsWith('@odata.mediaReadLink')) ?? []
  expect(link).toMatch(new RegExp(`^${emulator.url}${root}/companies\\(`))
  const content = await fetch(link as string, { headers: signedIn })
  expect((await content.bytes()).length).toBe(4897)
})

it.each([
  '/',
  '/api',
  '/api/v3.0/companies',
  '/a/b/api/v2.0/companies',
  '/v2.0/a/b/c/api/v2.0/companies',
  '//api/v2.0/companies',
  '/v1.0/me',
  '/constructor/api/constructor',
])('answers 404 with the envelope for the path %s, which leads to no API', async (path) => {
  expect(await refusalOf(await call(path))).toMatchObject({
    status: 404,
    code: 'BadRequest_NotFound',
    message: `No HTTP resource was found that matches the request URI '${path}'.`,
  })
})

it('builds links from the host that the caller used', async () => {
  const body = await new Promise<string>((resolve, reject) => {
    const headers = { ...signedIn, Host: 'bc.test:8443' }
    get(`${emulator.url}/BC/api/v2.0/items(${deskId})/picture`, { headers }, async (response) => {
      resolve((await response.toArray()).join(''))
    }).on('error', reject)
  })
  const picture = JSON.parse(body) as Json
  expect(picture['pictureContent@odata.mediaEditLink']).toMatch(/^http:\/\/bc\.test:8443\/BC\/api\/v2\.0\/companies/)
})

it('accepts percent-encoded parentheses and dollar signs', async () => {
  const path = `/BC/api/v2.0/companies%28${emulator.companyId}%29/items%28${deskId}%29/picture`
  const select = (await (await call(`${path}?%24select=width`)).json()) as Json
  expect(select).toMatchObject({ width: 516 })
  expect(select).not.toHaveProperty('height')
  const upload = await call(`${path}/pictureContent`, {
    method: 'PATCH',
    headers: { 'If-Match': '*' },
    body: onePixelPng,
  })
  expect(upload.status).toBe(204)
  expect(sha256(await (await call(`${path}/pictureContent`)).bytes())).toBe(sha256(onePixelPng))
  expect(await (await call('/BC/api/v2.0/%24metadata')).text()).toContain('<edmx:Edmx')
  await emulator.reset()
})

it('takes ids in upper case as well', async () => {
  const path = `/api/v2.0/companies(${emulator.companyId.toUpperCase()})/items(${deskId.toUpperCase()})/picture`
  expect((await (await call(path)).json()) as Json).toMatchObject({ id: deskId })
  const keyed = `/api/v1.0/items(${deskId})/picture(${deskId.toUpperCase()})`
  expect((await call(keyed)).status).toBe(200)
})

it('lets the default company answer when the path names none, or the one that ?company= names', async () => {
  const name = encodeURIComponent(emulator.companyName)
  for (const query of ['', `?company=${emulator.companyId}`, `?company=${name}`, `?company=${name}&tenant=default`]) {
    const response = await call(`/BC/api/v2.0/items(${deskId})/picture${query}`)
    expect((await response.json()) as Json, query).toMatchObject({ id: deskId })
  }
})

it.each([`/companies(${tenant})`, `/companies(${tenant})/items`])(
  'answers 404 for the unknown company in %s',
  async (path) => {
    expect(await refusalOf(await call(`/BC/api/v2.0${path}`))).toMatchObject({
      status: 404,
      code: 'Internal_CompanyNotFound',
    })
  },
)

it.each([
  ['v2.0', '/salesOrders', 'salesOrders'],
  ['v2.0', '/toString', 'toString'],
  ['v2.0', `/items(${deskId})/pictures`, 'pictures'],
  ['v2.0', `/items(${deskId})/picture/content`, 'content'],
  ['v2.0', `/items(${deskId})/picture/pictureContent/x`, 'x'],
  ['v2.0', '/items/x', 'x'],
  ['v2.0', '/$metadata/x', 'x'],
  ['v1.0', '/contacts', 'contacts'],
  ['v1.0', '/itemVariants', 'itemVariants'],
  ['v1.0', '/pictures', 'pictures'],
  ['beta', `/items(${deskId})/picture(${deskId})/pictureContent`, 'pictureContent'],
])('answers 404 in %s for %s, whose segment %s does not exist', async (version, path, segment) => {
  expect(await refusalOf(await call(`/BC/api/${version}${path}`))).toEqual({
    status: 404,
    code: 'BadRequest_ResourceNotFound',
    message: `Resource not found for the segment '${segment}'.`,
  })
})

it.each([
  '/items(abc)',
  "/items('1896-S')",
  '/items()',
  "/items(number='1896-S')",
  '/companies(CRONUS)/items',
  '/items(1)/picture',
])('answers 404 for the key of %s, which is no GUID', async (path) => {
  // fact:malformed-guid, fact:wrong-key-form
  expect(await refusalOf(await call(`/BC/api/v2.0${path}`))).toMatchObject({ status: 404, code: 'BadRequest_NotFound' })
})

it.each(['/BC/api/v2.0/items(%zz)', '/%', '/BC/api/v2.0/items?$filter=%E0%A4%A', '/_emulator/%'])(
  'answers 400 with the envelope for %s, which cannot be decoded',
  async (path) => {
    expect(await refusalOf(await call(path))).toMatchObject({ status: 400, code: 'BadRequest_InvalidRequestUrl' })
  },
)

it.each([
  ['a line that is no HTTP', 'HELLO\r\n\r\n', 400],
  ['headers without end', `GET / HTTP/1.1\r\nHost: x\r\nA: ${'b'.repeat(40_000)}\r\n\r\n`, 431],
  ['a target that is no path', 'OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
  ['a path without a slash', 'GET api HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n', 400],
])('answers %s with the envelope', async (_, bytes, status) => {
  const answer = await rawExchange(emulator.port, bytes)
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  const { error } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as Json
  expect(error).toEqual({
    code: expect.stringMatching(/^BadRequest/),
    message: expect.stringContaining('CorrelationId'),
  })
})

it('takes a target in absolute form', async () => {
  const head = [
    'GET http://bc/BC/api/v2.0/companies HTTP/1.1',
    'Host: bc',
    'Authorization: Bearer t',
    'Connection: close',
  ]
  expect(await rawExchange(emulator.port, `${head.join('\r\n')}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /)
})
