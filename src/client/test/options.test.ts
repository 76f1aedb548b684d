import { Readable } from 'node:stream'
import { inspect } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { basic, clientCredentials, createPictureClient, findEntity, type PictureClientOptions } from '../index.ts'

const baseUrl = 'https://bc.example/BC/api/v2.0'
const ID = '07493b2c-d676-4d09-ba8c-fc03607cab76'
const fetch = () => Promise.reject(new Error('nothing is to be sent'))
const retry = { limit: 0 }
const make = (options: object) =>
  createPictureClient({ baseUrl, apiVersion: 'v2.0', auth: 'token', company: ID, fetch, retry, ...options } as never)

const NUMBER = (name: string, least: number, shown: string) =>
  `${name} must be a whole number of at least ${least}, not ${shown}.`
const AUTH = 'auth must be a token, a function, basic({ … }) or clientCredentials({ … }), not '
const EMPTY = 'but it is empty: is a variable not set?'
const WORD = 'auth must be one word, without "Bearer " before it, not "…".'

describe('createPictureClient names the option, its value and the remedy for', () => {
  it.each([
    [undefined, 'undefined'],
    [null, 'null'],
    ['https://bc.example', '"https://bc.example"'],
  ])('options that are %s', (options, shown) => {
    const call = () => createPictureClient(options as never)
    expect(call).toThrow(TypeError)
    expect(call).toThrow(/^createPictureClient\(\) must be an object with baseUrl, apiVersion, auth, company, .*, not /)
    expect(call).toThrow(`not ${shown}.`)
  })

  it.each<[object, string]>([
    [{ authorization: 'x' }, 'createPictureClient() has no option "authorization": use baseUrl, apiVersion, auth, '],
    [{ constructor: 'x' }, 'createPictureClient() has no option "constructor": use '],
    [{ apiVersion: undefined }, 'apiVersion must be one of beta, v1.0, v2.0, not undefined.'],
    [{ apiVersion: '2.0' }, 'apiVersion must be one of beta, v1.0, v2.0, not "2.0".'],
    [{ auth: null }, `${AUTH}null.`],
    [{ auth: 5 }, `${AUTH}a number.`],
    [{ auth: { user: 'me', password: 'pa55' } }, `${AUTH}Object.`],
    [{ auth: '' }, `auth must be one word, without "Bearer " before it, ${EMPTY}`],
    [{ auth: ' ' }, WORD],
    [{ auth: 'Bearer s3cret' }, WORD],
    [{ auth: 's3cret\n' }, WORD],
    [{ company: '' }, `company must be text, ${EMPTY}`],
    [{ company: 5 }, 'company must be text, not 5.'],
    [{ scope: ' ' }, 'scope must be text, not " ".'],
    [{ scope: '' }, `scope must be text, ${EMPTY}`],
    [{ timeout: 0 }, NUMBER('timeout', 1, '0')],
    [{ timeout: -5 }, NUMBER('timeout', 1, '-5')],
    [{ timeout: 'abc' }, NUMBER('timeout', 1, '"abc"')],
    [{ timeout: '5000' }, NUMBER('timeout', 1, '"5000"')],
    [{ timeout: Number.NaN }, NUMBER('timeout', 1, 'NaN')],
    [{ maxResponseSize: 0 }, NUMBER('maxResponseSize', 1, '0')],
    [{ retry: 3 }, 'retry must be an object with limit, delay, maxDelay, budget, not 3.'],
    [{ retry: { retries: 3 } }, 'retry has no option "retries": use limit, delay, maxDelay, budget.'],
    [{ retry: { limit: -1 } }, NUMBER('limit', 0, '-1')],
    [{ retry: { limit: 1.5 } }, NUMBER('limit', 0, '1.5')],
    // Both together repeated a request without an end.
    [{ retry: { limit: Number.NaN, budget: Number.NaN } }, NUMBER('limit', 0, 'NaN')],
    [{ retry: { budget: '60000' } }, NUMBER('budget', 0, '"60000"')],
    [{ retry: { delay: Infinity } }, NUMBER('delay', 0, 'Infinity')],
    [{ retry: { maxDelay: -1 } }, NUMBER('maxDelay', 0, '-1')],
    [{ limits: true }, 'limits must be an object with concurrent, requests, window, not true.'],
    [{ limits: { perMinute: 5 } }, 'limits has no option "perMinute": use concurrent, requests, window.'],
    [{ limits: { concurrent: 0 } }, NUMBER('concurrent', 1, '0')],
    [{ allowHttp: 'yes' }, 'allowHttp must be true or false, not "yes".'],
    [{ fetch: {} }, 'fetch must be a function, not Object.'],
    [{ log: new Map() }, 'log must be a function, not Map.'],
    [{ clock: { now: Date.now } }, 'clock must be an object with now(), sleep() and random(), not Object.'],
  ])('%j', (options, message) => {
    expect(() => make(options)).toThrow(TypeError)
    expect(() => make(options)).toThrow(message)
    expect(() => make(options)).not.toThrow(/pa55|s3cret/)
  })

  it.each<[string, () => unknown, string]>([
    ['basic without a key', () => basic({ user: 'me' } as never), 'accessKey must be text'],
    ['basic with an empty key', () => basic({ user: 'me', accessKey: '' }), `accessKey must be text, ${EMPTY}`],
    [
      'basic without anything',
      () => basic(undefined as never),
      'basic() must be an object with user, accessKey, not undefined.',
    ],
    [
      'basic with a password',
      () => basic({ user: 'me', password: 'k3y' } as never),
      'basic() has no option "password": use user, accessKey.',
    ],
    [
      'basic with an empty user',
      () => basic({ user: '', accessKey: 'k3y' }),
      `user must be text without a colon, ${EMPTY}`,
    ],
    [
      'basic with a user and a key in one',
      () => basic({ user: 'me:k3y', accessKey: 'k3y' }),
      'user must be text without a colon, not "…".',
    ],
    [
      'clientCredentials without a secret',
      () => clientCredentials({ tenantId: 'contoso.com', clientId: 'a' } as never),
      'clientSecret must be text, not undefined.',
    ],
    [
      'clientCredentials with an empty secret',
      () => clientCredentials({ tenantId: 'contoso.com', clientId: 'a', clientSecret: '' }),
      `clientSecret must be text, ${EMPTY}`,
    ],
    [
      'clientCredentials without anything',
      () => clientCredentials(undefined as never),
      'must be an object with tenantId',
    ],
    [
      'a secret that is no text',
      () => clientCredentials({ clientId: 'a', clientSecret: 5 } as never),
      'clientSecret must be text, not a number.',
    ],
    [
      'a key that is no text',
      () => basic({ user: 'me', accessKey: 5 } as never),
      'accessKey must be text, not a number.',
    ],
  ])('%s', (_, call, message) => {
    expect(call).toThrow(TypeError)
    expect(call).toThrow(message)
    expect(call).not.toThrow(/k3y/)
  })
})

