import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { Journal } from '../control/journal.ts'
import { type Emulator, startEmulator } from '../index.ts'
import { Api, deskId, onePixelPng, refusalOf } from './support.ts'

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})
beforeEach(() => emulator.reset())
afterAll(() => emulator.close())

const control = (path: string, method = 'GET') => fetch(`${emulator.url}/_emulator/${path}`, { method })

it('says that it is healthy, without a sign-in', async () => {
  expect(await (await control('health')).json()).toEqual({ status: 'ok' })
})

it('puts everything back on reset', async () => {
  const api = new Api(emulator, 'v2.0')
  const before = await api.json('/items?$expand=picture')
  await api.upload('items', deskId, onePixelPng)
  expect(await api.json('/items?$expand=picture')).not.toEqual(before)
  expect((await control('reset', 'POST')).status).toBe(204)
  expect(await api.json('/items?$expand=picture')).toEqual(before)
})

it('keeps a journal of what was asked, without credentials and without its own requests', async () => {
  const api = new Api(emulator, 'v2.0')
  await api.upload('items', deskId, onePixelPng)
  await api.fetch('/nothing?$top=1', { headers: { Authorization: 'Bearer top-secret' } })
  await control('health')
  const text = await (await control('requests')).text()
  expect(JSON.parse(text)).toEqual([
    {
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      method: 'PATCH',
      path: `/BC/api/v2.0/items(${deskId})/picture/pictureContent`,
      status: 204,
      requestBytes: onePixelPng.length,
      responseBytes: 0,
      milliseconds: expect.any(Number),
      ifMatch: '*',
      contentType: 'application/octet-stream',
      correlationId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      faults: [],
    },
    expect.objectContaining({ method: 'GET', path: '/BC/api/v2.0/nothing?$top=1', status: 404, requestBytes: 0 }),
  ])
  expect(text).not.toContain('top-secret')
})

it('empties the journal on reset', async () => {
  await fetch(`${emulator.url}/x`)
  await control('reset', 'POST')
  expect(await (await control('requests')).json()).toEqual([])
})

it('keeps the latest thousand requests in the journal', () => {
  const journal = new Journal()
  const answer = { status: 200, requestBytes: 0, responseBytes: 0, milliseconds: 0, correlationId: '', faults: [] }
  const entry = { begin: 0, method: 'GET', ifMatch: null, contentType: null, ...answer }
  for (let number = 1; number <= 1001; number++) journal.add({ ...entry, path: `/${number}` })
  expect([journal.entries.length, journal.entries[0]?.path, journal.entries.at(-1)?.path]).toEqual([
    1000,
    '/2',
    '/1001',
  ])
})

it.each(['nothing', 'health/x', 'constructor', 'toString'])('answers 404 for %s', async (path) => {
  expect(await refusalOf(await control(path))).toMatchObject({ status: 404 })
})

it.each([
  ['helth', 'GET', 404, "The control API has no 'helth': did you mean health?"],
  ['nothing', 'GET', 404, "The control API has no 'nothing': there are health, requests, reset, faults"],
  ['snapshot?nmae=a', 'POST', 400, "The control call 'snapshot' does not take the query option 'nmae': it takes name."],
  ['snapshot?name=', 'POST', 400, "The name of a snapshot must be a text with something in it, not ''."],
  [
    'restore?name=never',
    'POST',
    404,
    "Nothing was saved under the name 'never': POST /_emulator/snapshot?name=… comes",
  ],
  ['reset?seed=empty', 'POST', 400, "The control call 'reset' does not take the query option 'seed': it takes none."],
  ['faults?id=1', 'DELETE', 400, "The control call 'faults' does not take the query option 'id': it takes none."],
  ['reset', 'GET', 405, "The control call 'reset' takes POST, not GET."],
  ['faults/7', 'GET', 405, "The control call 'faults/{id}' takes DELETE, not GET."],
  ['faults/7', 'DELETE', 404, "There is no fault rule '7': GET /_emulator/faults lists them with their ids."],
] as const)('says what is wrong with %s %s', async (path, method, status, message) => {
  expect(await refusalOf(await control(path, method))).toMatchObject({
    status,
    message: expect.stringContaining(message),
  })
})

it('answers 405 for a wrong method', async () => {
  expect(await refusalOf(await control('reset'))).toMatchObject({ status: 405 })
  expect(await refusalOf(await control('health', 'DELETE'))).toMatchObject({ status: 405 })
})
