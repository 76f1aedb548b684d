import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { EmulatorStartError, type Limits, startEmulator } from '../index.ts'
import { Api, refusalOf } from './support.ts'

it('answers 429 over so many requests in the window, for each user apart, until the window has moved on', async () => {
  await using emulator = await startEmulator({ limits: { requests: 3, windowSeconds: 1 } })
  const api = new Api(emulator, 'v2.0')
  for (const _ of [1, 2, 3]) expect((await api.fetch('/items')).status).toBe(200)
  const refused = await api.fetch('/items')
  expect(refused.headers.has('Retry-After')).toBe(false)
  expect(await refusalOf(refused)).toEqual({
    status: 429,
    code: 'Application_TooManyRequests',
    message: 'Too many requests reached. Actual (4). Maximum (3).',
  })
  expect((await api.fetch('/items', { headers: { Authorization: 'Bearer another' } })).status).toBe(200)
  await sleep(1050)
  expect((await api.fetch('/items')).status).toBe(200)
})

it('works on so many at once, lets so many wait, and refuses the rest', async () => {
  await using emulator = await startEmulator({ limits: { concurrent: 1, queued: 1 } })
  const api = new Api(emulator, 'v2.0')
  const { content, finish } = slowUpload()
  const [id = ''] = await api.withAndWithout('items')
  const path = api.contentPath('items', id)
  const slow = api.fetch(path, {
    method: 'PATCH',
    headers: { 'If-Match': '*' },
    body: content,
    duplex: 'half',
  } as RequestInit)
  await sleep(50)
  const waiting = api.fetch('/items')
  await sleep(50)
  expect(await refusalOf(await api.fetch('/items'))).toMatchObject({ status: 429 })
  finish()
  expect([(await slow).status, (await waiting).status]).toEqual([204, 200])
  expect((await api.fetch('/items')).status).toBe(200)
})

it('gives a request up that has waited too long, and forgets one whose caller has gone', async () => {
  await using emulator = await startEmulator({ limits: { concurrent: 1, queued: 2, queueSeconds: 1 } })
  const api = new Api(emulator, 'v2.0')
  const { content, finish } = slowUpload()
  const [id = ''] = await api.withAndWithout('items')
  const init = { method: 'PATCH', headers: { 'If-Match': '*' }, body: content, duplex: 'half' } as RequestInit
  const slow = api.fetch(api.contentPath('items', id), init)
  await sleep(50)
  await expect(api.fetch('/items', { signal: AbortSignal.timeout(50) })).rejects.toThrow()
  expect(await refusalOf(await api.fetch('/items'))).toMatchObject({ status: 503 })
  finish()
  expect((await slow).status).toBe(204)
})

/** A body that goes on until it is told to end. */
function slowUpload(): { content: ReadableStream<Uint8Array>; finish: () => void } {
  let controller: ReadableStreamDefaultController<Uint8Array>
  const content = new ReadableStream<Uint8Array>({
    start(own) {
      controller = own
      own.enqueue(Buffer.from('first'))
    },
  })
  return { content, finish: () => controller.close() }
}

it.each([
  [{ concurrent: 0 }, 'concurrent 0'],
  [{ requests: 1.5 }, 'requests 1.5'],
  [{ speed: 3 }, "'speed'"],
])('refuses the limits %j', async (limits, named) => {
  const start = startEmulator({ limits: limits as Partial<Limits> })
  await expect(start).rejects.toBeInstanceOf(EmulatorStartError)
  await expect(start).rejects.toThrow(named)
})
