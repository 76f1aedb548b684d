import { expect, it } from 'vitest'
import { type EmulatorOptions, startEmulator } from '../index.ts'
import { deskId, refusalOf } from './support.ts'

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

/** Options, an Authorization header, and whether it is let in. */
const cases: readonly (readonly [EmulatorOptions, string | undefined, boolean])[] = [
  [{}, 'Bearer anything', true],
  [{}, 'bearer anything', true],
  [{}, undefined, false],
  [{}, 'Bearer ', false],
  [{}, 'Bearer', false],
  [{}, basic('user:key'), false],
  [{ token: 'secret' }, 'Bearer secret', true],
  [{ token: 'secret' }, 'Bearer secret2', false],
  [{ token: 'secret' }, 'Bearer SECRET', false],
  [{ auth: 'basic' }, basic('user:key'), true],
  [{ auth: 'basic' }, basic('user:ke:y'), true],
  [{ auth: 'basic' }, basic('user:'), false],
  [{ auth: 'basic' }, basic(':key'), false],
  [{ auth: 'basic' }, basic('user'), false],
  [{ auth: 'basic' }, 'Basic !!!', false],
  [{ auth: 'basic' }, 'Bearer token', false],
  [{ auth: 'basic', user: 'u', accessKey: 'k' }, basic('u:k'), true],
  [{ auth: 'basic', user: 'u', accessKey: 'k' }, basic('u:x'), false],
  [{ auth: 'basic', user: 'u', accessKey: 'k' }, basic('x:k'), false],
  [{ auth: 'none' }, undefined, true],
]

it.each(cases)('with the options %j the header %j is let in: %j', async (options, header, letIn) => {
  await using emulator = await startEmulator({ ...options, seed: 'empty' })
  const init = header === undefined ? {} : { headers: { Authorization: header } }
  const response = await fetch(`${emulator.baseUrls['v2.0']}/companies`, init)
  if (letIn) return expect(response.status).toBe(200)
  const challenge = response.headers.get('WWW-Authenticate')
  expect(challenge).toMatch(options.auth === 'basic' ? /^Basic / : /^Bearer /)
  expect(await refusalOf(response)).toEqual({
    status: 401,
    code: 'Authentication_InvalidCredentials',
    message: 'The server has rejected the client credentials.',
  })
})

it('asks for a sign-in before it says what exists, and refuses a large upload without reading it into memory', async () => {
  await using emulator = await startEmulator()
  for (const path of ['/nothing', `/items(${deskId})/picture`]) {
    expect((await fetch(emulator.baseUrls['v2.0'] + path)).status).toBe(401)
  }
  const url = `${emulator.baseUrls['v2.0']}/items(${deskId})/picture/pictureContent`
  const response = await fetch(url, { method: 'PATCH', body: Buffer.alloc(5_000_000), headers: { 'If-Match': '*' } })
  expect(response.status).toBe(401)
  const [, , entry] = (await (await fetch(`${emulator.url}/_emulator/requests`)).json()) as unknown[]
  expect(entry).toMatchObject({ method: 'PATCH', status: 401, requestBytes: 0 })
})
