import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../index.ts'
import { Api, deskId, refusalOf, sha256 } from './support.ts'

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())

// fact:content-post-refused, fact:content-post-405, fact:picture-post-refused
it.each([
  ['v2.0', 'POST', `/items(${deskId})/picture/pictureContent`, 'GET, HEAD, PATCH'],
  ['v2.0', 'PUT', `/items(${deskId})/picture/pictureContent`, 'GET, HEAD, PATCH'],
  ['v2.0', 'DELETE', `/items(${deskId})/picture/pictureContent`, 'GET, HEAD, PATCH'],
  ['v1.0', 'POST', `/items(${deskId})/picture(${deskId})/content`, 'GET, HEAD, PATCH'],
  ['beta', 'PUT', `/items(${deskId})/picture(${deskId})/content`, 'GET, HEAD, PATCH'],
  ['v2.0', 'POST', `/items(${deskId})/picture`, 'GET, HEAD, DELETE'],
  ['v2.0', 'PATCH', `/items(${deskId})/picture`, 'GET, HEAD, DELETE'],
  ['v1.0', 'POST', `/items(${deskId})/picture`, 'GET, HEAD'],
  ['v2.0', 'POST', '/items', 'GET, HEAD'],
  ['v2.0', 'DELETE', `/items(${deskId})`, 'GET, HEAD'],
  ['v2.0', 'PATCH', '/companies', 'GET, HEAD'],
  ['v2.0', 'OPTIONS', '/$metadata', 'GET, HEAD'],
] as const)('in %s answers %s on %s with 405 and the methods that it takes', async (version, method, path, allow) => {
  const api = new Api(emulator, version)
  const hash = sha256(await api.download('items', deskId))
  const body = method === 'POST' || method === 'PUT' ? 'bytes' : null
  const response = await api.fetch(path, { method, body, headers: { 'If-Match': '*' } })
  expect(response.headers.get('Allow')).toBe(allow)
  expect(await refusalOf(response)).toMatchObject({ status: 405, code: 'BadRequest_MethodNotAllowed' })
  expect(sha256(await api.download('items', deskId))).toBe(hash)
})

it.each([
  '/companies',
  `/items(${deskId})/picture`,
  `/items(${deskId})/picture/pictureContent`,
  '/$metadata',
  '/nothing',
])('answers HEAD on %s like GET, without a body', async (path) => {
  const api = new Api(emulator, 'v2.0')
  const [got, head] = [await api.fetch(path), await api.fetch(path, { method: 'HEAD' })]
  const length = (await got.bytes()).length
  expect(await head.text()).toBe('')
  expect(head.status).toBe(got.status)
  expect(Number(head.headers.get('Content-Length'))).toBe(length)
  expect(head.headers.get('Content-Type')).toBe(got.headers.get('Content-Type'))
})

// fact:response-headers, fact:request-id
it('sends the headers of the product', async () => {
  const response = await new Api(emulator, 'v2.0').fetch('/companies')
  const guid = /^[0-9a-f-]{36}$/
  expect(response.headers.get('Content-Type')).toBe('application/json; odata.metadata=minimal; odata.streaming=true')
  expect(response.headers.get('OData-Version')).toBe('4.0')
  expect(response.headers.get('request-id')).toMatch(guid)
  expect(response.headers.get('ms-correlation-x')).toMatch(guid)
})
