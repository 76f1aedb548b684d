import { once } from 'node:events'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { Progress, UploadBody } from '../../src/client/index.ts'
import { answer, type Fault, refuse, resetMidUpload } from '../../src/test-support/fault-server.ts'
import { ALL_BYTES, largePng, ONE_PIXEL_PNG, OTHER_ONE_PIXEL_PNG, sha256 } from '../../src/test-support/pictures.ts'
import { clientOf, storedSha256, useFaultServer } from './harness.ts'

const { emulator, server } = await useFaultServer()

const png = OTHER_ONE_PIXEL_PNG
/** A picture of 3 MB: what is behind its first bytes is no concern of the server. */
const LARGE = largePng(3_000_000)

function streamOf(bytes: Uint8Array, chunk = 7): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream({
    pull(controller) {
      controller.enqueue(bytes.slice(at, at + chunk))
      at += chunk
      if (at >= bytes.length) controller.close()
    },
  })
}

const REPLAYABLE: Record<string, () => UploadBody> = {
  bytes: () => png,
  'a part of a larger buffer': () => new Uint8Array([9, ...png, 9]).subarray(1, -1),
  'an ArrayBuffer': () => new Uint8Array(png).buffer,
  'a Blob': () => new Blob([png]),
  'a File': () => new File([png], 'picture.png', { type: 'image/png' }),
  'a function that opens a stream': () => () => streamOf(png),
  'a function that comes to open a stream': () => async () => streamOf(png),
  'a function that gives bytes': () => () => png,
  'a function that comes to give a Blob': () => async () => new Blob([png]),
}

describe.each(Object.entries(REPLAYABLE))('an upload of %s', (_, body) => {
  it('is sent again intact after 429, 503 and a reset', async () => {
    server.faults.push(refuse(429, 'Application_TooManyRequests'), answer(503), resetMidUpload)
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    await picture.upload(body())
    expect(server.seen).toHaveLength(4)
    expect(server.seen.at(-1)?.sha256).toBe(sha256(png))
    expect(await storedSha256(emulator)).toBe(sha256(png))
    for (const { headers } of server.seen) {
      expect(headers).toMatchObject({ 'content-type': 'application/octet-stream', 'if-match': '*' })
    }
  })

  it('reports its progress up to the last byte', async () => {
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    const heard: Progress[] = []
    await picture.upload(body(), { onProgress: (progress) => heard.push(progress) })
    expect(heard.at(-1)?.transferred).toBe(png.length)
    expect(await storedSha256(emulator)).toBe(sha256(png))
  })
})

