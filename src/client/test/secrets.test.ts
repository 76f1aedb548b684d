import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { answer, type Fault, refuse, startFaultServer } from '../../test-support/fault-server.ts'
import { ONE_PIXEL_PNG } from '../../test-support/pictures.ts'
import { type Auth, basic, clientCredentials, type LogEvent } from '../index.ts'
import { clientOf, useFaultServer } from './harness.ts'

const server = await useFaultServer()

/** Everything a log may make of a value. */
const printed = (value: unknown): string =>
  [inspect(value, { depth: 20, showHidden: true }), JSON.stringify(value), String(value), (value as Error)?.stack].join(
    '\n',
  )

/** A server that repeats a text wherever a client may read it. */
const repeating = (said: string): Fault[] => {
  const envelope = (code: string, message: string) => JSON.stringify({ error: { code, message } })
  const header = /^[\t -~]*$/.test(said) ? { 'ms-correlation-x': said } : {}
  return [
    answer(403, header, envelope('x', `The token ${said} is wrong.`)),
    answer(400, header, envelope(said, said)),
    answer(404, header, envelope('x', `You sent ${JSON.stringify(said)}: ${encodeURIComponent(said)}`)),
    // A part of a secret is a secret, too: it has to go before the text is cut.
    answer(400, {}, envelope('x', `${'-'.repeat(990)}${said}`)),
    answer(200, { 'content-type': `text/html; ${said.replace(/[^!-~]/g, '')}` }, said),
    (_, response) =>
      response.writeHead(302, { location: `https://elsewhere.invalid/?t=${encodeURIComponent(said)}` }).end(),
    answer(
      200,
      {},
      JSON.stringify({
        value: [
          { id: said, name: said, displayName: said },
          { id: 'x', name: said },
        ],
      }),
    ),
  ]
}

const TOKENS = ['abc', 's3cret-token-of-some-length', `"quoted"\\and\\"back"`, 'a%2Fb+c/d=', 'x'.repeat(5000)]

describe('a server that repeats the credentials does not get them shown:', () => {
  it.each(TOKENS)('the token %#', async (token) => {
    for (const [index, fault] of repeating(token).entries()) {
      for (const method of ['info', 'delete'] as const) {
        server.faults.push(fault)
        const events: LogEvent[] = []
        const log = (event: LogEvent) => events.push(event)
        const { picture } = clientOf(server.url, { auth: token, company: `C${index}`, retry: { limit: 0 }, log })
        const error = await picture[method]().catch((error) => error)
        expect(error).toBeInstanceOf(Error)
        for (const form of [token, JSON.stringify(token).slice(1, -1), encodeURIComponent(token)]) {
          expect(printed([error, events])).not.toContain(form)
          expect(printed(error.message)).not.toContain(form.slice(0, 60))
        }
        expect(events[0]).toMatchObject({ method: 'GET', attempt: 1 })
      }
    }
  })

  it('the access key and the whole header of basic', async () => {
    const auth = basic({ user: 'ADMIN', accessKey: 'k3y-"\\ü' })
    for (const said of ['k3y-"\\ü', btoa('ADMIN:k3y-"\\\xc3\xbc')]) {
      for (const fault of repeating(said)) {
        server.faults.push(fault)
        const error = await clientOf(server.url, { auth, retry: { limit: 0 } })
          .picture.info()
          .catch((error) => error)
        expect(error).toBeInstanceOf(Error)
        expect(printed(error)).not.toContain(said)
      }
    }
  })

  it('a token of one letter, without its letter in other words', async () => {
    server.faults.push(answer(403, {}, '{"error":{"code":"Forbidden","message":"The token t is not right: \\"t\\"."}}'))
    await expect(clientOf(server.url, { auth: 't' }).picture.info()).rejects.toThrow(
      'answered 403 Forbidden The token … is not right: "…".',
    )
  })

  it('a token that was renewed meanwhile', async () => {
    let asked = 0
    const auth = () => `t0ken-${++asked}`
    server.faults.push(refuse(401, 'x'), answer(403, {}, '{"error":{"code":"t0ken-1","message":"t0ken-1 t0ken-2"}}'))
    const error = await clientOf(server.url, { auth })
      .picture.info()
      .catch((error) => error)
    expect(error.message).toMatch(/ answered 403 … … …$/)
  })

  it('what a terminal would take for commands', async () => {
    const message = 'red \u001b[31m, bell \u0007, C1 \u009b31m, bidi \u202e\u2066, NUL \u0000, lone \ud800.'
    server.faults.push(answer(403, {}, JSON.stringify({ error: { code: 'a\u001b[2J', message } })))
    const error = await clientOf(server.url)
      .picture.info()
      .catch((error) => error)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not be there
    expect(error.message).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800]/)
    expect(error.code).toBe('a [2J')
  })

  it('more than a thousand characters', async () => {
    server.faults.push(answer(400, {}, JSON.stringify({ error: { code: 'x', message: 'y'.repeat(1_000_000) } })))
    const error = await clientOf(server.url)
      .picture.info()
      .catch((error) => error)
    expect(error.message.length).toBeLessThan(1500)
  })
})

