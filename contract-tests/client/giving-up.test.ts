import { getEventListeners } from 'node:events'
import { setTimeout as pass } from 'node:timers/promises'
import { describe, expect, it, vi } from 'vitest'
import { machineClock } from '../../src/client/clock.ts'
import { type CallOptions, createLimits, findEntity, type Limits } from '../../src/client/index.ts'
import {
  answer,
  cutShort,
  type Fault,
  refuse,
  reset,
  resetMidAnswer,
  resetMidUpload,
  stall,
} from '../../src/test-support/fault-server.ts'
import { ALL_BYTES, ONE_PIXEL_PNG, OTHER_ONE_PIXEL_PNG } from '../../src/test-support/pictures.ts'
import { clientOf, METHODS, type Method, testClock, useFaultServer } from './harness.ts'

const { emulator, server, prepared } = await useFaultServer()

type Client = ReturnType<typeof clientOf<'v2.0'>>
/** With the clock of the machine, so that a wait is one. */
const client = (options = {}) => clientOf(emulator, server.url, 'v2.0', { clock: undefined as never, ...options })

const HUGE = new Uint8Array(12_000_000).map((_, index) => ONE_PIXEL_PNG[index] ?? (index * 31) & 0xff)
const WHOLE = { 'content-length': String(HUGE.length) }

const begin = (method: Method, { picture }: Client, options: CallOptions): Promise<unknown> =>
  ({
    GET: () => picture.download(options),
    PATCH: () => picture.upload(OTHER_ONE_PIXEL_PNG, { ...options, ifMatch: prepared.etag }),
    DELETE: () => picture.delete({ ...options, ifMatch: prepared.etag }),
  })[method]()

/** Aborts a call when the server has seen so many requests, and expects it to end at once, with the reason. */
async function expectGivenUp(call: (signal: AbortSignal) => Promise<unknown>, requests: number): Promise<void> {
  const controller = new AbortController()
  const reason = new Error('the user went away')
  const outcome = call(controller.signal).catch((error) => error)
  await expect.poll(() => server.seen.length).toBe(requests)
  // What the last of them is answered has to arrive.
  await pass(20)
  controller.abort(reason)
  const late = pass(2000, 'nothing within two seconds', { ref: false })
  expect(await Promise.race([outcome, late])).toBe(reason)
  expect(getEventListeners(controller.signal, 'abort')).toEqual([])
}

const busy = (status: number) => refuse(status, 'x', { 'retry-after': '30' })
const stalledRefusal: Fault = async (_, response, { read }) => {
  await read()
  response.writeHead(404, { 'content-length': '100' }).write('{"error"')
}

describe.each(METHODS)('%s rejects at once with the reason when it is aborted', (method) => {
  it.each<[string, Fault[]]>([
    ['before the server answers', [stall()]],
    ['while it waits to be sent again', [busy(503)]],
    ['while it is held back after 429', [busy(429)]],
    ['while the text of a refusal stalls', [stalledRefusal]],
    [
      'while it reads the picture back',
      method === 'GET' ? [stall()] : [reset, refuse(409, 'Request_EntityChanged'), stall()],
    ],
  ])('%s', async (_, faults) => {
    server.faults.push(...faults)
    const { bc, picture, waits } = client({ retry: { delay: 1 } })
    await expectGivenUp((signal) => begin(method, { bc, picture, waits }, { signal }), faults.length)
    expect(server.seen).toHaveLength(faults.length)
  })

  it('while others have the places', async () => {
    const limits = createLimits({ concurrent: 1 })
    await limits.enter()
    await expectGivenUp((signal) => begin(method, client({ limits }), { signal }), 0)
    expect(server.seen).toEqual([])
    await expectOnePlace(limits)
  })

  it('while the company is looked up, which goes on for others', async () => {
    server.faults.push(async (_, __, { sound }) => pass(150).then(sound))
    const both = client({ company: emulator.companyName })
    const other = both.picture.info()
    await expectGivenUp((signal) => begin(method, both, { signal }), 1)
    expect((await other).exists).toBe(true)
    expect(server.seen).toHaveLength(2)
  })
})

