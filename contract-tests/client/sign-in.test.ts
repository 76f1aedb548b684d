import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Auth, basic, clientCredentials, NetworkError } from '../../src/client/index.ts'
import { type Fault, refuse } from '../../src/test-support/fault-server.ts'
import { APP, type OAuthServer, startOAuthServer } from '../../src/test-support/oauth-server.ts'
import { carryOut, clientOf, expectCarriedOut, METHODS, testClock, useFaultServer } from './harness.ts'

const { emulator, server } = await useFaultServer()

const expired = refuse(401, 'Authentication_InvalidCredentials')
const sent = () => server.seen.map(({ headers }) => headers.authorization)

/** Gives a new token each time it is asked, and counts. */
function counting() {
  const source = { asked: 0, get: async () => `token-${++source.asked}` }
  return source
}

describe.each(METHODS)('%s', (method) => {
  it('renews the token once on 401 and is made again', async () => {
    server.faults.push(expired)
    const tokens = counting()
    const { picture, waits } = clientOf(emulator, server.url, 'v2.0', { auth: tokens.get })
    const read = await carryOut(method, picture)
    expect(sent()).toEqual(['Bearer token-1', 'Bearer token-2'])
    expect(waits).toEqual([])
    await expectCarriedOut(emulator, method, read)
  })

  it('is refused for good when the new token is refused, too', async () => {
    server.faults.push(expired, expired, expired)
    const tokens = counting()
    const { picture } = clientOf(emulator, server.url, 'v2.0', { auth: tokens.get })
    await expect(carryOut(method, picture)).rejects.toMatchObject({ name: 'UnauthorizedError', status: 401 })
    expect(sent()).toEqual(['Bearer token-1', 'Bearer token-2'])
  })

  it('is made again although the renewal fails at first', async () => {
    server.faults.push(expired)
    let asked = 0
    const auth = () => {
      if (++asked === 2) throw new NetworkError('busy')
      return `token-${asked}`
    }
    const { picture, waits } = clientOf(emulator, server.url, 'v2.0', { auth })
    const read = await carryOut(method, picture)
    expect(sent()).toEqual(['Bearer token-1', 'Bearer token-3'])
    expect(waits).toEqual([500])
    await expectCarriedOut(emulator, method, read)
  })

  it('is not made again with the same token', async () => {
    server.faults.push(expired, expired)
    const { picture } = clientOf(emulator, server.url, 'v2.0', { auth: 'old' })
    await expect(carryOut(method, picture)).rejects.toThrow(/answered 401 .* Pass a fresh token, or a function/)
    expect(sent()).toEqual(['Bearer old'])
  })
})

describe('signing in', () => {
  const credential = (got: object) => ({ getToken: async () => got as { token: string } })
  it.each<[string, Auth | undefined, string | undefined]>([
    ['a token', 'abc', 'Bearer abc'],
    ['a function', () => 'abc', 'Bearer abc'],
    ['a function that comes to it', async () => 'abc', 'Bearer abc'],
    ['a credential', credential({ token: 'abc', expiresOnTimestamp: 1e15 }), 'Bearer abc'],
    ['basic', basic({ user: 'ADMIN', accessKey: 'schlüssel:1' }), `Basic ${btoa('ADMIN:schl\xc3\xbcssel:1')}`],
    ['nothing', undefined, undefined],
  ])('with %s sends the right header', async (_, auth, header) => {
    server.faults.push((_, response) => response.writeHead(204).end())
    const { picture } = clientOf(emulator, server.url, 'v2.0', { auth: auth as Auth })
    await picture.info()
    expect(sent()).toEqual([header])
  })

  it('asks a credential for the scope of Business Central online, or the one that is set', async () => {
    const scopes: unknown[] = []
    const auth = {
      getToken: async (scope: unknown) => {
        scopes.push(scope)
        return { token: 'abc' }
      },
    }
    await clientOf(emulator, server.url, 'v2.0', { auth }).picture.info()
    await clientOf(emulator, server.url, 'v2.0', { auth, scope: 'mine' }).picture.info()
    expect(scopes).toEqual(['https://api.businesscentral.dynamics.com/.default', 'mine'])
  })

  it('keeps a token, renews it a minute before it ends, and shares a renewal', async () => {
    let asked = 0
    const clock = testClock()
    const getToken = async () => ({ token: `token-${++asked}`, expiresOnTimestamp: clock.now() + 3_600_000 })
    const { picture } = clientOf(emulator, server.url, 'v2.0', { auth: { getToken }, clock })
    await Promise.all(Array.from({ length: 20 }, () => picture.info()))
    expect(asked).toBe(1)
    await clock.sleep(3_539_000)
    await picture.info()
    expect(asked).toBe(1)
    await clock.sleep(2_000)
    await Promise.all(Array.from({ length: 20 }, () => picture.info()))
    expect(asked).toBe(2)
    expect(server.faults).toEqual([])
  })

  it('shares the renewal after 401 among concurrent calls', async () => {
    const tokens = counting()
    const old: Fault = async (request, response, { sound }) =>
      request.headers.authorization === 'Bearer token-1' ? response.writeHead(401).end() : sound()
    server.faults.push(...Array<Fault>(40).fill(old))
    const { picture } = clientOf(emulator, server.url, 'v2.0', { auth: tokens.get })
    await Promise.all(Array.from({ length: 20 }, () => picture.info()))
    expect(tokens.asked).toBe(2)
  })

  it('passes on what a function throws, as the cause of a failed sign-in', async () => {
    const own = new Error('the vault is sealed')
    const auth = () => {
      throw own
    }
    const { picture } = clientOf(emulator, server.url, 'v2.0', { auth })
    const error = await picture.info().catch((error) => error)
    expect(error).toMatchObject({
      name: 'UnauthorizedError',
      cause: own,
      message: 'Sign-in failed: the vault is sealed',
    })
    expect(server.seen).toEqual([])
  })

  it.each(['', 'with space', 'line\nbreak', 'ü', undefined])(
    'refuses the token %j without showing it',
    async (token) => {
      const { picture } = clientOf(emulator, server.url, 'v2.0', { auth: () => token as string })
      const error = await picture.info().catch((error) => error)
      expect(error.name).toBe('UnauthorizedError')
      if (token) expect(inspect(error, { depth: 9 })).not.toContain(token)
      expect(server.seen).toEqual([])
    },
  )

  it('that never ends can be aborted', async () => {
    const { picture } = clientOf(emulator, server.url, 'v2.0', { auth: () => new Promise<string>(() => {}) })
    await expect(picture.info({ signal: AbortSignal.timeout(30) })).rejects.toMatchObject({ name: 'TimeoutError' })
  })
})

