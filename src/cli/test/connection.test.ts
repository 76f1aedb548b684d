import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../emulator/index.ts'
import { authorizationOf, ConnectionError, resolveConnection } from '../connection.ts'

const baseUrl = 'https://bcserver:7048/BC/api/v2.0'

function problem(flags: Parameters<typeof resolveConnection>[0], env: Record<string, string> = {}): string {
  try {
    resolveConnection(flags, env)
  } catch (error) {
    expect(error).toBeInstanceOf(ConnectionError)
    return (error as Error).message
  }
  throw new Error('It was taken.')
}

describe('the server', () => {
  it('is the base URL, with its own version unless one is named', () => {
    expect(resolveConnection({ baseUrl: 'https://bcserver:7048/BC/api/v1.0/' }, {})).toMatchObject({
      baseUrl: 'https://bcserver:7048/BC/api/v1.0',
      apiVersion: 'v1.0',
      company: undefined,
      auth: undefined,
    })
  })

  it('keeps the query of a multitenant server', () => {
    const connection = resolveConnection({ baseUrl: `${baseUrl}?tenant=default` }, {})
    expect(connection.baseUrl).toBe(`${baseUrl}?tenant=default`)
  })

  it('is built of tenant and environment, where the tenant may be left out', () => {
    const online = 'https://api.businesscentral.dynamics.com/v2.0'
    const both = resolveConnection({ tenant: 'contoso.com', environment: 'My Sandbox' }, {})
    expect(both.baseUrl).toBe(`${online}/contoso.com/My%20Sandbox/api/v2.0`)
    const alone = resolveConnection({ environment: 'production', apiVersion: 'v1.0' }, {})
    expect(alone.baseUrl).toBe(`${online}/production/api/v1.0`)
  })

  it('comes from the environment where no flag names one; an empty variable counts as none', () => {
    const env = { BC_BASE_URL: baseUrl, BC_API_VERSION: '', BC_COMPANY: 'CRONUS', BC_ENVIRONMENT: '', BC_TENANT_ID: '' }
    expect(resolveConnection({}, env)).toMatchObject({ baseUrl, apiVersion: 'v2.0', company: 'CRONUS' })
    expect(resolveConnection({ environment: 'sandbox' }, env).baseUrl).toMatch(/\/v2\.0\/sandbox\/api\/v2\.0$/)
    expect(problem({}, { BC_BASE_URL: baseUrl, BC_API_VERSION: '2' })).toContain('BC_API_VERSION is "2"')
    expect(problem({ baseUrl, environment: 'sandbox' })).toContain('remove one of them')
  })

  it('may be a Graph root, which names no version', () => {
    const graph = 'https://graph.microsoft.com/v1.0/businesscentral'
    expect(resolveConnection({ baseUrl: graph, apiVersion: 'beta' }, {}).baseUrl).toBe(graph)
  })

  it.each([
    [{}, 'Name it with --base-url, or with --tenant and --environment'],
    [{ tenant: 'contoso.com' }, '--environment'],
    [{ baseUrl: 'bcserver:7048/BC/api/v2.0' }, 'is not a URL such as'],
    [{ baseUrl: 'https://bcserver:7048/BC' }, 'does not end in /api/<version>'],
    [{ baseUrl: 'https://bcserver:7048/BC/api/v2.0/companies' }, 'does not end in /api/<version>'],
    [{ baseUrl: 'https://bcserver:7048/BC/api/v3.0' }, 'the versions are beta, v1.0, v2.0'],
    [{ baseUrl, apiVersion: 'beta' as const }, 'is for v2.0, but beta was requested'],
  ])('%j is refused in a sentence', (flags, part) => {
    expect(problem(flags)).toContain(part)
  })

  it('holds no user and no password, and does not repeat them', () => {
    const message = problem({ baseUrl: 'https://jo:geheim@bcserver:7048/BC/api/v2.0' })
    expect(message).toContain('BC_USER and BC_ACCESS_KEY')
    expect(message).not.toContain('geheim')
    expect(problem({ baseUrl: 'ftp://jo:geheim@bcserver/api/v2.0' })).not.toContain('geheim')
  })
})

describe('the sign-in', () => {
  it('is a token, else client credentials, else basic; an empty variable counts as none', async () => {
    const header = (env: Record<string, string>) => authorizationOf(resolveConnection({ baseUrl }, env))?.()
    expect(await header({ BC_TOKEN: 'abc', BC_USER: 'jo', BC_ACCESS_KEY: 'key' })).toBe('Bearer abc')
    expect(await header({ BC_TOKEN: '', BC_USER: 'jo', BC_ACCESS_KEY: 'key' })).toBe(`Basic ${btoa('jo:key')}`)
    expect(authorizationOf(resolveConnection({ baseUrl }, {}))).toBeUndefined()
  })

  it.each([
    [{ BC_USER: 'jo' }, 'BC_USER is set, but BC_ACCESS_KEY is not: set both.'],
    [{ BC_CLIENT_SECRET: 'geheim' }, 'BC_CLIENT_SECRET is set, but BC_CLIENT_ID is not: set both.'],
    [{ BC_CLIENT_ID: 'id', BC_CLIENT_SECRET: 'geheim' }, 'set BC_TENANT_ID, or BC_TOKEN_URL'],
    [{ BC_TOKEN: 'two words geheim' }, 'BC_TOKEN contains spaces'],
  ])('%j is refused in a sentence that keeps secrets', (env, part) => {
    const message = problem({ baseUrl }, env as Record<string, string>)
    expect(message).toContain(part)
    expect(message).not.toContain('geheim')
  })

  it('does not travel unprotected to another machine, unless that is allowed', () => {
    const http = 'http://bcserver:7048/BC/api/v2.0'
    expect(problem({ baseUrl: http }, { BC_TOKEN: 'abc' })).toContain('--allow-http')
    expect(resolveConnection({ baseUrl: http, allowHttp: true }, { BC_TOKEN: 'abc' }).allowHttp).toBe(true)
    expect(resolveConnection({ baseUrl: http }, {}).auth).toBeUndefined()
    expect(resolveConnection({ baseUrl: 'http://127.0.0.1:7048/BC/api/v2.0' }, { BC_TOKEN: 'abc' }).auth).toBe('abc')
  })
})

describe('client credentials', () => {
  let emulator: Emulator
  beforeAll(async () => {
    emulator = await startEmulator({ auth: 'oauth', clientId: 'app', clientSecret: 's3cret' })
  })
  afterAll(() => emulator.close())

  it('are exchanged for a token at BC_TOKEN_URL', async () => {
    const env = { BC_CLIENT_ID: 'app', BC_CLIENT_SECRET: 's3cret', BC_TOKEN_URL: emulator.tokenUrl ?? '' }
    const connection = resolveConnection({ baseUrl: emulator.baseUrls['v2.0'] }, env)
    expect(await authorizationOf(connection)?.()).toMatch(/^Bearer \S+$/)
  })
})
