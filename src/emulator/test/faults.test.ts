import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Faults } from '../faults/faults.ts'
import { type Emulator, EmulatorStartError, startEmulator } from '../index.ts'
import { Api, deskId, onePixelPng, refusalOf, sha256 } from './support.ts'

let emulator: Emulator
let api: Api
let deskBytes: Uint8Array

beforeAll(async () => {
  emulator = await startEmulator()
  api = new Api(emulator, 'v2.0')
  deskBytes = await api.download('items', deskId)
})
beforeEach(() => emulator.reset())
afterAll(() => emulator.close())

const content = () => api.fetch(api.contentPath('items', deskId))
const control = (path: string, init?: RequestInit) => fetch(`${emulator.url}/_emulator/${path}`, init)

describe('a fault', () => {
  it('answers a status instead of the API, as often as it says, and changes nothing', async () => {
    emulator.addFaults('PATCH **/pictureContent 429 retry-after=3 times=2')
    for (const _ of [1, 2]) {
      const response = await api.upload('items', deskId, onePixelPng)
      expect(response.headers.get('Retry-After')).toBe('3')
      expect(await refusalOf(response)).toMatchObject({ status: 429, code: 'Application_TooManyRequests' })
      expect(sha256(await api.download('items', deskId))).toBe(sha256(deskBytes))
    }
    expect((await api.upload('items', deskId, onePixelPng)).status).toBe(204)
  })

  it.each([
    [401, 'Authentication_InvalidCredentials', 'The server has rejected the client credentials.'],
    [403, 'Internal_ServerError', 'Sorry, the current permissions prevented the action.'],
    [405, 'BadRequest_MethodNotAllowed', ''],
    [409, 'Request_EntityChanged', 'Another user has already changed the record.'],
    [412, 'Request_EntityChanged', 'Another user has already changed the record.'],
    [429, 'Application_TooManyRequests', 'Too many requests reached.'],
    [500, 'Internal_ServerError', ''],
  ])('answers %i as the product does', async (status, code, message) => {
    emulator.addFaults(`GET ** ${status}`)
    const refusal = await refusalOf(await content())
    expect(refusal).toMatchObject({ status, code })
    expect(refusal.message).toContain(message)
  })

  it('leaves the rules after it for the requests to come', async () => {
    emulator.addFaults('GET ** 503 times=1', 'GET ** html status=502 times=1', 'GET ** 500 times=1')
    const statuses = []
    for (let request = 0; request < 4; request++) statuses.push((await content()).status)
    expect(statuses).toEqual([503, 502, 500, 200])
    expect(emulator.faults().map(({ happened }) => happened)).toEqual([1, 1, 1])
  })

  it('gives Retry-After as a date', async () => {
    emulator.addFaults('GET ** 503 retry-after=date:60')
    const ahead = Date.parse((await content()).headers.get('Retry-After') ?? '') - Date.now()
    expect(ahead).toBeGreaterThan(57_000)
    expect(ahead).toBeLessThan(61_000)
  })

  it('delays, and lets other faults happen as well', async () => {
    emulator.addFaults('GET ** delay ms=120', 'GET ** 500')
    const begin = performance.now()
    expect((await content()).status).toBe(500)
    expect(performance.now() - begin).toBeGreaterThan(110)
  })

  it('delays nobody who has gone, without a warning', async () => {
    const warnings: Error[] = []
    const hear = (warning: Error) => void warnings.push(warning)
    process.on('warning', hear)
    emulator.addFaults('GET ** delay ms=60000')
    await expect(api.fetch(api.contentPath('items', deskId), { signal: AbortSignal.timeout(50) })).rejects.toThrow()
    await expect.poll(() => emulator.requests().map(({ status }) => status)).toEqual([null])
    await new Promise((resolve) => setTimeout(resolve, 20))
    process.off('warning', hear)
    expect(warnings).toEqual([])
  })

  it('drops the connection after so many bytes of the answer', async () => {
    emulator.addFaults('GET **/pictureContent drop after=1000')
    const response = await content()
    expect(response.headers.get('Content-Length')).toBe(String(deskBytes.length))
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    const received: Uint8Array[] = []
    await expect(
      (async () => {
        for (let part = await reader.read(); !part.done; part = await reader.read()) received.push(part.value)
      })(),
    ).rejects.toThrow()
    expect(sha256(Buffer.concat(received))).toBe(sha256(deskBytes.subarray(0, 1000)))
  })

  it('drops the acknowledgement of a change that was made', async () => {
    emulator.addFaults('PATCH ** drop')
    await expect(api.upload('items', deskId, onePixelPng)).rejects.toThrow()
    expect(sha256(await api.download('items', deskId))).toBe(sha256(onePixelPng))
  })

  it('drops an upload half-way, which then changes nothing', async () => {
    emulator.addFaults('PATCH ** drop on=request after=30')
    await expect(api.upload('items', deskId, onePixelPng)).rejects.toThrow()
    expect(sha256(await api.download('items', deskId))).toBe(sha256(deskBytes))
  })

  it('truncates so that only the size or the hash can tell', async () => {
    emulator.addFaults('GET ** truncate bytes=100')
    expect(sha256(await (await content()).bytes())).toBe(sha256(deskBytes.subarray(0, 100)))
    emulator.clearFaults()
    emulator.addFaults('GET ** truncate')
    const half = await content()
    expect(half.headers.get('Content-Length')).toBe(String(Math.floor(deskBytes.length / 2)))
    expect((await half.bytes()).length).toBe(Math.floor(deskBytes.length / 2))
  })

  it('corrupts one byte on the way out, and leaves what is stored alone', async () => {
    emulator.addFaults('GET **/pictureContent corrupt at=5 times=1')
    const bytes = await (await content()).bytes()
    expect(bytes[5]).toBe((deskBytes[5] as number) ^ 0xff)
    expect(sha256(await api.download('items', deskId))).toBe(sha256(deskBytes))
  })

  it('corrupts one byte on the way in', async () => {
    emulator.addFaults('PATCH ** corrupt on=request')
    await api.upload('items', deskId, onePixelPng)
    const bytes = await api.download('items', deskId)
    expect(bytes[0]).toBe((onePixelPng[0] as number) ^ 0xff)
    expect(Buffer.from(bytes).subarray(1).equals(onePixelPng.subarray(1))).toBe(true)
  })

  it.each([
    ['stale-etag', { status: 409, code: 'Request_EntityChanged' }],
    ['expired-token', { status: 401, code: 'Authentication_InvalidCredentials' }],
    ['no-permission', { status: 403, code: 'Internal_ServerError' }],
    ['412', { status: 412, code: 'Request_EntityChanged' }],
  ])('%s is refused as the product would', async (action, refusal) => {
    emulator.addFaults(`PATCH ** ${action}`)
    expect(await refusalOf(await api.upload('items', deskId, onePixelPng))).toMatchObject(refusal)
  })

  it('is the HTML page of a gateway', async () => {
    emulator.addFaults('* ** html status=504')
    const response = await content()
    expect([response.status, response.headers.get('Content-Type')]).toEqual([504, 'text/html'])
    expect(await response.text()).toContain('504 from a gateway')
  })

  it('meets only the method and the path that it names, and never the control API', async () => {
    emulator.addFaults(`GET /BC/**/items(${deskId})/picture 500`, 'GET **/health 500')
    expect((await api.fetch(`/items(${deskId})/picture`)).status).toBe(500)
    expect((await api.fetch(`/items%28${deskId}%29/picture?$select=id`)).status).toBe(500)
    expect((await content()).status).toBe(200)
    expect((await api.fetch(`/items(${deskId})/picture`, { method: 'DELETE' })).status).toBe(204)
    expect((await control('health')).status).toBe(200)
  })

  it('is named in the journal', async () => {
    emulator.addFaults('GET ** 500 times=1')
    await content()
    await content()
    expect(emulator.requests().map(({ faults }) => faults)).toEqual([['GET ** 500 times=1'], []])
  })
})

