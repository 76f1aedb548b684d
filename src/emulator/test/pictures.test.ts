import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parentTypeMembers } from '../api/entity-types.ts'
import { type Emulator, startEmulator } from '../index.ts'
import { Api, deskId, onePixelPng, refusalOf, sha256, versionsAndParents } from './support.ts'

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})
beforeEach(() => emulator.reset())
afterAll(() => emulator.close())

describe.each(versionsAndParents)('the picture in %s of %s', (version, set) => {
  const setUp = async () => {
    const api = new Api(emulator, version)
    const [found, lacking] = await api.withAndWithout(set)
    return { api, found, lacking }
  }

  // fact:picture-id-is-parent-id, fact:media-links-v1, fact:media-links-v2, fact:content-200
  it('tells size, type and links when there is one', async () => {
    const { api, found } = await setUp()
    const picture = await api.picture(set, found)
    expect(picture).toMatchObject({ id: found, contentType: expect.stringMatching(/^image\/(png|jpeg|gif|bmp)$/) })
    expect(picture.width).toBeGreaterThan(0)
    const response = await api.fetch(api.contentPath(set, found))
    expect(response.headers.get('Content-Type')).toBe('application/octet-stream')
    expect((await response.bytes()).length).toBe(Number(response.headers.get('Content-Length')))
  })

  // fact:no-picture-metadata, fact:no-picture-content-type, fact:content-204
  it('is 0 by 0 of type "" with the same links when there is none, and its content answers 204', async () => {
    const { api, lacking } = await setUp()
    const stream = version === 'v2.0' ? 'pictureContent' : 'content'
    const link = `${api.baseUrl}/companies(${emulator.companyId})${api.contentPath(set, lacking)}`
    expect(await api.picture(set, lacking)).toEqual({
      ...(version === 'v2.0' ? { '@odata.context': expect.any(String), parentType: parentTypeMembers[set] } : {}),
      '@odata.etag': expect.stringMatching(/^W\/"[A-Za-z0-9+/=]+"$/),
      id: lacking,
      width: 0,
      height: 0,
      contentType: '',
      [`${stream}@odata.mediaEditLink`]: link,
      [`${stream}@odata.mediaReadLink`]: link,
    })
    const response = await api.fetch(api.contentPath(set, lacking))
    expect([response.status, await response.text()]).toEqual([204, ''])
  })

  // fact:upload-is-patch, fact:upload-creates-and-replaces, fact:upload-changes-size, fact:delete-204, fact:delete-clears
  it('is created by an upload, replaced by another and gone after a delete', async () => {
    const { api, lacking } = await setUp()
    const [otherBytes, otherFacts] = [await api.download('items', deskId), await api.picture('items', deskId)]
    for (const [bytes, width, height] of [
      [onePixelPng, 1, 1],
      [otherBytes, otherFacts.width, otherFacts.height],
    ] as const) {
      const response = await api.upload(set, lacking, bytes)
      expect([response.status, await response.text()]).toEqual([204, ''])
      expect(await api.picture(set, lacking)).toMatchObject({ id: lacking, width, height, contentType: 'image/png' })
      expect(sha256(await api.download(set, lacking))).toBe(sha256(bytes))
    }
    const etag = (await api.picture(set, lacking))['@odata.etag']
    const deleted = await api.fetch(api.picturePath(set, lacking), { method: 'DELETE', headers: { 'If-Match': etag } })
    expect(deleted.status).toBe(204)
    expect(await api.picture(set, lacking)).toMatchObject({ width: 0, height: 0, contentType: '' })
    expect((await api.fetch(api.contentPath(set, lacking))).status).toBe(204)
  })

  // fact:last-modified-moves
  it('moves lastModifiedDateTime of its parent with every upload and delete', async () => {
    const { api, found } = await setUp()
    const modified = async () => Date.parse((await api.json(`/${set}(${found})`)).lastModifiedDateTime)
    const times = [await modified()]
    await api.upload(set, found, onePixelPng)
    times.push(await modified())
    await api.fetch(api.picturePath(set, found), { method: 'DELETE' })
    times.push(await modified())
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
  })

  it('answers 404 for an entity of another set, on metadata, content, upload and delete alike', async () => {
    const { api } = await setUp()
    const [foreign] = await api.withAndWithout(set === 'items' ? 'customers' : 'items')
    const before = sha256(await api.download(set === 'items' ? 'customers' : 'items', foreign))
    const responses = [
      await api.fetch(`/${set}(${foreign})/picture`),
      await api.fetch(api.contentPath(set, foreign)),
      await api.upload(set, foreign, onePixelPng),
      await api.fetch(api.picturePath(set, foreign), { method: 'DELETE' }),
    ]
    for (const response of responses) {
      expect(await refusalOf(response)).toMatchObject({ status: 404, code: 'BadRequest_ResourceNotFound' })
    }
    expect(sha256(await api.download(set === 'items' ? 'customers' : 'items', foreign))).toBe(before)
  })
})

