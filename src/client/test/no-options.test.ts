import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { basic, clientCredentials, createLimits, createPictureClient, createRawClient, findEntity } from '../index.ts'

const baseUrl = 'https://bc.example/BC/api/v2.0'
const ID = '07493b2c-d676-4d09-ba8c-fc03607cab76'
const fetch = () => Promise.reject(new Error('nothing is to be sent'))
const make = (options: object) =>
  createPictureClient({ baseUrl, apiVersion: 'v2.0', auth: 'token', company: ID, fetch, ...options } as never)
const EMPTY = 'but it is empty: is a variable not set?'

/** What holds no options, or keeps them where nobody reads them. */
const NO_OPTIONS: [object, string][] = [
  [[], 'Array'],
  [['id'], 'Array'],
  [new Map([['limit', 1]]), 'Map'],
  [new Date(), 'Date'],
  [/x/, 'RegExp'],
  [() => {}, 'Function'],
  [Promise.resolve({}), 'Promise'],
  [new AbortController(), 'AbortController'],
  [new (class Settings {})(), 'Settings'],
  [new (class {})(), 'an object'],
]

describe('no options are', () => {
  it.each(NO_OPTIONS)('%o', async (value, shown) => {
    const options = value as never
    const bc = make({})
    const picture = bc.picture('items', ID)
    const wrong = (what: string) => new RegExp(`^${what} must be an object with [\\w, ]+, not ${shown}\\.$`)
    expect(() => createPictureClient(options)).toThrow(wrong('createPictureClient\\(\\)'))
    expect(() => make({ retry: value })).toThrow(wrong('retry'))
    expect(() => make({ limits: value })).toThrow(wrong('limits'))
    expect(() => createLimits(options)).toThrow(wrong('createLimits\\(\\)'))
    expect(() => basic(options)).toThrow(wrong('basic\\(\\)'))
    expect(() => clientCredentials(options)).toThrow(wrong('clientCredentials\\(\\)'))
    const calls: [string, () => Promise<unknown>][] = [
      ['companyId', () => bc.companyId(options)],
      ['companies', () => bc.companies(options)],
      ['list', () => bc.list('items', options).next()],
      ['info', () => picture.info(options)],
      ['download', () => picture.download(options)],
      ['upload', () => picture.upload(new Uint8Array(), options)],
      ['delete', () => picture.delete(options)],
      ['findEntity', () => findEntity(bc, 'items', '10000', options)],
    ]
    for (const [name, call] of calls) await expect(call()).rejects.toThrow(wrong(`${name}\\(\\)`))
  })

  it('but an instance with fields holds them, and so does an object without a prototype', () => {
    class Settings {
      baseUrl = baseUrl
      apiVersion = 'v2.0' as const
    }
    expect(createPictureClient(new Settings()).baseUrl).toBe(baseUrl)
    expect(createLimits(Object.create(null))).toHaveProperty('enter')
    expect(createLimits(runInNewContext('({})'))).toHaveProperty('enter')
  })
})

it('options in two objects are refused, since the second would not be read', () => {
  const create = createPictureClient as (...given: unknown[]) => unknown
  const MESSAGE = 'createPictureClient() takes one object of options.'
  expect(() => create({ baseUrl, apiVersion: 'v2.0' }, { auth: 'token' })).toThrow(new TypeError(MESSAGE))
  expect([{ baseUrl, apiVersion: 'v2.0' as const }].map(createPictureClient)).toHaveLength(1)
})

it('a client that is made with new is the same as without', () => {
  const Client = createPictureClient as unknown as new (options: object) => { baseUrl: string }
  expect(new Client({ baseUrl, apiVersion: 'v2.0' }).baseUrl).toBe(baseUrl)
})

it.each<[unknown, string]>([
  [undefined, 'createRawClient() must be an object with baseUrl, apiVersion, headers, fetch, not undefined.'],
  [{}, 'baseUrl must be text, not undefined.'],
  [{ baseUrl: '', apiVersion: 'v2.0' }, `baseUrl must be text, ${EMPTY}`],
  [{ baseUrl }, 'apiVersion must be one of beta, v1.0, v2.0, not undefined.'],
  [{ baseUrl, apiVersion: 'v2.0', auth: 't0ken' }, 'createRawClient() has no option "auth": use baseUrl, apiVersion'],
  [{ baseUrl, apiVersion: 'v2.0', headers: 'Bearer t0ken' }, 'headers must be an object of headers, not "…".'],
  [{ baseUrl, apiVersion: 'v2.0', fetch: 'x' }, 'fetch must be a function, not "x".'],
])('createRawClient refuses %j', (options, message) => {
  const call = () => createRawClient(options as never)
  expect(call).toThrow(TypeError)
  expect(call).toThrow(message)
  expect(call).not.toThrow(/t0ken/)
})

it('a clock of limits is checked', () => {
  const CLOCK = 'clock must be an object with now(), sleep() and random(), not '
  expect(() => createLimits({}, null as never)).toThrow(`${CLOCK}null.`)
  expect(() => createLimits({}, {} as never)).toThrow(`${CLOCK}Object.`)
})