describe('a token endpoint that repeats the secret does not get it shown', () => {
  const clientSecret = 's3cret "\\ of the app'
  it.each([
    ['in its description', { error: 'invalid_client', error_description: `"${clientSecret}" is wrong` }],
    [
      'escaped',
      { error: 'invalid_client', error_description: JSON.stringify(clientSecret) + encodeURIComponent(clientSecret) },
    ],
    ['as a code', { error: 's3cret "\\ of the app' }],
    ['long, and cut', { error: 'invalid_client', error_description: `${'-'.repeat(990)}${clientSecret}` }],
  ])('%s', async (_, body) => {
    await using endpoint = await startFaultServer(
      '',
      answer(400, { 'content-type': 'application/json' }, JSON.stringify(body)),
    )
    const auth = clientCredentials({ clientId: 'app', clientSecret, tokenUrl: `${endpoint.url}/token?k=quer1` })
    const error = await clientOf(server.url, { auth })
      .picture.info()
      .catch((error) => error)
    expect(error.name).toBe('UnauthorizedError')
    expect(error.message).toContain(`${endpoint.url}/token refused the client app`)
    for (const form of [
      clientSecret,
      JSON.stringify(clientSecret).slice(1, -1),
      encodeURIComponent(clientSecret),
      'quer1',
      's3cret',
    ]) {
      expect(printed(error)).not.toContain(form)
    }
  })

  it('nor is more of its answer read than a token can be', async () => {
    await using endpoint = await startFaultServer(
      '',
      answer(200, { 'content-type': 'application/json' }, ' '.repeat(3_000_000)),
    )
    const auth = clientCredentials({ clientId: 'app', clientSecret, tokenUrl: `${endpoint.url}/token` })
    const info = clientOf(server.url, { auth, retry: { limit: 0 } }).picture.info()
    await expect(info).rejects.toMatchObject({
      name: 'NetworkError',
      message: expect.stringContaining('its answer is too long'),
    })
  })
})

describe('what a credential gives is checked before it reaches a header, and not shown:', () => {
  it.each<[string, unknown]>([
    ['a tokenType with a line break', { token: 'abc', tokenType: 'Bearer\r\nX-Evil: s3cret' }],
    ['an empty tokenType', { token: 'abc', tokenType: '' }],
    ['a token with a line break', { token: 's3cret\r\n' }],
    ['a token with "Bearer "', 'Bearer s3cret'],
    ['no token', {}],
    ['null', null],
    ['a number', 5],
  ])('%s', async (_, got) => {
    const auths = [() => got, { getToken: async () => got }] as Auth[]
    for (const auth of auths) {
      const error = await clientOf(server.url, { auth })
        .picture.upload(ONE_PIXEL_PNG)
        .catch((error) => error)
      expect(error.name).toBe('UnauthorizedError')
      expect(error.message).toMatch(/^Sign-in failed: (the token of auth|its tokenType) must be one word, /)
      expect(printed(error)).not.toContain('s3cret')
    }
    expect(server.seen).toEqual([])
  })
})
