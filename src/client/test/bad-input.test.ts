import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  createLimits,
  createPictureClient,
  createRawClient,
  isBusinessCentralError,
  isConflictError,
  NetworkError,
  type PictureInfo,
} from '../index.ts'

const baseUrl = 'https://api.businesscentral.dynamics.com/v2.0/contoso.com/Production/api/v2.0'
const fetch = () => Promise.reject(new Error('nothing is to be sent'))
const bc = createPictureClient({ baseUrl, apiVersion: 'v2.0', auth: 'token', fetch, retry: { limit: 0 } })
const ID = '07493b2c-d676-4d09-ba8c-fc03607cab76'

describe('one sentence names the thing, its value and the remedy for', () => {
  const HERE = 'pass https://…/api/v2.0.'
  it.each([
    [undefined, `baseUrl "undefined" is not a URL: ${HERE}`],
    ['', `baseUrl "" is not a URL: ${HERE}`],
    ['bc.example/BC/api/v2.0', `baseUrl "bc.example/BC/api/v2.0" is not a URL: ${HERE}`],
    [
      'https://me:pa55@bc.example/BC/api/v2.0?k=5ecret',
      'baseUrl "https://bc.example/BC/api/v2.0" holds credentials: pass auth: basic({ … }).',
    ],
    [
      'http://bc.example:7048/BC/api/v2.0',
      'baseUrl "http://bc.example:7048/BC/api/v2.0" does not protect credentials: use https, or pass allowHttp: true.',
    ],
    ['ftp://bc.example/BC/api/v2.0', 'baseUrl "ftp://bc.example/BC/api/v2.0" does not protect credentials: use https'],
    ['https://bc.example/BC', `baseUrl "https://bc.example/BC" does not end in /api/v2.0: ${HERE}`],
    ['https://bc.example/BC/api/v2.0/companies', `v2.0/companies" does not end in /api/v2.0: ${HERE}`],
    [
      'https://bc.example/BC/api/v1.0',
      'baseUrl "https://bc.example/BC/api/v1.0" is for v1.0: pass https://…/api/v2.0, or another apiVersion.',
    ],
  ])('the base URL %j', (url, message) => {
    const make = () => createPictureClient({ baseUrl: url as string, apiVersion: 'v2.0' })
    expect(make).toThrow(TypeError)
    expect(make).toThrow(message)
    expect(make).not.toThrow(/pa55|5ecret/)
  })

  it('an unknown version', () => {
    // @ts-expect-error there is no version 3.0
    const make = () => createPictureClient({ baseUrl: 'https://bc.example/BC/api/v3.0', apiVersion: 'v3.0' })
    expect(make).toThrow('apiVersion must be one of beta, v1.0, v2.0, not "v3.0".')
  })

  it('an unknown parent, and one that another version has', async () => {
    // @ts-expect-error locations have no pictures
    expect(() => bc.picture('locations', ID)).toThrow(
      'parent must be one of items, customers, vendors, employees, contacts, itemVariants, not "locations".',
    )
    const old = createPictureClient({ baseUrl: 'https://bc.example/BC/api/v1.0', apiVersion: 'v1.0' })
    // @ts-expect-error contacts have no pictures before v2.0
    expect(() => old.picture('contacts', ID)).toThrow(
      'parent must be one of items, customers, vendors, employees, not "contacts".',
    )
    // @ts-expect-error nor can they be listed with pictures
    await expect(old.list('contacts').next()).rejects.toThrow(
      'parent must be one of items, customers, vendors, employees, not "contacts".',
    )
  })

  it('a number in the place of an id', () => {
    expect(() => bc.picture('items', '1896-S')).toThrow('id must be a GUID, as findEntity() gives it, not "1896-S".')
  })

  it.each(['abc', '"abc', 'W/abc', ' ', '"a"b"', '"\n"', '*,"a"'])('the etag %j', async (ifMatch) => {
    const picture = bc.picture('items', ID)
    const message = /^ifMatch must be an etag of info\(\), quotes included, or "\*", not ".*"\.$/s
    await expect(picture.upload(new Uint8Array(), { ifMatch })).rejects.toThrow(message)
    await expect(picture.delete({ ifMatch })).rejects.toThrow(message)
  })
})