describe('a call rejects at once with the reason when it is aborted', () => {
  it.each<[string, (client: Client, signal: AbortSignal) => Promise<unknown>]>([
    ['info', ({ picture }, signal) => picture.info({ signal })],
    ['list', ({ bc }, signal) => bc.list('items', { signal }).next()],
    ['companies', ({ bc }, signal) => bc.companies({ signal })],
    ['findEntity', ({ bc }, signal) => findEntity(bc, 'items', '1896-S', { signal })],
    ['raw.GET', ({ bc }, signal) => bc.raw.GET('/companies', { signal })],
  ])('%s', async (_, call) => {
    server.faults.push(stall())
    await expectGivenUp((signal) => call(client(), signal), 1)
    expect(server.seen).toHaveLength(1)
  })

  it('before it begins: a stream to upload is cancelled, also one that a function gives later', async () => {
    const cancel = vi.fn()
    const signal = AbortSignal.abort(new Error('enough'))
    const { picture } = client()
    const silent = () => new ReadableStream<Uint8Array>({ cancel })
    await expect(picture.upload(silent(), { signal })).rejects.toThrow('enough')
    expect(cancel).toHaveBeenCalledTimes(1)
    await expect(picture.upload(() => pass(5).then(silent), { signal })).rejects.toThrow('enough')
    await expect.poll(() => cancel.mock.calls.length).toBe(2)
    expect(server.seen).toEqual([])
  })

  it('between two pages of a list', async () => {
    const { bc } = client()
    const controller = new AbortController()
    const listing = bc.list('items', { pageSize: 1, signal: controller.signal })
    await listing.next()
    controller.abort(new Error('enough'))
    await expect(listing.next()).rejects.toThrow('enough')
    expect(server.seen).toHaveLength(1)
  })
})

/** Expects that all places are free, of limits that have one: no fewer and no more. */
async function expectOnePlace(limits: Limits): Promise<void> {
  limits.leave()
  await limits.enter()
  let second = false
  const next = limits.enter().then(() => {
    second = true
  })
  await pass(5)
  expect(second).toBe(false)
  limits.leave()
  await next
  limits.leave()
}

