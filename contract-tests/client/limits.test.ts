import type { ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { createLimits } from '../../src/client/index.ts'
import { refuse } from '../../src/test-support/fault-server.ts'
import { ONE_PIXEL_PNG } from '../../src/test-support/pictures.ts'
import { clientOf, START, testClock, useFaultServer } from './harness.ts'

const { emulator, server } = await useFaultServer()
let atOnce = 0
let most = 0

/** Counts how many requests are under way at the server, each for some milliseconds. */
function slowly(requests: number) {
  server.faults.length = 0
  atOnce = 0
  most = 0
  for (let index = 0; index < requests; index++) {
    server.faults.push(async (_, response, { sound }) => {
      most = Math.max(most, ++atOnce)
      await new Promise((resolve) => setTimeout(resolve, 10))
      response.on('finish', () => atOnce--)
      await sound()
    })
  }
}

describe('the limits', () => {
  it('let five requests be under way at once, whatever they are', async () => {
    slowly(40)
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    await Promise.all(Array.from({ length: 40 }, async (_, index) => (index % 2 ? picture.info() : picture.download())))
    expect(most).toBe(5)
  })

  it('are shared by clients that are given the same ones', async () => {
    slowly(20)
    const limits = createLimits({ concurrent: 3 })
    const pictures = [1, 2].map(() => clientOf(emulator, server.url, 'v2.0', { limits }).picture)
    await Promise.all(pictures.flatMap((picture) => Array.from({ length: 10 }, () => picture.info())))
    expect(most).toBe(3)
  })

  it('serve those who wait in the order of their coming, and forget who gave up', async () => {
    const limits = createLimits({ concurrent: 1 })
    const order: number[] = []
    const gaveUp = new AbortController()
    await limits.enter()
    const second = limits.enter().then(() => order.push(2))
    const third = limits.enter(gaveUp.signal).catch(() => order.push(3))
    const fourth = limits.enter().then(() => order.push(4))
    gaveUp.abort()
    await third
    limits.leave()
    await second
    limits.leave()
    await fourth
    expect(order).toEqual([3, 2, 4])
  })

  it('let 6000 requests begin in any five minutes', async () => {
    const clock = testClock()
    const limits = createLimits({}, clock)
    const begun: number[] = []
    for (let index = 0; index < 12_500; index++) {
      await limits.enter()
      begun.push(clock.now())
      limits.leave()
      if (index % 100 === 0) await clock.sleep(1000)
    }
    const crowded = begun.filter((time, index) => time - (begun[index - 6000] ?? 0) < 300_000)
    expect(crowded).toEqual([])
    expect(clock.now() - (begun[0] ?? 0)).toBeLessThan(660_000)
  })

  it('are kept by answers whose bytes are still on their way', async () => {
    slowly(0)
    server.faults.push(
      ...Array(20).fill(async (_: unknown, response: ServerResponse) => {
        most = Math.max(most, ++atOnce)
        response.on('finish', () => atOnce--)
        response.writeHead(200, { 'content-length': ONE_PIXEL_PNG.length }).write(ONE_PIXEL_PNG.subarray(0, 20))
        await new Promise((resolve) => setTimeout(resolve, 10))
        response.end(ONE_PIXEL_PNG.subarray(20))
      }),
    )
    const { picture } = clientOf(emulator, server.url, 'v2.0', { limits: createLimits({ concurrent: 2 }) })
    await Promise.all(Array.from({ length: 20 }, () => picture.download()))
    expect(most).toBe(2)
  })

  // With a window that is NaN, no request ever began: the wait for it never ended.
  it.each([
    { concurrent: 0 },
    { concurrent: '5' },
    { concurrent: Number.NaN },
    { requests: 0 },
    { requests: -1 },
    { requests: 1.5 },
    { requests: Infinity },
    { window: Number.NaN },
    { window: -1 },
  ])('that would let nothing through are refused: %j', (options) => {
    expect(() => createLimits(options as object)).toThrow(TypeError)
    expect(() => createLimits(options as object)).toThrow(
      /^(concurrent|requests|window) must be a whole number of at least 1, not .+\.$/,
    )
  })

  it('let nobody overtake those who wait', async () => {
    const limits = createLimits({ concurrent: 1 })
    const order: number[] = []
    await limits.enter()
    const first = limits.enter().then(() => order.push(1))
    limits.leave()
    // The place is that of the first one by now, though it does not know yet.
    const second = limits.enter().then(() => order.push(2))
    await first
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(order).toEqual([1])
    limits.leave()
    await second
  })

  it('give back the place of one who gives up while all are held back', async () => {
    const limits = createLimits({ concurrent: 1 })
    limits.pause(60_000)
    const gaveUp = new AbortController()
    const first = limits.enter(gaveUp.signal)
    gaveUp.abort(new Error('enough'))
    await expect(first).rejects.toThrow('enough')
    const second = new AbortController()
    const next = limits.enter(second.signal)
    second.abort(new Error('me, too'))
    await expect(next).rejects.toThrow('me, too')
  })

  it('hold back for the longest time that was asked for', async () => {
    const clock = testClock()
    const limits = createLimits({}, clock)
    limits.pause(5000)
    limits.pause(1000)
    await limits.enter()
    expect(clock.waits).toEqual([5000])
  })

  it('can be set', async () => {
    const clock = testClock()
    const limits = createLimits({ requests: 2, window: 1000 }, clock)
    for (let index = 0; index < 5; index++) {
      await limits.enter()
      limits.leave()
    }
    expect(clock.waits).toEqual([1000, 1000])
  })

  it('hold the whole client back after a 429, not one call alone', async () => {
    server.seen.length = 0
    server.faults.length = 0
    server.faults.push(refuse(429, 'Application_TooManyRequests', { 'retry-after': '5' }))
    const clock = testClock()
    const times: number[] = []
    const limits = createLimits({ concurrent: 1 }, clock)
    const { bc, picture } = clientOf(emulator, server.url, 'v2.0', {
      limits,
      clock,
      fetch: (url, init) => {
        times.push(clock.now())
        return fetch(url, init)
      },
    })
    await Promise.all([picture.info(), picture.download(), bc.companies()])
    const [first, ...others] = times.map((time) => time - (times[0] as number))
    expect([first, others]).toEqual([0, [5000, 5000, 5000]])
    expect(clock.waits).toEqual([5000])
  })

  it('hold back calls that begin while another one waits after 429', async () => {
    server.seen.length = 0
    server.faults.length = 0
    server.faults.push(refuse(429, 'Application_TooManyRequests', { 'retry-after': '5' }))
    // Sleeps until it is told that the time has come.
    const sleepers: (() => void)[] = []
    let time = START
    const sleep = async (ms: number) => {
      await new Promise<void>((wake) => sleepers.push(wake))
      time += ms
    }
    const clock = { now: () => time, random: () => 0.5, sleep }
    const { picture } = clientOf(emulator, server.url, 'v2.0', { clock })
    const first = picture.info()
    await expect.poll(() => sleepers.length).toBe(1)
    const second = picture.info()
    await expect.poll(() => sleepers.length).toBe(2)
    expect(server.seen).toHaveLength(1)
    sleepers.forEach((wake) => {
      wake()
    })
    await Promise.all([first, second])
    expect(server.seen).toHaveLength(3)
  })
})