describe('a base URL is taken', () => {
  it.each([
    ['https://api.businesscentral.dynamics.com/v2.0/Production/api/v2.0', 'v2.0'],
    ['https://API.businesscentral.dynamics.com:443/v2.0/Production/api/v2.0/', 'v2.0'],
    ['https://bc.example:7048/BC/api/v1.0?tenant=default', 'v1.0'],
    ['https://api.businesscentral.dynamics.com/v1.0/api/beta', 'beta'],
    ['https://graph.microsoft.com/v1.0/businesscentral', 'beta'],
    ['https://graph.microsoft.com/beta/financials/', 'beta'],
  ] as const)('%s', (url, apiVersion) => {
    expect(() => createPictureClient({ baseUrl: url, apiVersion })).not.toThrow()
  })
})

describe('the types', () => {
  it('keep misuse out', () => {
    const picture = bc.picture('items', ID)
    expectTypeOf(picture.info).returns.resolves.toEqualTypeOf<PictureInfo>()
    expectTypeOf(bc.list('itemVariants').next).returns.resolves.toExtend<{ done?: boolean }>()
    expectTypeOf(bc.raw).toEqualTypeOf(createRawClient({ baseUrl, apiVersion: 'v2.0' }))
    const misuse = () => {
      // @ts-expect-error a file's path is for bc-pictures/node
      picture.upload('picture.png')
      // @ts-expect-error an etag is text
      picture.delete({ ifMatch: 5 })
      // @ts-expect-error there may be no picture
      picture.download().then((content) => content.bytes())
      // @ts-expect-error a picture is bytes
      picture.upload({ width: 1 })
      // @ts-expect-error a list of numbers is no bytes
      picture.upload([1, 2, 3])
      // @ts-expect-error an upload has no such option
      picture.upload(new Uint8Array(), { ifNoneMatch: '*' })
      // @ts-expect-error nor has a download
      picture.download({ onprogress: () => {} })
      // @ts-expect-error nor info()
      picture.info({ ifMatch: '*' })
      // @ts-expect-error a signal is no controller
      picture.info({ signal: new AbortController() })
      // @ts-expect-error nor has a list
      bc.list('items', { top: 5 })
      // @ts-expect-error nor has a client
      createPictureClient({ baseUrl, apiVersion: 'v2.0', retries: 5 })
      // @ts-expect-error nor have limits
      createLimits({ perMinute: 5 })
      // @ts-expect-error beta has no item variants
      createPictureClient({ baseUrl, apiVersion: 'beta' }).picture('itemVariants', ID)
      // @ts-expect-error a client needs a base URL
      createPictureClient({ apiVersion: 'v2.0' })
      // @ts-expect-error an app signs in with clientCredentials()
      createPictureClient({ baseUrl, apiVersion: 'v2.0', auth: { clientId: 'a', clientSecret: 'b' } })
      // @ts-expect-error beta knows no pictureContent
      createPictureClient({ baseUrl, apiVersion: 'beta' }).raw.GET(
        '/companies({companyId})/items({itemId})/picture/pictureContent',
      )
    }
    const uses = async () => {
      for await (const variant of bc.list('itemVariants')) expectTypeOf(variant.code).toEqualTypeOf<string>()
      for await (const item of bc.list('items')) expectTypeOf(item.picture).toEqualTypeOf<PictureInfo>()
      for await (const item of bc.list('items', { expandPicture: false })) {
        expectTypeOf(item.number).toEqualTypeOf<string>()
        // @ts-expect-error it was not asked for
        item.picture
      }
    }
    expect([misuse, uses]).toHaveLength(2)
  })

  it('know the errors by their guards', () => {
    const error: unknown = new NetworkError('x', { code: 'ECONNRESET' })
    if (isBusinessCentralError(error)) expectTypeOf(error.correlationId).toEqualTypeOf<string | undefined>()
    expect([isBusinessCentralError(error), isConflictError(error)]).toEqual([true, false])
    const foreign = [new Error('x'), new DOMException('late', 'TimeoutError'), { name: 'NetworkError' }, null]
    expect(foreign.map(isBusinessCentralError)).toEqual([false, false, false, false])
  })
})