it('takes limits as an object of numbers, undefined for every option, and Infinity for what may have no limit', () => {
  const options: PictureClientOptions<'v2.0'> = {
    baseUrl,
    apiVersion: 'v2.0',
    auth: process.env.NO_SUCH_VARIABLE,
    company: process.env.NO_SUCH_VARIABLE,
    scope: undefined,
    timeout: Infinity,
    retry: { limit: Infinity, delay: undefined, maxDelay: Infinity, budget: Infinity },
    limits: { concurrent: 2 },
    maxResponseSize: Infinity,
    allowHttp: undefined,
    fetch: undefined,
    log: undefined,
    clock: undefined,
  }
  expect(inspect(createPictureClient(options))).toContain('picture')
})

const PICTURE =
  'A picture must be a Blob, an ArrayBuffer, a Uint8Array or an unread ReadableStream (await a promise; use uploadFrom() for a file, Readable.toWeb() for a Node stream), not '
const SIZE = 'size is 5, but 12 bytes were given: pass their size, or none.'
const LARGE = 'size is 50, but 12 bytes were given: pass their size, or none.'

/** Reads what it is to send. */
const sendAll = make({
  fetch: async (_: string, { body }: RequestInit) => new Response(await new Response(body).blob()),
}).picture('items', ID)

