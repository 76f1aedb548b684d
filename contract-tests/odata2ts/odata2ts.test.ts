import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { onePixelPng } from '../../src/emulator/test/support.ts'
import { type Break, startBrokenServer } from '../../src/test-support/broken-server.ts'
import { type GeneratedClient, type GeneratedService, generateClient } from './generated-client.ts'

const deskId = '07493b2c-d676-4d09-ba8c-fc03607cab76'
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator[Symbol.asyncDispose]())

/**
 * The life of a picture, all of it through odata2ts: its generator makes nothing of `Edm.Stream`, so its HTTP client is
 * asked for the bytes, at the path that the generated client makes.
 */
async function livePicture({ bc, http }: GeneratedService): Promise<void> {
  const picture = bc.items(deskId).picture()
  const content = `${picture.getPath()}/pictureContent`
  const { data: before } = await picture.query()
  expect(before).toMatchObject({ id: deskId, parentType: 'Item', width: 516, height: 466 })
  expect(before['pictureContent@odata.mediaEditLink']).toContain(`/items(${deskId})/picture/pictureContent`)
  const headers = { 'If-Match': before['@odata.etag'], 'Content-Type': 'application/octet-stream' }
  expect((await http.patch(content, onePixelPng, {}, headers)).status).toBe(204)
  const { data: after } = await picture.query()
  expect(after).toMatchObject({ width: 1, height: 1, contentType: 'image/png' })
  expect(sha256(await download(http, content))).toBe(sha256(onePixelPng))
  expect((await picture.delete()).status).toBe(204)
  expect((await picture.query()).data).toMatchObject({ width: 0, height: 0, contentType: '' })
  expect((await http.getBlob(content)).status).toBe(204)
}

async function download(http: GeneratedService['http'], url: string): Promise<Uint8Array> {
  const { data } = await http.getBlob(url)
  return data.bytes()
}

describe('a client that odata2ts generates from the $metadata', () => {
  it('reads lists with filter, order, count and the expanded picture', async () => {
    const { bc } = await generateClient(emulator.baseUrls['v2.0'])
    const { data } = await bc
      .items()
      .query((builder: GeneratedClient, item: GeneratedClient) =>
        builder.expand('picture').filter(item.number.startsWith('1')).orderBy(item.number.desc()).top(3).count(),
      )
    expect(data['@odata.count']).toBeGreaterThan(3)
    expect(data.value).toHaveLength(3)
    const numbers: string[] = data.value.map(({ number }: { number: string }) => number)
    expect(numbers).toEqual(numbers.toSorted().reverse())
    for (const { id, picture } of data.value) expect(picture).toMatchObject({ id, parentType: 'Item' })
  })

  it('reads, replaces and deletes a picture', async () => {
    await emulator.reset()
    await livePicture(await generateClient(emulator.baseUrls['v2.0']))
  })

  it('is refused when it PUTs the bytes, as OData has it and as it does by itself: Business Central wants PATCH', async () => {
    await emulator.reset()
    const { bc, http } = await generateClient(emulator.baseUrls['v2.0'])
    const content = `${bc.items(deskId).picture().getPath()}/pictureContent`
    const update = http.updateBlob(
      content,
      new Blob([onePixelPng]),
      'application/octet-stream',
      {},
      { 'If-Match': '*' },
    )
    await expect(update).rejects.toMatchObject({ status: 405 })
  })

  const withoutNavigation: Break = async (request, forward) => {
    const answer = await forward(request)
    if (!request.url.endsWith('$metadata')) return answer
    return {
      ...answer,
      body: Buffer.from(answer.body.toString().replaceAll('Name="picture" Type="M', 'Name="x" Type="M')),
    }
  }
  const forgetsUploads: Break = async (request, forward) =>
    request.method === 'PATCH' ? { status: 204, headers: {}, body: Buffer.alloc(0) } : forward(request)
  const keepsPictures: Break = async (request, forward) =>
    request.method === 'DELETE' ? { status: 204, headers: {}, body: Buffer.alloc(0) } : forward(request)

  const sendsAnotherByte: Break = async (request, forward) => {
    const answer = await forward(request)
    if (request.method === 'GET' && request.url.endsWith('/pictureContent') && answer.body[40]) answer.body[40] ^= 1
    return answer
  }

  it.each([
    ['whose $metadata calls the picture otherwise', withoutNavigation, 'picture is not a function'],
    ['that forgets uploads', forgetsUploads, 'to match object { width: 1'],
    ['that sends another byte than it was sent', sendsAnotherByte, `to be '${sha256(onePixelPng).slice(0, 30)}`],
    ['that keeps what is deleted', keepsPictures, 'to match object { width: +0'],
  ])('does not get through its tasks with a server %s', async (_, breakIt, complaint) => {
    await emulator.reset()
    await using broken = await startBrokenServer(emulator.url, breakIt)
    const service = await generateClient(emulator.baseUrls['v2.0'].replace(emulator.url, broken.url))
    await expect(livePicture(service)).rejects.toThrow(complaint)
  })
})
