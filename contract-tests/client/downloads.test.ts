import { describe, expect, it } from 'vitest'
import { createLimits, type Progress } from '../../src/client/index.ts'
import { answer, cutShort, resetMidAnswer } from '../../src/test-support/fault-server.ts'
import { ONE_PIXEL_PNG, sha256 } from '../../src/test-support/pictures.ts'
import { clientOf, ITEM, useFaultServer } from './harness.ts'

const { emulator, server } = await useFaultServer()

/** More than the client reads before it hands a picture out. */
const HUGE = new Uint8Array(12_000_000).map((_, index) => ONE_PIXEL_PNG[index] ?? (index * 31) & 0xff)
const WHOLE = { 'content-length': String(HUGE.length), 'content-type': 'image/png' }

describe('a download', () => {
  it('is null for 204', async () => {
    server.faults.push(answer(204))
    expect(await clientOf(emulator, server.url, 'v2.0').picture.download()).toBeNull()
  })

  it('gives bytes, a typed Blob and a stream', async () => {
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    const bytes = await (await picture.download())?.bytes()
    const blob = await (await picture.download())?.blob()
    const streamed = await new Response((await picture.download())?.body).arrayBuffer()
    const hashes = [bytes, await blob?.arrayBuffer(), streamed].map((each) => sha256(each as ArrayBuffer))
    expect(hashes).toEqual(Array(3).fill(sha256(ONE_PIXEL_PNG)))
    expect(blob?.type).toBe('image/png')
  })

  it('cannot be read twice: a second reading is refused, not empty', async () => {
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    const twice = await picture.download()
    await twice?.bytes()
    await expect(twice?.blob()).rejects.toThrow(
      'This download has been read: keep its bytes, or call download() again.',
    )
    const locked = await picture.download()
    const reader = locked?.body.getReader()
    await expect(locked?.bytes()).rejects.toThrow(TypeError)
    await reader?.cancel()
  })

  it('tells what the bytes show beside what the server says', async () => {
    server.faults.push(answer(200, { 'content-type': 'image/jpeg' }, ONE_PIXEL_PNG))
    const content = await clientOf(emulator, server.url, 'v2.0').picture.download()
    expect(content).toMatchObject({ contentType: 'image/jpeg', sniffedType: 'image/png', size: ONE_PIXEL_PNG.length })
  })

  it.each([
    ['image/png', '\x89PNG\r\n\x1a\n'],
    ['image/jpeg', '\xff\xd8\xff\xe0'],
    ['image/gif', 'GIF89a'],
    ['image/bmp', 'BM1234'],
    ['image/webp', 'RIFF1234WEBPVP8 '],
    [undefined, 'II*\0'],
    [undefined, '<svg/>'],
    [undefined, 'PNG'],
    [undefined, 'RIFF1234AVI LIST'],
    [undefined, '\xff\xd9\xff'],
  ])('finds %s in the bytes %j', async (type, start) => {
    server.faults.push(answer(200, {}, Buffer.from(start, 'latin1')))
    const content = await clientOf(emulator, server.url, 'v2.0').picture.download()
    expect(content?.sniffedType).toBe(type)
  })

  it('of much starts anew when the connection breaks, for bytes and for a reader of one’s own', async () => {
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    for (const fault of [resetMidAnswer(WHOLE, HUGE.subarray(0, 9e6)), cutShort(WHOLE, HUGE.subarray(0, 9e6))]) {
      server.faults.push(fault, answer(200, WHOLE, HUGE))
      expect(sha256((await (await picture.download())?.bytes()) as Uint8Array)).toBe(sha256(HUGE))
    }
    server.faults.push(resetMidAnswer(WHOLE, HUGE.subarray(0, 9e6)), answer(200, WHOLE, HUGE))
    let starts = 0
    const content = await picture.download()
    const read = await content?.read((body) => {
      starts++
      return new Response(body).arrayBuffer()
    })
    expect([starts, sha256(read as ArrayBuffer)]).toEqual([2, sha256(HUGE)])
  })

  it('of much that breaks is an error of the stream, never its end', async () => {
    server.faults.push(cutShort(WHOLE, HUGE.subarray(0, 9e6)))
    const content = await clientOf(emulator, server.url, 'v2.0').picture.download()
    await expect(new Response(content?.body).arrayBuffer()).rejects.toMatchObject({
      name: 'NetworkError',
      method: 'GET',
    })
  })

  it.each([
    ['fewer', ONE_PIXEL_PNG.subarray(0, 50)],
    ['more', Buffer.concat([ONE_PIXEL_PNG, ONE_PIXEL_PNG])],
  ])('with %s bytes than Content-Length is an error, even where the platform says nothing', async (_, bytes) => {
    const headers = { 'content-length': String(ONE_PIXEL_PNG.length) }
    const { picture } = clientOf(emulator, server.url, 'v2.0', { fetch: async () => new Response(bytes, { headers }) })
    const message = `got no complete response (${bytes.length} of ${ONE_PIXEL_PNG.length} bytes)`
    await expect(picture.download()).rejects.toMatchObject({
      name: 'NetworkError',
      message: expect.stringContaining(message),
    })
  })

  it('holds the decoded bytes of an encoded answer against nothing', async () => {
    const headers = { 'content-length': '30', 'content-encoding': 'gzip' }
    const fetch = async () => new Response(ONE_PIXEL_PNG, { headers })
    const { picture } = clientOf(emulator, server.url, 'v2.0', { fetch })
    expect(sha256((await (await picture.download())?.bytes()) as Uint8Array)).toBe(sha256(ONE_PIXEL_PNG))
  })

  it('that is a web page is no picture', async () => {
    server.faults.push(answer(200, { 'content-type': 'text/html; charset=utf-8' }, '<html>Sign in</html>'))
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    await expect(picture.download()).rejects.toMatchObject({ name: 'InvalidResponseError' })
  })

  it('reports its progress', async () => {
    server.faults.push(answer(200, WHOLE, HUGE))
    const heard: Progress[] = []
    const onProgress = (progress: Progress) => heard.push(progress)
    const content = await clientOf(emulator, server.url, 'v2.0').picture.download({ onProgress })
    await content?.bytes()
    expect(heard.at(-1)).toEqual({ transferred: HUGE.length, total: HUGE.length })
    expect(heard.length).toBeGreaterThan(2)
  })

  it('whose caller’s progress fails is the caller’s own error, and made once', async () => {
    const own = new Error('mine')
    const onProgress = () => {
      throw own
    }
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    await expect(picture.download({ onProgress }).then((content) => content?.bytes())).rejects.toBe(own)
    expect(server.seen).toHaveLength(1)
  })

  it.each([
    Object.assign(new Error('of another service'), { status: 503 }),
    new DOMException('x', 'TimeoutError'),
    null,
  ])('is not made again for what its reader throws: %s', async (own) => {
    const content = await clientOf(emulator, server.url, 'v2.0').picture.download()
    await expect(content?.read(() => Promise.reject(own))).rejects.toBe(own)
    expect(server.seen).toHaveLength(1)
  })

  it('that is cancelled ends the connection', async () => {
    let closed = false
    server.faults.push((_, response) => {
      response.on('close', () => {
        closed = true
      })
      response.writeHead(200, WHOLE).write(HUGE.subarray(0, 9e6))
    })
    const content = await clientOf(emulator, server.url, 'v2.0').picture.download()
    await content?.body.cancel()
    await expect.poll(() => closed).toBe(true)
  })

  it('that nobody reads does not keep others waiting', async () => {
    server.faults.push(...Array(8).fill(answer(200, WHOLE, HUGE)))
    const { bc } = clientOf(emulator, server.url, 'v2.0', { limits: createLimits({ concurrent: 2 }) })
    const all = await Promise.all(Array.from({ length: 8 }, () => bc.picture('items', ITEM).download()))
    const hashes = await Promise.all(all.map(async (content) => sha256((await content?.bytes()) as Uint8Array)))
    expect(new Set(hashes)).toEqual(new Set([sha256(HUGE)]))
  })

  it('that is aborted while it is read rejects with the reason', async () => {
    server.faults.push((_, response) => response.writeHead(200, WHOLE).write(HUGE.subarray(0, 9e6)))
    const controller = new AbortController()
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    const content = await picture.download({ signal: controller.signal })
    const reason = new Error('enough')
    setTimeout(() => controller.abort(reason), 20)
    await expect(content?.bytes()).rejects.toBe(reason)
  })
})