describe('a stream', () => {
  it('is uploaded as it comes', async () => {
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    await picture.upload(streamOf(LARGE, 65_537))
    expect(await storedSha256(emulator)).toBe(sha256(LARGE))
  })

  it('that cannot be sent again says so, with what went wrong', async () => {
    server.faults.push(answer(503))
    const { picture, waits } = clientOf(emulator, server.url, 'v2.0')
    await expect(picture.upload(streamOf(png))).rejects.toMatchObject({
      status: 503,
      message: expect.stringContaining('cannot be sent again: pass bytes or a function'),
    })
    expect([server.seen.length, waits]).toEqual([1, []])
  })

  // Or the token that was refused would be used for the next upload, too.
  it('that cannot be sent again with another token says so, and has the next call use that', async () => {
    server.faults.push(refuse(401, 'Authentication_InvalidCredentials'))
    let asked = 0
    const { picture } = clientOf(emulator, server.url, 'v2.0', { auth: () => `token-${++asked}` })
    await expect(picture.upload(streamOf(png))).rejects.toMatchObject({
      status: 401,
      message: expect.stringContaining('cannot be sent again: pass bytes or a function'),
    })
    await picture.info()
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2'])
  })

  it('that cannot be opened again is the caller’s own error, tried once more', async () => {
    server.faults.push(answer(503), answer(503))
    const own = new Error('the disk is gone')
    let opened = 0
    const body = () => {
      if (++opened > 1) throw own
      return streamOf(png)
    }
    await expect(clientOf(emulator, server.url, 'v2.0').picture.upload(body)).rejects.toBe(own)
    expect([opened, server.seen.length]).toEqual([2, 1])
  })

  it.each<[string, (body: () => ReadableStream<Uint8Array>, picture: Client['picture']) => Promise<void>, Fault[]]>([
    ['carried out', (body, picture) => picture.upload(body), []],
    ['refused', (body, picture) => picture.upload(body), [answer(403)]],
    [
      'refused before it was read',
      (body, picture) => picture.upload(body),
      [(_, response) => response.writeHead(403).end()],
    ],
    ['broken', (body, picture) => picture.upload(body), Array(9).fill(resetMidUpload)],
    ['of no picture', (body, picture) => picture.upload(() => body().pipeThrough(shifted())), []],
    ['aborted before', (body, picture) => picture.upload(body, { signal: AbortSignal.abort() }), []],
    ['without a token', (body) => withoutToken().upload(body), []],
    ['for a company that is not there', (body) => withoutCompany().upload(body), []],
  ])('is let go of when the upload is over: %s', async (_, upload, faults) => {
    server.faults.push(...faults)
    let open = 0
    // More than is ever read ahead, so that the end is not reached by itself.
    const body = () => {
      open++
      let rest = LARGE
      return new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(rest.slice(0, 65_536))
          rest = rest.subarray(65_536)
          if (rest.length > 0) return
          open--
          controller.close()
        },
        cancel: () => void open--,
      })
    }
    await upload(body, clientOf(emulator, server.url, 'v2.0').picture).catch(() => {})
    await expect.poll(() => open).toBe(0)
  })

  it('that fails is the caller’s own error, tried once, and leaves the old picture', async () => {
    const own = new Error('the disk is gone')
    const failing = () =>
      new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(png.subarray(0, 20)),
        pull: (controller) => controller.error(own),
      })
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    await expect(picture.upload(failing)).rejects.toBe(own)
    expect(await storedSha256(emulator)).toBe(sha256(ONE_PIXEL_PNG))
  })

  it('that gives nothing is let go of when the call is aborted', async () => {
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    let reason: unknown
    const silent = new ReadableStream({
      cancel(why) {
        reason = why ?? 'cancelled'
      },
    })
    const signal = AbortSignal.timeout(30)
    await expect(picture.upload(silent, { signal })).rejects.toThrow(expect.objectContaining({ name: 'TimeoutError' }))
    expect(reason).toBeDefined()
    expect(server.seen).toEqual([])
  })

  it('of a known size is announced by it, and held to it', async () => {
    const { picture } = clientOf(emulator, server.url, 'v2.0', { retry: { limit: 0 } })
    await picture.upload(streamOf(png), { size: png.length })
    expect(server.seen[0]?.headers['content-length']).toBe(String(png.length))
    await expect(picture.upload(streamOf(png), { size: png.length + 1 })).rejects.toThrow(
      'size is 83, but 82 bytes were given: pass their size, or none.',
    )
    expect(await storedSha256(emulator)).toBe(sha256(png))
  })
})

type Client = ReturnType<typeof clientOf<'v2.0'>>
const withoutCompany = () => clientOf(emulator, server.url, 'v2.0', { company: 'Contoso' }).picture
const withoutToken = () =>
  clientOf(emulator, server.url, 'v2.0', { auth: () => Promise.reject(new Error('the vault is sealed')) }).picture
/** Takes the first byte away. */
const shifted = () => {
  let first = true
  return new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(first ? chunk.subarray(1) : chunk)
      first = false
    },
  })
}

it.each([
  ['bytes', LARGE],
  ['a Blob', new Blob([LARGE])],
])('the way of %s is told piece by piece', async (_, body) => {
  const heard: number[] = []
  const { picture } = clientOf(emulator, server.url, 'v2.0')
  await picture.upload(body, { onProgress: ({ transferred }) => heard.push(transferred) })
  expect(heard.length).toBeGreaterThan(20)
  expect(heard).toEqual(heard.toSorted((a, b) => a - b))
  expect(heard.at(-1)).toBe(LARGE.length)
  expect(await storedSha256(emulator)).toBe(sha256(LARGE))
})

