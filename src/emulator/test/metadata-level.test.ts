import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../index.ts'
import { Api, deskId, type Json, refusalOf, sha256 } from './support.ts'

let emulator: Emulator
let api: Api

beforeAll(async () => {
  emulator = await startEmulator()
  api = new Api(emulator, 'v2.0')
})
afterAll(() => emulator.close())

const accepting = (Accept: string) => ({ headers: { Accept } })

describe('odata.metadata', () => {
  it('none carries no control information but what a list needs to be read to its end', async () => {
    const response = await api.fetch('/items?$expand=picture&$count=true', {
      headers: { Accept: 'application/json;odata.metadata=none', Prefer: 'odata.maxpagesize=2' },
    })
    expect(response.headers.get('Content-Type')).toContain('odata.metadata=none')
    const json = (await response.json()) as Json
    expect(Object.keys(json)).toEqual(['@odata.count', 'value', '@odata.nextLink'])
    expect(JSON.stringify(json.value)).not.toContain('@odata')
    expect(json.value[0].picture).toMatchObject({ width: 516 })
  })

  it('full tells type, id and links as well, and minimal is the default', async () => {
    const full = await api.json(`/items(${deskId})?$expand=picture`, accepting('application/json; odata.metadata=full'))
    const path = `${api.baseUrl}/companies(${emulator.companyId})/items(${deskId})`
    expect(full).toMatchObject({
      '@odata.type': '#Microsoft.NAV.item',
      '@odata.id': path,
      '@odata.editLink': path,
      'picture@odata.navigationLink': `${path}/picture`,
      picture: { '@odata.type': '#Microsoft.NAV.picture', '@odata.id': `${path}/picture` },
    })
    const minimal = await api.json(
      `/items(${deskId})?$expand=picture`,
      accepting('application/json;odata.metadata=minimal'),
    )
    expect(minimal).toEqual(await api.json(`/items(${deskId})?$expand=picture`))
    expect(minimal).not.toHaveProperty(['@odata.type'])
  })
})

describe('$batch', () => {
  const batch = (body: unknown) =>
    api.fetch('/$batch', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })

  it('answers reads in their order, bytes as base64url, refusals as they would be alone', async () => {
    const response = await batch({
      requests: [
        { id: 'a', method: 'GET', url: `items(${deskId})?$select=number` },
        { id: 'b', method: 'GET', url: `/BC/api/v2.0/items(${deskId})/picture/pictureContent` },
        { id: 'c', method: 'get', url: 'nothing' },
        { id: 'd', method: 'DELETE', url: `items(${deskId})/picture` },
        { id: 'e', method: 'GET', url: 'items/$count' },
      ],
    })
    const { responses } = (await response.json()) as Json
    expect(responses.map(({ id, status }: Json) => [id, status])).toEqual([
      ['a', 200],
      ['b', 200],
      ['c', 404],
      ['d', 405],
      ['e', 200],
    ])
    expect(responses[0].body).toMatchObject({ number: '1896-S' })
    expect(sha256(Buffer.from(responses[1].body, 'base64url'))).toBe(sha256(await api.download('items', deskId)))
    expect(responses[2].body.error.code).toBe('BadRequest_ResourceNotFound')
    expect(responses[4].body).toBe('15')
  })

  const one = { id: '1', method: 'GET', url: 'items' }

  it.each<[string, unknown]>([
    ['no JSON', '{'],
    ['no list', {}],
    ['no id', { requests: [{ method: 'GET', url: 'items' }] }],
    ['an id twice', { requests: [one, one] }],
    ['over a hundred operations', { requests: Array.from({ length: 101 }, (_, id) => ({ ...one, id: String(id) })) }],
  ])('with %s answers 400', async (_what, body) => {
    expect(await refusalOf(await batch(body))).toMatchObject({ status: 400, code: 'BadRequest' })
  })

  it('is for POST alone', async () => {
    expect((await api.fetch('/$batch')).status).toBe(405)
  })
})

it('answers in English whatever Accept-Language says', async () => {
  const answer = async (language: string) =>
    (await refusalOf(await api.fetch('/nothing', { headers: { 'Accept-Language': language } }))).message
  expect(await answer('de-DE')).toBe(await answer('en-US'))
})