const OUTCOMES: [string, Fault[], (client: Client, options: CallOptions) => Promise<unknown>][] = [
  ['the facts of a picture', [], ({ picture }, options) => picture.info(options)],
  ['a download', [], async ({ picture }, options) => (await picture.download(options))?.bytes()],
  ['a download that nobody reads', [], ({ picture }, options) => picture.download(options)],
  ['no picture', [answer(204)], ({ picture }, options) => picture.download(options)],
  [
    'a large download',
    [answer(200, WHOLE, HUGE)],
    async ({ picture }, options) => (await picture.download(options))?.bytes(),
  ],
  [
    'a large download that is cancelled',
    [answer(200, WHOLE, HUGE)],
    async ({ picture }, options) => (await picture.download(options))?.body.cancel(),
  ],
  [
    'a large download that is cancelled half way',
    [answer(200, WHOLE, HUGE)],
    async ({ picture }, options) => {
      for await (const _ of (await picture.download(options))?.body ?? []) break
    },
  ],
  [
    'a large download that breaks and is fetched anew',
    [resetMidAnswer(WHOLE, HUGE.subarray(0, 9e6)), answer(200, WHOLE, HUGE)],
    async ({ picture }, options) => (await picture.download(options))?.bytes(),
  ],
  [
    'a large download that breaks for good',
    Array(9).fill(cutShort(WHOLE, HUGE.subarray(0, 9e6))),
    async ({ picture }, options) => (await picture.download(options))?.bytes(),
  ],
  [
    'a reader of one’s own that gives up',
    [answer(200, WHOLE, HUGE)],
    async ({ picture }, options) =>
      (await picture.download(options))?.read(async (body) => {
        await body.cancel()
        throw new Error('mine')
      }),
  ],
  ['an upload', [], ({ picture }, options) => picture.upload(ONE_PIXEL_PNG, options)],
  [
    'an upload with an answer that has a body',
    [answer(200, {}, 'stored')],
    ({ picture }, options) => picture.upload(ONE_PIXEL_PNG, options),
  ],
  [
    'an upload that is sent again',
    [resetMidUpload, answer(503)],
    ({ picture }, options) => picture.upload(HUGE, options),
  ],
  ['a refused upload', [answer(403)], ({ picture }, options) => picture.upload(ONE_PIXEL_PNG, options)],
  ['a removal', [], ({ picture }, options) => picture.delete(options)],
  ['a refusal', [answer(404)], ({ picture }, options) => picture.info(options)],
  ['a refused token', Array(9).fill(answer(401)), ({ picture }, options) => picture.info(options)],
  ['throttling for good', Array(9).fill(refuse(429, 'x')), ({ picture }, options) => picture.info(options)],
  ['a broken connection for good', Array(9).fill(reset), ({ picture }, options) => picture.info(options)],
  ['silence for good', Array(9).fill(stall()), ({ picture }, options) => picture.info({ ...options, timeout: 20 })],
  [
    'silence within a download for good',
    Array(9).fill(stall(WHOLE, HUGE.subarray(0, 9e6))),
    async ({ picture }, options) => (await picture.download({ ...options, timeout: 50 }))?.bytes(),
  ],
  [
    'a web page',
    [answer(200, { 'content-type': 'text/html' }, '<p>')],
    ({ picture }, options) => picture.info(options),
  ],
  ['no JSON', [answer(200, {}, '{')], ({ picture }, options) => picture.info(options)],
  [
    'a list that is left early',
    [],
    async ({ bc }, options) => {
      for await (const _ of bc.list('items', { ...options, pageSize: 2 })) break
    },
  ],
  [
    'what is refused before it is sent',
    [],
    ({ picture }, options) => picture.upload(ALL_BYTES, options as { signal: AbortSignal }),
  ],
]

// A listener that stays holds all that belongs to the call for as long as the signal lives, a place that is not given
// back stops the client in the end, and one that is given back twice lets it exceed the limits.
it.each(OUTCOMES)('neither a listener on the signal nor a place is left over by %s', async (_, faults, call) => {
  server.faults.push(...faults)
  const { signal } = new AbortController()
  const clock = testClock()
  const limits = createLimits({ concurrent: 1 }, clock)
  const all = clientOf(emulator, server.url, 'v2.0', { clock, limits, auth: () => 'token' })
  await call(all, { signal }).catch(() => {})
  // What was read ahead goes on for a moment.
  await expect.poll(() => getEventListeners(signal, 'abort').length).toBe(0)
  await limits.enter()
  await expectOnePlace(limits)
})

it.each([
  ['an answer', []],
  ['a refusal', [answer(404)]],
  ['an abort', [stall()]],
])('no place is left over by a raw call that ends with %s', async (_, faults) => {
  server.faults.push(...faults)
  const limits = createLimits({ concurrent: 1 })
  const { bc } = client({ limits })
  await bc.raw.GET('/companies', { signal: AbortSignal.timeout(100) }).catch(() => {})
  await limits.enter()
  await expectOnePlace(limits)
})

it('a wait that is given up leaves no timer behind', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()
  const controller = new AbortController()
  const waits = Array.from({ length: 50 }, () => machineClock.sleep(60_000, controller.signal).catch(() => 'given up'))
  expect(timers()).toBeGreaterThanOrEqual(before + 50)
  controller.abort()
  expect(new Set(await Promise.all(waits))).toEqual(new Set(['given up']))
  expect(timers()).toBeLessThan(before + 25)
})