describe('an upload that is refused before it is read', () => {
  const early: Fault = async (request, response) => {
    response.writeHead(429, { 'retry-after': '1', connection: 'close' }).end()
    request.resume()
    await once(request, 'close').catch(() => {})
  }

  const slowStream = () => {
    const transform = async (chunk: Uint8Array, controller: TransformStreamDefaultController) => {
      await new Promise((resolve) => setTimeout(resolve, 2))
      controller.enqueue(chunk)
    }
    return streamOf(LARGE, 65_536).pipeThrough(new TransformStream({ transform }))
  }

  it('is sent again whole', async () => {
    server.faults.push(early)
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    await picture.upload(LARGE)
    expect(await storedSha256(emulator)).toBe(sha256(LARGE))
  })

  // Deno and Bun cancel the stream of an upload that breaks before they tell; it seemed to have ended early.
  it('is sent again whole when the platform cancels its stream before it tells what broke', async () => {
    let broken = false
    const breakOnce = async (url: string, init: RequestInit) => {
      if (broken || init.method !== 'PATCH') return fetch(url, init)
      broken = true
      const reader = (init.body as ReadableStream<Uint8Array>).getReader()
      await reader.read()
      await reader.cancel()
      await new Promise((resolve) => setTimeout(resolve, 10))
      throw new TypeError('the connection broke')
    }
    const { picture } = clientOf(emulator, server.url, 'v2.0', { fetch: breakOnce })
    await picture.upload(slowStream, { size: LARGE.length })
    expect(await storedSha256(emulator)).toBe(sha256(LARGE))
  })

  // The first attempt's stream, let go of, seemed to have ended early, and what broke the second was taken to be that.
  it('is sent again whole from a slow stream of known size, even if the connection breaks the next time', async () => {
    const unread: Fault = (_, response) => void response.writeHead(429).end()
    server.faults.push(unread, resetMidUpload)
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    await picture.upload(slowStream, { size: LARGE.length })
    expect(await storedSha256(emulator)).toBe(sha256(LARGE))
  })
})

describe('bytes that are no picture', () => {
  it.each([
    ['no bytes', new Uint8Array(), /has no bytes|is empty/],
    ['an empty Blob', new Blob([]), /is empty/],
    ['an empty stream', new Blob([]).stream(), /is empty/],
    ['an HTML page', new TextEncoder().encode('<html>Sign in</html>'), /begins with "<html>Sign i"/],
    ['256 distinct bytes', ALL_BYTES, /anyFormat/],
  ])('are refused before anything is sent: %s', async (_, body, message) => {
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    await expect(picture.upload(body)).rejects.toThrow(message)
    await expect(picture.upload(body)).rejects.toBeInstanceOf(TypeError)
    expect(server.seen).toEqual([])
  })

  it.each([
    ['HEIC', '\0\0\0\x18ftypheic'],
    ['HEIC', '\0\0\0\x18ftypmif1'],
    ['AVIF', '\0\0\0\x1cftypavif'],
    ['TIFF', 'II*\0\x08\0\0\0\0\0\0\0'],
    ['TIFF', 'MM\0*\0\0\0\x08\0\0\0\0'],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['SVG', '<?xml version="1.0"?><svg/>'],
  ])('are called by their name where that is known: %s', async (name, start) => {
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    await expect(picture.upload(Buffer.from(start, 'latin1'))).rejects.toThrow(
      `The picture is ${name}, which Business Central keeps but does not show: pass PNG or JPEG, or anyFormat: true.`,
    )
    expect(server.seen).toEqual([])
  })

  it('are uploaded with anyFormat, byte for byte, but not when there are none', async () => {
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    await picture.upload(ALL_BYTES, { anyFormat: true })
    expect(await storedSha256(emulator)).toBe(sha256(ALL_BYTES))
    await expect(picture.upload(new Uint8Array(), { anyFormat: true })).rejects.toThrow(/is empty/)
  })

  it.each(['text', 5, null, undefined, { picture: 1 }])(
    'are refused when they are no bytes at all: %j',
    async (body) => {
      const { picture } = clientOf(emulator, server.url, 'v2.0')
      await expect(picture.upload(body as never)).rejects.toThrow(/must be a Blob, an ArrayBuffer/)
      expect(server.seen).toEqual([])
    },
  )

  it('are refused when a function gives them, a stream of Node for instance', async () => {
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    const body = () => Readable.from([png]) as never
    await expect(picture.upload(body)).rejects.toThrow(
      /must be a Blob, .* Readable.toWeb\(\) for a Node stream\), not Readable\./,
    )
    expect(server.seen).toEqual([])
  })

  it('are refused before the company is looked up', async () => {
    const { picture } = clientOf(emulator, server.url, 'v2.0', { company: emulator.companyName })
    await expect(picture.upload(ALL_BYTES)).rejects.toThrow(/anyFormat/)
    expect(server.seen).toEqual([])
  })
})
