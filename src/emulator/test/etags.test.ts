import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../index.ts'
import { Api, deskId, onePixelPng, refusalOf, sha256 } from './support.ts'

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})
beforeEach(() => emulator.reset())
afterAll(() => emulator.close())

describe.each(['beta', 'v1.0', 'v2.0'] as const)('in %s', (version) => {
  const etagOf = async (api: Api) => (await api.picture('items', deskId))['@odata.etag'] as string

  /** Sends the same If-Match with an upload and with a delete. */
  const change = async (api: Api, method: string, ifMatch: string) =>
    method === 'PATCH'
      ? api.upload('items', deskId, onePixelPng, { 'If-Match': ifMatch })
      : api.fetch(api.picturePath('items', deskId), { method, headers: { 'If-Match': ifMatch } })

  it('an upload without If-Match is refused and changes nothing', async () => {
    const api = new Api(emulator, version)
    const hash = sha256(await api.download('items', deskId))
    expect(await refusalOf(await api.upload('items', deskId, onePixelPng, {}))).toEqual({
      status: 400,
      code: 'BadRequest_InvalidToken',
      message:
        'Could not validate the client concurrency token required by the service. Please provide a valid token in the client request.',
    })
    expect(sha256(await api.download('items', deskId))).toBe(hash)
  })

  it('a delete without If-Match is carried out', async () => {
    const api = new Api(emulator, version)
    expect((await api.fetch(api.picturePath('items', deskId), { method: 'DELETE' })).status).toBe(204)
    expect(await api.picture('items', deskId)).toMatchObject({ width: 0 })
  })

  it.each(['PATCH', 'DELETE'])(
    '%s takes *, the current etag, its strong form, and a list that holds it',
    async (method) => {
      const api = new Api(emulator, version)
      for (const form of [() => '*', (e: string) => e, (e: string) => e.slice(2), (e: string) => `"other", ${e}`]) {
        await emulator.reset()
        expect((await change(api, method, form(await etagOf(api)))).status).toBe(204)
      }
    },
  )

  it.each(['PATCH', 'DELETE'])('%s with a stale etag answers 409 and changes nothing', async (method) => {
    const api = new Api(emulator, version)
    const stale = await etagOf(api)
    await api.upload('items', deskId, Buffer.from('newer'))
    expect(await refusalOf(await change(api, method, stale))).toEqual({
      status: 409,
      code: 'Request_EntityChanged',
      message: 'Another user has already changed the record.',
    })
    expect(sha256(await api.download('items', deskId))).toBe(sha256(Buffer.from('newer')))
  })

  it.each(['PATCH', 'DELETE'])('%s with something that is no etag answers 400 and changes nothing', async (method) => {
    const api = new Api(emulator, version)
    const hash = sha256(await api.download('items', deskId))
    for (const malformed of ['abc', '"abc', 'W/abc', '""x', '*,*', ',']) {
      const refusal = await refusalOf(await change(api, method, malformed))
      expect(refusal, malformed).toMatchObject({ status: 400, code: 'BadRequest_InvalidToken' })
    }
    expect(sha256(await api.download('items', deskId))).toBe(hash)
  })

  it('an upload that another one overtakes answers 409 and changes nothing', async () => {
    const api = new Api(emulator, version)
    const etag = await etagOf(api)
    const { pathname } = new URL(api.baseUrl + api.contentPath('items', deskId))
    const slow = connect(emulator.port, '127.0.0.1').setEncoding('latin1')
    const head = [
      'Host: x',
      'Authorization: Bearer t',
      `If-Match: ${etag}`,
      'Content-Length: 4',
      'Expect: 100-continue',
    ]
    slow.write(`PATCH ${pathname} HTTP/1.1\r\n${head.join('\r\n')}\r\nConnection: close\r\n\r\n`)
    expect((await once(slow, 'data'))[0]).toMatch(/^HTTP\/1\.1 100 /)
    expect((await api.upload('items', deskId, onePixelPng, { 'If-Match': etag })).status).toBe(204)
    slow.write('slow')
    expect((await once(slow, 'data'))[0]).toMatch(/^HTTP\/1\.1 409 /)
    expect(sha256(await api.download('items', deskId))).toBe(sha256(onePixelPng))
  })

  // fact:etag-form
  it('an etag has the form of the product', async () => {
    const api = new Api(emulator, version)
    const decode = (etag: string) => Buffer.from(etag.slice(3, -1), 'base64').toString()
    expect(decode(await etagOf(api))).toMatch(/^'44;[A-Za-z0-9+/]{43}=1;00;'$/)
    expect(decode((await api.json(`/items(${deskId})`))['@odata.etag'])).toMatch(/^'20;\d{20}1;00;'$/)
  })

  it('the ETag header of one picture and one entity repeats the annotation', async () => {
    const api = new Api(emulator, version)
    for (const path of [api.picturePath('items', deskId), `/items(${deskId})`]) {
      const response = await api.fetch(path)
      expect(response.headers.get('ETag')).toBe(((await response.json()) as Record<string, string>)['@odata.etag'])
    }
  })
})
