import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { answer, carryOutAndReset, type Fault, refuse } from '../../src/test-support/fault-server.ts'
import { largePng, ONE_PIXEL_PNG, OTHER_ONE_PIXEL_PNG, sha256 } from '../../src/test-support/pictures.ts'
import { clientOf, ITEM, storedSha256, useFaultServer } from './harness.ts'

const { emulator, server, prepared } = await useFaultServer()

const png = OTHER_ONE_PIXEL_PNG
/** Another picture, and a longer one. */
const LARGE = largePng(3_000_000)

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

  const other = { 'If-Match': '*', Authorization: 'Bearer other' }
  const replaceAndReset =
    (theirs: Uint8Array): Fault =>
    async (request) => {
      await fetch(emulator.url + request.url, {
        method: 'PATCH',
        headers: other,
        body: theirs as Uint8Array<ArrayBuffer>,
      })
      request.socket.resetAndDestroy()
    }

  it('is a conflict when somebody else came between with a picture of another size', async () => {
    const theirs = await readFile(new URL('../../src/emulator/seed/pictures/athens-desk.png', import.meta.url))
    server.faults.push(replaceAndReset(theirs))
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    const upload = picture.upload(png, { ifMatch: prepared.etag })
    await expect(upload).rejects.toMatchObject({ name: 'ConflictError', status: 409 })
  })

  it.each([
    ['WebP', Buffer.from('RIFF\x04\0\0\0WEBP', 'latin1'), false],
    ['what is no image', Buffer.from('a text'), true],
  ])('is a conflict when it is %s, which is stored as it is, and other bytes are there', async (_, ours, anyFormat) => {
    server.faults.push(replaceAndReset(Buffer.from('another text')))
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    const upload = picture.upload(ours, { ifMatch: prepared.etag, anyFormat })
    await expect(upload).rejects.toMatchObject({ name: 'ConflictError', status: 409 })
  })

  // Business Central stores images anew: other bytes of one size may be those that were sent (fact:stored-bytes).
  it.each([
    ['of the same size is there', [replaceAndReset(ONE_PIXEL_PNG)]],
    [
      'cannot be read back',
      [carryOutAndReset, (_: unknown, __: unknown, { sound }: Parameters<Fault>[2]) => sound(), answer(404)],
    ],
  ] as const)('may have been carried out, and says so, when a picture %s', async (_, faults) => {
    server.faults.push(
      ...faults.map((fault) => (fault === carryOutAndReset ? carryOutAndReset(emulator.url) : (fault as Fault))),
    )
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    const error = await picture.upload(png, { ifMatch: prepared.etag }).catch((error) => error)
    expect(error).toMatchObject({ name: 'NetworkError', code: 'ECONNRESET' })
    expect(error.status).toBeUndefined()
    expect(error.message).toMatch(/It may have been carried out: look at the picture with download\(\), and try again/)
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