describe('the facts of a picture', () => {
  it('that are no facts are an invalid response', async () => {
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    for (const body of ['<html></html>', '', '{', '{}', '[{}]', '{"value":5}', '"text"']) {
      server.faults.push(answer(200, { 'content-type': 'application/json' }, body))
      await expect(picture.info()).rejects.toMatchObject({ name: 'InvalidResponseError', method: 'GET' })
    }
  })

  it('of an entity without a picture say that there is none', async () => {
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    await picture.delete()
    expect(await picture.info()).toMatchObject({ exists: false, id: ITEM, width: 0, height: 0, contentType: '' })
    for (const body of ['{"value":[]}', '[]', 'null']) {
      server.faults.push(answer(200, { 'content-type': 'application/json' }, body))
      expect((await picture.info()).exists).toBe(false)
    }
    server.faults.push(answer(204))
    expect((await picture.info()).exists).toBe(false)
  })

  it('of a format that the server cannot measure say that there is one', async () => {
    const facts = { id: ITEM, width: 0, height: 0, contentType: 'image/jpeg' }
    server.faults.push(answer(200, { 'content-type': 'application/json' }, JSON.stringify(facts)))
    expect((await clientOf(emulator, server.url, 'v2.0').picture.info()).exists).toBe(true)
  })
})