describe.each(['beta', 'v1.0'] as const)('the key of a picture in %s', (version) => {
  it('is the id of its parent; another one finds nothing', async () => {
    const api = new Api(emulator, version)
    const [other] = await api.withAndWithout('customers')
    const picture = await api.json(`/items(${deskId})/picture(${deskId})`)
    expect(picture).toMatchObject({ id: deskId, width: 516, height: 466, contentType: 'image/png' })
    const response = await api.fetch(`/items(${deskId})/picture(${other})/content`)
    expect(await refusalOf(response)).toMatchObject({ status: 404, code: 'BadRequest_ResourceNotFound' })
  })

  it('is needed for the content and for a delete', async () => {
    const api = new Api(emulator, version)
    expect(await refusalOf(await api.fetch(`/items(${deskId})/picture/content`))).toMatchObject({ status: 404 })
    const deleted = await api.fetch(`/items(${deskId})/picture`, { method: 'DELETE' })
    expect(await refusalOf(deleted)).toMatchObject({ status: 405, code: 'BadRequest_MethodNotAllowed' })
  })
})

it('refuses the key of a picture in v2.0', async () => {
  const api = new Api(emulator, 'v2.0')
  for (const path of [`/items(${deskId})/picture(${deskId})`, `/items(${deskId})/picture(${deskId})/pictureContent`]) {
    expect(await refusalOf(await api.fetch(path))).toEqual({
      status: 404,
      code: 'BadRequest_NotFound',
      message: 'Bad Request - Error in query syntax.',
    })
  }
})

// fact:media-set-first, fact:media-set-cleared
it('shows the first of the images of a media set; an upload and a delete clear them all', async () => {
  const api = new Api(emulator, 'v2.0')
  const [item] = (await api.json("/items?$filter=number eq '1920-S'")).value
  expect(await api.picture('items', item.id)).toMatchObject({ width: 800, height: 450, contentType: 'image/jpeg' })
  expect((await api.fetch(api.picturePath('items', item.id), { method: 'DELETE' })).status).toBe(204)
  expect(await api.picture('items', item.id)).toMatchObject({ width: 0, height: 0 })
  await emulator.reset()
  await api.upload('items', item.id, onePixelPng)
  await api.fetch(api.picturePath('items', item.id), { method: 'DELETE' })
  expect(await api.picture('items', item.id)).toMatchObject({ width: 0, height: 0 })
})

// fact:delete-without-picture
it('answers the delete of a picture that is not there with 204', async () => {
  const api = new Api(emulator, 'v2.0')
  const [, lacking] = await api.withAndWithout('vendors')
  expect((await api.fetch(api.picturePath('vendors', lacking), { method: 'DELETE' })).status).toBe(204)
})

it('shows what one version uploads in all the others', async () => {
  const [beta, v2] = [new Api(emulator, 'beta'), new Api(emulator, 'v2.0')]
  await beta.upload('items', deskId, onePixelPng)
  expect(sha256(await v2.download('items', deskId))).toBe(sha256(onePixelPng))
})