it('draws the same faults from the same seed, about as often as their probability says', () => {
  const draw = (seed: number) => {
    const faults = new Faults([`GET ** 500 probability=0.2 seed=${seed}`])
    return Array.from({ length: 1000 }, () => faults.draw('GET', ['x']).length)
  }
  expect(draw(7)).toEqual(draw(7))
  expect(draw(7)).not.toEqual(draw(8))
  const happened = draw(7).reduce((sum, count) => sum + count)
  expect(happened).toBeGreaterThan(150)
  expect(happened).toBeLessThan(250)
})

it.each([
  [429, 'The fault rule 429 does not work: it must be a string, such as PATCH ** 429.'],
  [['GET ** 500'], 'The fault rule the list ["GET ** 500"] does not work: it must be a string'],
  ['GET\n\u001b', "The fault rule 'GET\\n\\u{1b}' does not work: it needs a method, a path and an action, such as GET"],
])('refuses %j where a rule is added', (rule, sentence) => {
  expect(() => emulator.addFaults(rule as string)).toThrow(sentence)
})

it.each([
  'GET / 500',
  '* ** 500',
  'get */x 500',
  'GET {,/BC}/api/** 500',
  'PATCH /?** 500',
  'HEAD ** drop',
  '* ** drop on=request',
])('takes the rule %j', (rule) => expect(() => new Faults([rule])).not.toThrow())

