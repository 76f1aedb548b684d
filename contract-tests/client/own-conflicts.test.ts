import { describe, expect, it } from 'vitest'
import { answer, carryOutAndReset, refuse } from '../../src/test-support/fault-server.ts'
import { OTHER_ONE_PIXEL_PNG, sha256 } from '../../src/test-support/pictures.ts'
import { clientOf, ITEM, storedSha256, useFaultServer } from './harness.ts'

const { emulator, server, prepared } = await useFaultServer()

const png = OTHER_ONE_PIXEL_PNG
/** Another picture, and a longer one. */
const LARGE = new Uint8Array(3_000_000).map((_, index) => png[index] ?? (index * 31) & 0xff)

describe('an upload whose connection broke after it was carried out', () => {
  it('succeeds with If-Match: * by being sent again', async () => {
    server.faults.push(carryOutAndReset(emulator.url))
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    await picture.upload(png)
    expect(server.seen.map(({ method }) => method)).toEqual(['PATCH', 'PATCH'])
  })

  it('succeeds with an etag: the conflict is its own, as the bytes read back show', async () => {
    server.faults.push(carryOutAndReset(emulator.url))
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    await picture.upload(png, { ifMatch: prepared.etag })
    expect(server.seen.map(({ method }) => method)).toEqual(['PATCH', 'PATCH', 'GET'])
    expect(await storedSha256(emulator)).toBe(sha256(png))
  })

  it.each([
    ['another picture', LARGE],
    ['one that is as long', png.map((byte, index) => (index === 40 ? byte ^ 1 : byte))],
  ])('is a conflict when somebody else came between with %s', async (_, theirs) => {
    const other = { 'If-Match': '*', Authorization: 'Bearer other' }
    server.faults.push(async (request) => {
      await fetch(emulator.url + request.url, { method: 'PATCH', headers: other, body: theirs })
      request.socket.resetAndDestroy()
    })
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    await expect(picture.upload(png, { ifMatch: prepared.etag })).rejects.toMatchObject({
      name: 'ConflictError',
      status: 409,
    })
    expect(await storedSha256(emulator)).toBe(sha256(theirs))
  })

  it('is a conflict when the picture cannot be read back', async () => {
    server.faults.push(carryOutAndReset(emulator.url), (_, __, { sound }) => sound(), answer(404))
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    await expect(picture.upload(png, { ifMatch: prepared.etag })).rejects.toMatchObject({
      name: 'ConflictError',
      status: 409,
    })
    expect(server.seen.map(({ method }) => method)).toEqual(['PATCH', 'PATCH', 'GET'])
  })

  it('is a conflict at once after 429, which is no broken connection', async () => {
    server.faults.push(refuse(429, 'Application_TooManyRequests'))
    const { picture } = clientOf(emulator, emulator.url, 'v2.0')
    await picture.upload(png)
    const mine = clientOf(emulator, server.url, 'v2.0').picture
    await expect(mine.upload(png, { ifMatch: prepared.etag })).rejects.toMatchObject({ name: 'ConflictError' })
    expect(server.seen.map(({ method }) => method)).toEqual(['PATCH', 'PATCH'])
  })

  it('succeeds through the raw client as well', async () => {
    server.faults.push(carryOutAndReset(emulator.url))
    const { bc } = clientOf(emulator, server.url, 'v2.0')
    const { response } = await bc.raw.PATCH('/companies({companyId})/items({itemId})/picture/pictureContent', {
      params: {
        path: { companyId: emulator.companyId, itemId: ITEM },
        header: { 'If-Match': prepared.etag },
      },
      body: png,
    })
    expect(response.status).toBe(204)
    expect(await storedSha256(emulator)).toBe(sha256(png))
  })

  it('is a conflict at once when nothing broke before', async () => {
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    await picture.upload(LARGE)
    await expect(picture.upload(png, { ifMatch: prepared.etag })).rejects.toMatchObject({ name: 'ConflictError' })
    expect(server.seen.map(({ method }) => method)).toEqual(['PATCH', 'PATCH'])
  })
})

describe.each(['beta', 'v1.0', 'v2.0'] as const)(
  'in %s, a delete whose connection broke after it was carried out',
  (version) => {
    it('succeeds with an etag when there is no picture any longer', async () => {
      server.faults.push(carryOutAndReset(emulator.url))
      const { picture } = clientOf(emulator, server.url, version)
      await picture.delete({ ifMatch: (await clientOf(emulator, emulator.url, version).picture.info()).etag })
      expect(server.seen.map(({ method }) => method).slice(0, 2)).toEqual(['DELETE', 'DELETE'])
      expect(await storedSha256(emulator)).toBeNull()
    })
  },
)
