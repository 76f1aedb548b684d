import { setTimeout as pass } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer, type Fault, reset, resetMidUpload, stall, startFaultServer } from '../../test-support/fault-server.ts'
import { ONE_PIXEL_PNG } from '../../test-support/pictures.ts'
import type { UploadBody, UploadOptions } from '../index.ts'
import { clientOf } from './harness.ts'

// A source that failed before its first byte was sent ended the caller's process, although upload() rejected as well.
const unheard: unknown[] = []
const hear = (reason: unknown) => void unheard.push(reason)
beforeAll(() => void process.on('unhandledRejection', hear))
afterAll(() => void process.off('unhandledRejection', hear))

const own = new Error('the disk is gone')
const PNG = new Uint8Array(ONE_PIXEL_PNG)
const LARGE = new Uint8Array(2_000_000).map((_, index) => PNG[index] ?? index & 0xff)

async function* failing(...pieces: Uint8Array[]) {
  yield* pieces
  throw own
}
async function* late(...pieces: Uint8Array[]) {
  for (const piece of pieces) {
    await pass(1)
    yield piece
  }
  await pass(1)
  throw own
}
/** TypeScript does not know it yet. */
const { from } = ReadableStream as unknown as { from(pieces: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> }
const streamOf = (pieces: AsyncIterable<Uint8Array>) => from.call(ReadableStream, pieces) as ReadableStream<Uint8Array>

const SOURCES: Record<string, () => UploadBody> = {
  bytes: () => LARGE,
  'a stream that fails at once': () => streamOf(failing()),
  'a stream that fails after its first piece': () => streamOf(failing(PNG)),
  'a stream that fails late': () => streamOf(late(PNG, LARGE)),
  'a function that throws': () => () => {
    throw own
  },
  'a function that rejects': () => () => Promise.reject(own),
  'a function whose stream fails at once': () => () => streamOf(failing()),
  'a function whose stream fails late': () => () => streamOf(late(PNG, LARGE)),
  'a function that fails the second time': () => {
    let opened = 0
    return () => (++opened > 1 ? Promise.reject(own) : new Blob([PNG]).stream())
  },
  'a stream without an end that cannot be cancelled': () =>
    new ReadableStream({
      pull: (controller) => controller.enqueue(PNG),
      cancel: () => Promise.reject(own),
    }),
}

const OPTIONS: Record<string, () => UploadOptions> = {
  nothing: () => ({}),
  'a signal': () => ({ signal: new AbortController().signal }),
  'a signal that is aborted': () => ({ signal: AbortSignal.abort(own) }),
  'a signal that is aborted on the way': () => ({ signal: AbortSignal.timeout(5) }),
  'a timeout': () => ({ timeout: 40 }),
  'a size': () => ({ size: 1234 }),
  onProgress: () => ({ onProgress: () => {} }),
  'an onProgress that throws': () => ({
    onProgress: () => {
      throw own
    },
  }),
}

const SERVERS: Record<string, Fault[]> = {
  'takes it': [answer(204), answer(204)],
  'refuses it unread': [(_, response) => response.writeHead(403).end()],
  'is busy at first': [answer(503), answer(204)],
  'resets at once': [(request) => request.socket.resetAndDestroy(), reset],
  'resets half way': [resetMidUpload, resetMidUpload],
  'never answers': [stall(), stall()],
}

const cases = Object.entries(SOURCES).flatMap(([what, source]) =>
  Object.entries(SERVERS).map(([server, faults]) => [what, server, source, faults] as const),
)

describe('no promise rejects unheard, whatever fails in which order', () => {
  it.each(cases)('%s, and a server that %s', async (_, __, source, faults) => {
    const upload = async (options: UploadOptions) => {
      await using server = await startFaultServer('', ...faults)
      const { picture } = clientOf(server.url, { retry: { limit: 1, delay: 0 } })
      // Servers that never answer and sources without an end are given up after a while.
      const signals = [AbortSignal.timeout(150), ...(options.signal ? [options.signal] : [])]
      await picture.upload(source(), { ...options, signal: AbortSignal.any(signals) }).catch(() => {})
    }
    await Promise.all(Object.values(OPTIONS).map((options) => upload(options())))
    // Node tells of unheard rejections after the microtasks of their turn.
    await pass(5)
    expect(unheard).toEqual([])
  })

  it('without a signal or a timeout, too', async () => {
    for (const [name, source] of Object.entries(SOURCES)) {
      if (name.includes('without an end')) continue
      for (const faults of [[answer(204)], [answer(403)], [reset]]) {
        await using server = await startFaultServer('', ...faults)
        await clientOf(server.url, { retry: { limit: 0 } })
          .picture.upload(source())
          .catch(() => {})
      }
    }
    await pass(5)
    expect(unheard).toEqual([])
  })
  const BODIES: Record<string, (signal?: AbortSignal | null) => ReadableStream<Uint8Array>> = {
    'has failed already': () => new ReadableStream({ start: (controller) => controller.error(own) }),
    'fails late': () => streamOf(late(PNG, LARGE)),
    'is silent, and cannot be cancelled': (signal) =>
      new ReadableStream({
        start: (controller) => signal?.addEventListener('abort', () => controller.error(signal.reason)),
        cancel: () => Promise.reject(own),
      }),
  }
  const TYPES = ['application/json', 'text/html']
  const bodies = Object.entries(BODIES).flatMap(([what, body]) =>
    [200, 202, 206, 403, 503].map((status) => [status, what, body] as const),
  )

  it.each(bodies)('a response %i whose body %s', async (status, _, body) => {
    for (const type of TYPES) {
      const fetch = async (_: string, { signal }: RequestInit) =>
        new Response(body(signal), { status, headers: { 'content-type': type } })
      const { bc, picture } = clientOf('https://bc.example', { fetch, timeout: 40, retry: { limit: 1, delay: 0 } })
      await Promise.all(
        [
          picture.info(),
          picture.download(),
          picture.download().then((content) => content?.bytes()),
          picture.download().then((content) => content?.body.cancel()),
          picture.upload(PNG),
          picture.delete(),
          bc.list('items').next(),
          bc.companies(),
          bc.raw.GET('/$metadata'),
        ].map((call) => call.catch(() => {})),
      )
    }
    await pass(5)
    expect(unheard).toEqual([])
  })
})