describe('the control API', () => {
  it('adds, lists and takes away rules', async () => {
    const added = await control('faults', { method: 'POST', body: 'GET ** 500\n\nPATCH ** delay ms=1\n' })
    expect(added.status).toBe(201)
    await content()
    expect(await (await control('faults')).json()).toEqual([
      { id: '1', rule: 'GET ** 500', matched: 1, happened: 1 },
      { id: '2', rule: 'PATCH ** delay ms=1', matched: 0, happened: 0 },
    ])
    expect((await control('faults/1', { method: 'DELETE' })).status).toBe(204)
    expect((await control('faults/1', { method: 'DELETE' })).status).toBe(404)
    expect(emulator.faults()).toHaveLength(1)
    expect((await control('faults', { method: 'DELETE' })).status).toBe(204)
    expect(emulator.faults()).toEqual([])
  })

  it('refuses a rule that does not parse and adds none of the others', async () => {
    const refused = await refusalOf(await control('faults', { method: 'POST', body: 'GET ** 500\nGET ** explode' }))
    expect(refused).toMatchObject({ status: 400, message: expect.stringContaining("'explode' is not an action") })
    expect((await control('faults', { method: 'POST' })).status).toBe(400)
    expect(await refusalOf(await control('faults', { method: 'POST', body: '["GET ** 500"]' }))).toMatchObject({
      message: 'The rules are JSON: send them as plain text, one in each line, such as PATCH ** 429 times=2.',
    })
    expect(emulator.faults()).toEqual([])
  })

  it('saves a state and goes back to it, as often as wanted, by name', async () => {
    expect((await control('restore', { method: 'POST' })).status).toBe(404)
    expect((await control('snapshot?name=first', { method: 'POST' })).status).toBe(204)
    for (const _ of [1, 2]) {
      await api.upload('items', deskId, onePixelPng)
      expect((await control('restore?name=first', { method: 'POST' })).status).toBe(204)
      expect(sha256(await api.download('items', deskId))).toBe(sha256(deskBytes))
    }
    await expect(emulator.restore('other')).rejects.toThrow("'other'")
  })
})

it('is back to the first rules after a reset', async () => {
  await using own = await startEmulator({ faults: ['GET ** 500 times=1'] })
  const ownApi = new Api(own, 'v2.0')
  expect((await ownApi.fetch('/items')).status).toBe(500)
  own.addFaults('GET ** 404')
  await own.reset()
  expect(own.faults()).toEqual([{ id: '1', rule: 'GET ** 500 times=1', matched: 0, happened: 0 }])
})

it.each([
  ['GET **', 'it needs a method, a path and an action'],
  ['G-T ** 500', "'G-T' is not a method; did you mean GET? use * or one of GET, HEAD, POST"],
  ['FETCH ** 500', "'FETCH' is not a method; use * or one of GET"],
  ['GET items 500', "'items' can match no path: paths begin with /, so write **/items"],
  ['GET items/** 500', "'items/**' can match no path: paths begin with /, so write **/items/**"],
  ['GET http://localhost:7048/BC/** 500', "'http://localhost:7048/BC/**' is a URL: write its path alone"],
  ['GET **/items/ 500', "'**/items/' ends with /, and paths are matched without it: leave it out"],
  ['GET **/items?$top=1 500', "'**/items?$top=1' has a query, and paths are matched without it: leave it out"],
  ['GET /_emulator/** 500', "'/_emulator/**' is the control API, which has no faults"],
  ['GET {**/a,items} 500', "'items' can match no path"],
  ['GET ** drop on=request after=5', 'a GET has no body, so on=request changes nothing; use PATCH'],
  ['DELETE ** corrupt on=request', 'a DELETE has no body, so on=request changes nothing; use PATCH'],
  ['HEAD ** truncate', 'the response to HEAD has no body, so this changes nothing; use GET'],
  ['GET ** commit-late ms=5', 'a GET changes nothing, so it cannot be committed late; use PATCH or DELETE'],
  ['GET ** delay ms=0', 'ms=0 is not a whole number from 1 to 3600000'],
  ['GET ** 500 probability=0', 'probability=0 is not a number above 0 and up to 1'],
  ['GET ** expired_token', "'expired_token' is not an action; did you mean expired-token?"],
  ['GET ** 600', "'600' is not an action"],
  ['GET ** constructor', "'constructor' is not an action"],
  ['GET ** delay', 'ms=… is missing'],
  ['GET ** delay ms=x', 'ms=x is not a whole number'],
  ['GET ** 500 times=0', 'times=0 is not a whole number of at least 1.'],
  ['GET ** 500 probability=2', 'probability=2'],
  ['GET ** 500 after=3', "'after' does not go with this action"],
  ['GET ** 500 times=1 times=2', 'given twice'],
  ['GET ** 500 times', "'times' is not of the form"],
  ['GET ** 429 retry-after=soon', 'retry-after=soon'],
  ['GET ** drop on=both', 'on=both'],
])('refuses the rule %j and says why in one sentence', async (rule, message) => {
  const start = startEmulator({ faults: [rule] })
  await expect(start).rejects.toBeInstanceOf(EmulatorStartError)
  await expect(start).rejects.toThrow(message)
})
