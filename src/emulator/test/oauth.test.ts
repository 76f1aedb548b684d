import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Emulator, type EmulatorOptions, startEmulator } from '../index.ts'
import { Api, type Json, refusalOf } from './support.ts'

let emulator: Emulator
const scope = 'https://api.businesscentral.dynamics.com/.default'

beforeAll(async () => {
  emulator = await startEmulator({ auth: 'oauth', clientId: 'app', clientSecret: 's3cret' })
})
afterAll(() => emulator.close())

/** Takes a token with a client that the project did not write, endpoint discovery included. */
async function takeToken({ url }: Emulator, authentication: oauth.ClientAuth): Promise<string> {
  const insecure = { [oauth.allowInsecureRequests]: true }
  const issuer = new URL(`${url}/my-tenant/v2.0`)
  const discovered = await oauth.discoveryRequest(issuer, insecure)
  const server = await oauth.processDiscoveryResponse(issuer, discovered)
  const client = { client_id: 'app' }
  const parameters = { scope }
  const response = await oauth.clientCredentialsGrantRequest(server, client, authentication, parameters, insecure)
  const { access_token, expires_in } = await oauth.processClientCredentialsResponse(server, client, response)
  expect(expires_in).toBeGreaterThan(0)
  return access_token
}

const withToken = (target: Emulator, token: string) =>
  new Api(target, 'v2.0').fetch('/items', { headers: { Authorization: `Bearer ${token}` } })

it.each([
  ['in the body', oauth.ClientSecretPost('s3cret')],
  ['in the header', oauth.ClientSecretBasic('s3cret')],
])('gives a token for client credentials %s, and lets its bearer in', async (_where, authentication) => {
  const token = await takeToken(emulator, authentication)
  expect((await withToken(emulator, token)).status).toBe(200)
})

it('lets nobody in with a token that it did not give, and tells of one that has expired', async () => {
  expect((await withToken(emulator, 'made-up')).status).toBe(401)
  expect((await new Api(emulator, 'v2.0').fetch('/items')).status).toBe(401)
  await using brief = await startEmulator({ auth: 'oauth', tokenSeconds: 1 })
  const token = await takeToken(brief, oauth.ClientSecretPost('any'))
  expect((await withToken(brief, token)).status).toBe(200)
  await expect.poll(async () => (await withToken(brief, token)).status, { timeout: 3000 }).toBe(401)
  const refused = await withToken(brief, token)
  expect(refused.headers.get('WWW-Authenticate')).toContain('expired')
  expect(await refusalOf(refused)).toMatchObject({ code: 'Authentication_InvalidCredentials' })
})

it('describes itself with what libraries of OpenID Connect ask for', async () => {
  const authority = `${emulator.url}/my-tenant`
  const read = async (url: string) => (await (await fetch(url)).json()) as Json
  const discovered = await read(`${authority}/v2.0/.well-known/openid-configuration`)
  expect(discovered).toMatchObject({
    issuer: `${authority}/v2.0`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
  })
  expect(await read(discovered.jwks_uri)).toEqual({ keys: [] })
})

it.each<[string, Record<string, string>, string]>([
  ['a wrong secret', { client_secret: 'wrong' }, 'invalid_client'],
  ['an unknown client', { client_id: 'other' }, 'invalid_client'],
  ['another scope', { scope: 'openid' }, 'invalid_scope'],
  ['another grant', { grant_type: 'password' }, 'unauthorized_client'],
  ['a grant that nobody knows', { grant_type: 'wish' }, 'unsupported_grant_type'],
  ['an empty secret', { client_secret: '' }, 'invalid_client'],
])('refuses %s', async (_what, changes, error) => {
  const good = { grant_type: 'client_credentials', client_id: 'app', client_secret: 's3cret', scope }
  const body = new URLSearchParams({ ...good, ...changes })
  const response = await fetch(String(emulator.tokenUrl), { method: 'POST', body })
  expect([response.status, ((await response.json()) as Json).error]).toEqual([400, error])
})

it('writes neither secret nor token into the journal', async () => {
  await emulator.reset()
  const token = await takeToken(emulator, oauth.ClientSecretPost('s3cret'))
  await withToken(emulator, token)
  const journal = JSON.stringify(emulator.requests())
  expect(emulator.requests()).toHaveLength(3)
  expect(journal).not.toContain(token)
  expect(journal).not.toContain('s3cret')
})

it.each([
  [{ clientId: 'a' }, "clientId goes with auth 'oauth' only"],
  [{ auth: 'oauth', tokenSeconds: 0 }, 'tokenSeconds 0'],
  [{ auth: 'oauth', token: 't' }, "token goes with auth 'bearer' only"],
])('refuses the options %j', async (options, message) => {
  await expect(startEmulator(options as EmulatorOptions)).rejects.toThrow(message)
})
