import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { basic, clientCredentials, createPictureClient } from '../../src/client/index.ts'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { answer, refuse, startFaultServer } from '../../src/test-support/fault-server.ts'
import { clientOf, ITEM, METHODS, prepare } from './harness.ts'

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
  await prepare(emulator)
})
afterAll(() => emulator.close())

const SECRETS = ['s3cret-token', 's3cret-key', btoa('ADMIN:s3cret-key'), 's3cret-of-the-app', 's3cret-query']

/** Everything a log may make of a value. */
function printed(value: unknown): string {
  const { stack = '' } = value as { stack?: string }
  return [inspect(value, { depth: 20, showHidden: true }), JSON.stringify(value), String(value), stack].join('\n')
}

describe('no secret is in', () => {
  const auths = {
    token: 's3cret-token',
    function: () => 's3cret-token',
    credential: { getToken: async () => ({ token: 's3cret-token' }) },
    basic: basic({ user: 'ADMIN', accessKey: 's3cret-key' }),
    clientCredentials: clientCredentials({ tenantId: 't', clientId: 'c', clientSecret: 's3cret-of-the-app' }),
  }

  it.each(['basic', 'clientCredentials'] as const)('the credential of %s', (name) => {
    for (const secret of SECRETS) expect(printed(auths[name])).not.toContain(secret)
  })

  it.each(Object.entries(auths))('a client, its pictures and its raw client, signed in by %s', (_, auth) => {
    const { bc, picture } = clientOf(emulator, emulator.url, 'v2.0', { auth })
    for (const value of [bc, picture, bc.raw]) {
      for (const secret of SECRETS) expect(printed(value)).not.toContain(secret)
    }
  })

  it.each(['token', 'function', 'credential', 'basic'] as const)('any error, signed in by %s', async (name) => {
    await using server = await startFaultServer('')
    const baseUrl = `${server.url}/BC/api/v2.0?code=s3cret-query`
    const options = { baseUrl, auth: auths[name], retry: { limit: 0 }, timeout: 50 }
    const { picture } = clientOf(emulator, server.url, 'v2.0', options)
    const refusals = [refuse(401, 'x'), refuse(403, 'x'), refuse(404, 'x'), refuse(409, 'x'), refuse(429, 'x')]
    const page = answer(502, { 'content-type': 'text/html' }, '<html>')
    const reset = (request: { socket: { resetAndDestroy(): void } }) => request.socket.resetAndDestroy()
    const faults = [...refusals, refuse(401, 'x'), page, answer(200, {}, 'no JSON'), reset, () => {}]
    for (const fault of faults) {
      server.faults.push(fault)
      if (fault === refusals[0] && name !== 'token') server.faults.push(fault)
      const error = await picture.info().catch((error) => error)
      expect(error).toBeInstanceOf(Error)
      for (const secret of SECRETS) expect(printed(error)).not.toContain(secret)
    }
    expect(server.seen[0]?.url).toContain('code=s3cret-query')
  })
})

it('no error repeats a query, whoever named it', async () => {
  await using server = await startFaultServer('')
  const baseUrl = `${server.url}/BC/api/v2.0?code=s3cret-query`
  const { bc, picture } = clientOf(emulator, server.url, 'v2.0', { baseUrl, retry: { limit: 0 }, timeout: 50 })
  const message = `No HTTP resource was found that matches the request URI '${baseUrl}&x=1'.`
  const refusal = answer(404, {}, JSON.stringify({ error: { code: 'BadRequest_NotFound', message } }))
  const filter = "comment eq 's3cret-query'"
  const calls = [() => picture.info(), () => picture.download(), () => bc.list('items', { filter }).next()]
  for (const call of calls) {
    for (const fault of [refusal, answer(200, {}, '{"value":5}'), () => {}]) {
      server.faults.push(fault)
      const outcome = await call().catch((error) => error)
      expect(printed(outcome)).not.toContain('s3cret-query')
    }
  }
  server.faults.push(refusal)
  await expect(picture.info({ timeout: 5000 })).rejects.toThrow(
    /answered 404 BadRequest_NotFound No HTTP resource was found/,
  )
})

