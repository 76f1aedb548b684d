import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { onePixelPng } from '../../src/emulator/test/support.ts'
import { type Break, startBrokenServer } from '../support/broken-server.ts'
import { type GeneratedClient, generateClient } from './generated-client.ts'

const deskId = '07493b2c-d676-4d09-ba8c-fc03607cab76'
const signedIn = { Authorization: 'Bearer any' }
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

let emulator: Emulator
beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator[Symbol.asyncDispose]())

/** The life of a picture. odata2ts has no streams: bytes go by the media links that its client has read. */
async function livePicture(bc: GeneratedClient): Promise<void> {
  const item = bc.items(deskId)
  const { data: before } = await item.picture().query()
  expect(before).toMatchObject({ id: deskId, parentType: 'Item', width: 516, height: 466 })
  const headers = { ...signedIn, 'If-Match': before['@odata.etag'], 'Content-Type': 'application/octet-stream' }
  const uploaded = await fetch(before['pictureContent@odata.mediaEditLink'], {
    method: 'PATCH',
    headers,
    body: onePixelPng,
  })
  expect(uploaded.status).toBe(204)
  const { data: after } = await item.picture().query()
  expect(after).toMatchObject({ width: 1, height: 1, contentType: 'image/png' })
  const content = await fetch(after['pictureContent@odata.mediaReadLink'], { headers: signedIn })
  expect(sha256(await content.bytes())).toBe(sha256(onePixelPng))
  expect((await item.picture().delete()).status).toBe(204)
  expect((await item.picture().query()).data).toMatchObject({ width: 0, height: 0, contentType: '' })
}

describe('a client that odata2ts generates from the $metadata', () => {
  it('reads lists with filter, order, count and the expanded picture', async () => {
    const bc = await generateClient(emulator.baseUrls['v2.0'])
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

  it.each([
    ['whose $metadata calls the picture otherwise', withoutNavigation],
    ['that forgets uploads', forgetsUploads],
    ['that keeps what is deleted', keepsPictures],
  ])('does not get through its tasks with a server %s', async (_, breakIt) => {
    await emulator.reset()
    await using broken = await startBrokenServer(emulator.url, breakIt)
    const bc = await generateClient(emulator.baseUrls['v2.0'].replace(emulator.url, broken.url))
    await expect(livePicture(bc)).rejects.toThrow()
  })
})