describe('client credentials, against a real OAuth server', () => {
  let oauth: OAuthServer
  beforeEach(async () => {
    oauth = await startOAuthServer()
  })
  afterEach(() => oauth[Symbol.asyncDispose]())

  /** Lets through what the OAuth server knows. */
  const guard: Fault = async (request, response, { sound }) => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    if (await oauth.isGood(token)) await sound()
    else response.writeHead(401).end()
  }
  const auth = (options = {}) => clientCredentials({ ...APP, tokenUrl: oauth.tokenUrl, ...options })

  it('sign in, once for many calls', async () => {
    server.faults.push(...Array<Fault>(30).fill(guard))
    const { picture } = clientOf(emulator, server.url, 'v2.0', { auth: auth() })
    const infos = await Promise.all(Array.from({ length: 20 }, () => picture.info()))
    expect(infos.every(({ exists }) => exists)).toBe(true)
    expect(oauth.asked).toBe(1)
  })

  it('take the scope that the client asks for', async () => {
    server.faults.push(guard)
    const { scope, ...app } = APP
    const { picture } = clientOf(emulator, server.url, 'v2.0', {
      auth: clientCredentials({ ...app, tokenUrl: oauth.tokenUrl }),
      scope,
    })
    expect((await picture.info()).exists).toBe(true)
  })

  it.each(METHODS)('get another token when one was revoked, for %s', async (method) => {
    server.faults.push(...Array<Fault>(9).fill(guard))
    const { picture } = clientOf(emulator, server.url, 'v2.0', { auth: auth() })
    await picture.info()
    await oauth.revoke(sent()[0]?.slice(7) ?? '')
    const read = await carryOut(method, picture)
    expect(oauth.asked).toBe(2)
    await expectCarriedOut(emulator, method, read)
  })

  it('go through the fetch that is given, for a proxy', async () => {
    const urls: string[] = []
    const proxied = (url: string, init: RequestInit) => {
      urls.push(url)
      return fetch(url, init)
    }
    expect(await auth({ fetch: proxied }).getToken([])).toMatchObject({ token: expect.any(String) })
    expect(urls).toEqual([oauth.tokenUrl])
  })

  it('know when their tokens end', async () => {
    const before = Date.now()
    const { expiresOnTimestamp } = (await auth().getToken([])) ?? {}
    expect(expiresOnTimestamp).toBeGreaterThanOrEqual(before + 600_000)
    expect(expiresOnTimestamp).toBeLessThanOrEqual(Date.now() + 600_000)
  })

  it('try again when the token endpoint is busy', async () => {
    oauth.busy = 2
    server.faults.push(guard)
    const { picture, waits } = clientOf(emulator, server.url, 'v2.0', { auth: auth() })
    expect((await picture.info()).exists).toBe(true)
    expect(waits).toEqual([500, 1000])
  })

  it('that are wrong are refused once, and never shown', async () => {
    const clientSecret = 'wr0ng-secret'
    const { picture } = clientOf(emulator, server.url, 'v2.0', { auth: auth({ clientSecret }) })
    const error = await picture.info().catch((error) => error)
    expect(error).toMatchObject({ name: 'UnauthorizedError', message: expect.stringContaining('invalid_client') })
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(clientSecret)
    expect([oauth.asked, server.seen.length]).toEqual([1, 0])
  })

  it('whose token endpoint cannot be reached are a failure of the network', async () => {
    await oauth[Symbol.asyncDispose]()
    const { picture, waits } = clientOf(emulator, server.url, 'v2.0', { auth: auth() })
    await expect(picture.info()).rejects.toMatchObject({
      name: 'NetworkError',
      message: expect.stringContaining(oauth.tokenUrl),
    })
    expect(waits).toHaveLength(4)
  })

  it.each([
    [{ clientId: '' }, /clientId/],
    [{ clientSecret: '' }, /clientSecret/],
    [{ tokenUrl: undefined }, /tenantId or a tokenUrl/],
    [{ tokenUrl: '' }, /^tokenUrl must be text, but it is empty: is a variable not set\?$/],
    [
      { tokenUrl: 'https://me:pa55@login.example/token?k=5' },
      /^tokenUrl "https:\/\/login\.example\/token" holds credentials/,
    ],
    [{ tokenURL: 'x' }, /^clientCredentials\(\) has no option "tokenURL": use tenantId, /],
    [{ tokenUrl: 'http://login.example/token' }, /does not protect credentials: use https/],
    [{ tokenUrl: 'login.example/token' }, /^tokenUrl "login\.example\/token" is not a URL: pass https/],
  ])('that cannot work are refused at once: %j', (options, message) => {
    expect(() => auth(options)).toThrow(message)
  })
})