describe('credentials stay with the base URL:', () => {
  it('a next link that points elsewhere is followed through the base URL', async () => {
    await using elsewhere = await startFaultServer('', answer(200, {}, '{"value":[]}'))
    await using server = await startFaultServer(emulator.url)
    const entity = (id: string) => ({ id, picture: { width: 1, height: 1, contentType: 'image/png' } })
    const link = `${elsewhere.url}/steal?$skiptoken=2`
    const first = JSON.stringify({ value: [entity('1')], '@odata.nextLink': link })
    server.faults.push(answer(200, {}, first), answer(200, {}, JSON.stringify({ value: [entity('2')] })))
    const ids = []
    for await (const { id } of clientOf(emulator, server.url, 'v2.0').bc.list('items')) ids.push(id)
    expect(ids).toEqual(['1', '2'])
    expect(elsewhere.seen).toEqual([])
    expect(server.seen[1]?.url).toBe(`/BC/api/v2.0/companies(${emulator.companyId})/items?$skiptoken=2`)
  })

  it('a next link is followed whatever its query holds', async () => {
    await using server = await startFaultServer(emulator.url)
    const link = `${server.url}/other?$filter=number eq 'a?b'&$skiptoken='x?y'`
    const first = JSON.stringify({ value: [], '@odata.nextLink': link })
    server.faults.push(answer(200, {}, first), answer(200, {}, '{"value":[]}'))
    for await (const _ of clientOf(emulator, server.url, 'v2.0').bc.list('items'));
    const { pathname, searchParams } = new URL(server.seen[1]?.url ?? '', server.url)
    expect(pathname).toBe(`/BC/api/v2.0/companies(${emulator.companyId})/items`)
    expect([...searchParams]).toEqual([
      ['$filter', "number eq 'a?b'"],
      ['$skiptoken', "'x?y'"],
    ])
  })

  it.each(['the same?$expand=picture', 'https://no.query/at/all'])(
    'a next link that leads back is an error: %s',
    async (link) => {
      await using server = await startFaultServer(emulator.url)
      const page = JSON.stringify({ value: [], '@odata.nextLink': link })
      server.faults.push(...Array(9).fill(answer(200, {}, page)))
      const listing = clientOf(emulator, server.url, 'v2.0').bc.list('items')
      await expect(listing.next()).rejects.toMatchObject({ name: 'InvalidResponseError' })
      expect(server.seen.length).toBeLessThan(4)
    },
  )

  it('media links that point elsewhere are not used at all', async () => {
    await using elsewhere = await startFaultServer('')
    await using server = await startFaultServer(emulator.url, async (_, response) => {
      const at = `${elsewhere.url}/content`
      const links = { 'pictureContent@odata.mediaReadLink': at, 'pictureContent@odata.mediaEditLink': at }
      response.end(JSON.stringify({ id: ITEM, width: 1, height: 1, contentType: 'image/png', ...links }))
    })
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    await picture.info()
    await (await picture.download())?.bytes()
    expect([elsewhere.seen.length, server.seen.length]).toEqual([0, 2])
  })

  it('a base URL that a raw call brings along is refused', async () => {
    await using elsewhere = await startFaultServer('')
    const { bc } = clientOf(emulator, emulator.url, 'v2.0')
    await expect(bc.raw.GET('/companies', { baseUrl: elsewhere.url })).rejects.toThrow(/is not below baseUrl/)
    await expect(bc.raw.GET('/companies', { baseUrl: `${emulator.baseUrls['v2.0']}/../..` })).rejects.toThrow(
      /not below/,
    )
    expect(elsewhere.seen).toEqual([])
  })

  it('a middleware of the raw client, registered before its first call, sees requests without them', async () => {
    const { bc } = clientOf(emulator, emulator.url, 'v2.0')
    const seen: [string, string | null][] = []
    bc.raw.use({
      onRequest({ request }) {
        seen.push([request.method, request.headers.get('authorization')])
      },
    })
    expect((await bc.raw.GET('/companies')).response.status).toBe(200)
    expect(seen).toEqual([['GET', null]])
  })

  it('a query of the base URL goes with every request, the next page included', async () => {
    await using server = await startFaultServer(emulator.url)
    const baseUrl = `${server.url}/BC/api/v2.0/?tenant=default`
    const { bc, picture } = clientOf(emulator, server.url, 'v2.0', { baseUrl })
    await picture.info()
    for await (const _ of bc.list('items', { pageSize: 5 }));
    await bc.raw.GET('/companies')
    expect(server.seen.length).toBeGreaterThan(3)
    for (const { url } of server.seen) expect(url.match(/tenant=default/g)).toHaveLength(1)
  })
})

describe.each(METHODS)('an id never becomes anything else in a URL for %s:', () => {
  it.each(['1896-S', '', '..', `${ITEM})/picture(`, `${ITEM}\n`, '%2e%2e', `{${ITEM}`, `{{${ITEM}}}`])('%j', (id) => {
    const { bc } = clientOf(emulator, emulator.url, 'v2.0')
    expect(() => bc.picture('items', id)).toThrow(/must be a GUID, as findEntity/)
  })
})

describe('http', () => {
  const make = (baseUrl: string, allowHttp?: boolean) => () =>
    createPictureClient({ baseUrl, apiVersion: 'v2.0', ...(allowHttp !== undefined && { allowHttp }) })
  it.each(['bc.example', '127.0.0.1.example', 'localhost.example', '10.0.0.1', 'xlocalhost'])(
    'to %s needs to be allowed',
    (host) => {
      expect(make(`http://${host}/BC/api/v2.0`)).toThrow(
        /does not protect credentials: use https, or pass allowHttp: true/,
      )
      expect(make(`http://${host}:7048/BC/api/v2.0`, false)).toThrow(
        /does not protect credentials: use https, or pass allowHttp: true/,
      )
      expect(make(`http://${host}:7048/BC/api/v2.0`, true)).not.toThrow()
      expect(make(`https://${host}:7048/BC/api/v2.0`)).not.toThrow()
    },
  )
  it.each(['localhost', '127.0.0.1', '127.1.2.3', '[::1]'])('to %s, which is this machine, is allowed', (host) => {
    expect(make(`http://${host}:7048/BC/api/v2.0`)).not.toThrow()
    expect(make(`http://${host}/BC/api/v2.0`)).not.toThrow()
  })
})