function lockedStream(): ReadableStream<Uint8Array> {
  const stream = new Blob(['x']).stream()
  stream.getReader()
  return stream
}

describe('a call names the option, its value and the remedy for', () => {
  afterEach(() => vi.unstubAllGlobals())
  const bc = make({})
  const picture = bc.picture('items', ID)
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 0, 0, 0, 0)
  const list = (options: object) => bc.list('items', options).next()
  it.each<[string, () => Promise<unknown>, string]>([
    [
      'a misspelt ifMatch',
      () => picture.upload(png, { ifmatch: '"a"' } as never),
      'upload() has no option "ifmatch": use ',
    ],
    [
      'options that are none',
      () => picture.info('x' as never),
      'info() must be an object with signal, timeout, not "x".',
    ],
    ['a timeout', () => picture.info({ timeout: -1 }), NUMBER('timeout', 1, '-1')],
    [
      'no options of companies()',
      () => bc.companies(null as never),
      'companies() must be an object with signal, timeout, not null.',
    ],
    ['a timeout of companyId()', () => bc.companyId({ timeout: '5' } as never), NUMBER('timeout', 1, '"5"')],
    [
      'a signal',
      () => picture.download({ signal: new AbortController() } as never),
      'signal must be an AbortSignal, such as controller.signal, not AbortController.',
    ],
    ['onProgress', () => picture.upload(png, { onProgress: 5 } as never), 'onProgress must be a function, not 5.'],
    ['anyFormat', () => picture.upload(png, { anyFormat: 1 } as never), 'anyFormat must be true or false, not 1.'],
    ['a size', () => picture.upload(png, { size: -1 }), NUMBER('size', 0, '-1')],
    [
      'an etag that is a number',
      () => picture.delete({ ifMatch: 5 } as never),
      'ifMatch must be an etag of info(), quotes included, or "*", not 5.',
    ],
    ['a path in the place of bytes', () => picture.upload('desk.png' as never), `${PICTURE}"desk.png".`],
    ['a promise of bytes', () => picture.upload(Promise.resolve(png) as never), `${PICTURE}Promise.`],
    ['an array of numbers', () => picture.upload([1, 2] as never), `${PICTURE}Array.`],
    ['a stream of Node', () => picture.upload(Readable.from([png]) as never), `${PICTURE}Readable.`],
    ['a stream that somebody reads', () => picture.upload(lockedStream()), `${PICTURE}ReadableStream.`],
    ['a size too small of a stream', () => sendAll.upload(new Blob([png]).stream(), { size: 5 }), SIZE],
    ['a size too large of a stream', () => sendAll.upload(new Blob([png]).stream(), { size: 50 }), LARGE],
    ['a size too small of bytes', () => picture.upload(png, { size: 5 }), SIZE],
    ['a size too large of a Blob', () => picture.upload(new Blob([png]), { size: 50 }), LARGE],
    ['a size too large of what a function gives', () => picture.upload(() => png, { size: 50 }), LARGE],
    ['pageSize 0', () => list({ pageSize: 0 }), NUMBER('pageSize', 1, '0')],
    ['pageSize as text', () => list({ pageSize: '100' }), NUMBER('pageSize', 1, '"100"')],
    [
      'a selection without id',
      () => list({ select: ['number'] }),
      'select must be an array of names with "id" in it, not Array.',
    ],
    [
      'a selection that is text',
      () => list({ select: 'id' }),
      'select must be an array of names with "id" in it, not "id".',
    ],
    [
      'a selection of an undefined name',
      () => list({ select: ['id', undefined] }),
      'select must be an array of names with "id" in it, not Array.',
    ],
    ['an empty filter', () => list({ filter: '' }), `filter must be text, ${EMPTY}`],
    ['a blank filter', () => list({ filter: ' ' }), 'filter must be text, not " ".'],
    ['a pageSize that no server counts to', () => list({ pageSize: 1e21 }), NUMBER('pageSize', 1, '1e+21')],
    ['a filter that is no text', () => list({ filter: { number: 5 } }), 'filter must be text, not Object.'],
    [
      'a misspelt option',
      () => list({ orderBy: 'number' }),
      'list() has no option "orderBy": use signal, timeout, filter, orderby',
    ],
    [
      'no empty text for an etag',
      () => picture.upload(png, { ifMatch: '' }),
      `ifMatch must be an etag of info(), quotes included, or "*", ${EMPTY}`,
    ],
    [
      'an etag in an array',
      () => picture.delete({ ifMatch: ['"a"'] } as never),
      'ifMatch must be an etag of info(), quotes included, or "*", not Array.',
    ],
    ['a timeout of bc.raw', () => bc.raw.GET('/companies', { timeout: -1 } as never), NUMBER('timeout', 1, '-1')],
    [
      'no client',
      () => findEntity(undefined as never, 'items', '10000'),
      'client must be a client, made by createPictureClient(), not undefined.',
    ],
    [
      'a client in the second place',
      () => findEntity('items' as never, bc as never, '10000'),
      'client must be a client, made by createPictureClient(), not "items".',
    ],
    [
      'no options of findEntity()',
      () => findEntity(bc, 'items', '10000', null as never),
      'findEntity() must be an object with signal, timeout, not null.',
    ],
    [
      'a filter of findEntity()',
      () => findEntity(bc, 'items', '10000', { filter: 'blocked eq false' } as never),
      'findEntity() has no option "filter": use signal, timeout.',
    ],
    ['an empty number', () => findEntity(bc, 'items', ''), `number must be text, such as '10000', ${EMPTY}`],
    ['a blank number', () => findEntity(bc, 'items', ' '), 'number must be text, such as \'10000\', not " ".'],
    ['a number', () => findEntity(bc, 'customers', 10000 as never), "number must be text, such as '10000', not 10000."],
    [
      'no number',
      () => findEntity(bc, 'customers', undefined as never),
      "number must be text, such as '10000', not undefined.",
    ],
  ])('%s', async (_, call, message) => {
    await expect(call()).rejects.toThrow(TypeError)
    await expect(call()).rejects.toThrow(message)
  })

  it('a size of a stream in a browser, where it is collected before anything is sent', async () => {
    vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0' })
    const fetch = vi.fn()
    const { upload } = make({ fetch }).picture('items', ID)
    await expect(upload(new Blob([png]).stream(), { size: 5 })).rejects.toThrow(SIZE)
    await expect(upload(new Blob([png]).stream(), { size: 50 })).rejects.toThrow(LARGE)
    expect(fetch).not.toHaveBeenCalled()
  })

  it('a stream that gives text', async () => {
    const streams = [
      new ReadableStream({ start: (controller) => controller.enqueue('text') }),
      new ReadableStream({
        start(controller) {
          controller.enqueue(png)
          controller.enqueue('text')
        },
      }),
    ]
    const upload = (body: ReadableStream) =>
      make({ fetch: (_: string, { body }: RequestInit) => new Response(body).arrayBuffer() })
        .picture('items', ID)
        .upload(body)
    for (const stream of streams) {
      await expect(upload(stream)).rejects.toThrow('Each piece of a stream must be a Uint8Array, not "text".')
    }
  })
})

it('a function that gives an empty token is told so', async () => {
  const info = make({ auth: () => '' })
    .picture('items', ID)
    .info()
  await expect(info).rejects.toMatchObject({
    name: 'UnauthorizedError',
    message: `Sign-in failed: the token of auth must be one word, without "Bearer " before it, ${EMPTY}`,
  })
})

describe('what the caller’s own functions throw is named, whatever it is:', () => {
  it.each<[unknown, string]>([
    ['sealed', 'sealed'],
    [undefined, 'undefined'],
    [null, 'null'],
    [5, '5'],
  ])('%j', async (thrown, shown) => {
    const fail = () => {
      throw thrown
    }
    const info = (options: object) => make(options).picture('items', ID).info()
    await expect(info({ auth: fail })).rejects.toMatchObject({
      name: 'UnauthorizedError',
      message: `Sign-in failed: auth threw ${shown}`,
    })
    await expect(info({ fetch: fail })).rejects.toMatchObject({
      name: 'NetworkError',
      message: expect.stringContaining(
        `/picture got no complete response (fetch threw ${shown}): check address and network.`,
      ),
    })
  })
})
