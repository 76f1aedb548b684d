import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { startBrokenServer } from '../../src/test-support/broken-server.ts'
import { CHECKS, isViolated, verify } from '../../src/verify/index.ts'
import { API_VERSIONS } from '../../src/versions.ts'
import { alarms, allPictures, startLocked, verifyEmulator } from './endurance.ts'

/** `make` runs the short form; soak.ts repeats it twenty times. */
const RUNS = 2

let emulator: Emulator
let saveTo: string

beforeAll(async () => {
  emulator = await startLocked()
  saveTo = await mkdtemp(join(tmpdir(), 'bc-pictures-verify-'))
})
afterAll(async () => {
  await emulator.close()
  await rm(saveTo, { recursive: true })
})

async function requestsOf({ url }: Emulator): Promise<{ method: string; path: string }[]> {
  return (await fetch(`${url}/_emulator/requests`)).json() as Promise<{ method: string; path: string }[]>
}

describe.each(API_VERSIONS)('on the emulator, in %s', (version) => {
  it('reads with at most 40 requests, all of them GET, and has no complaint', async () => {
    await emulator.reset()
    const report = await verifyEmulator(emulator, version, false, saveTo)
    expect(alarms(report)).toEqual([])
    const requests = await requestsOf(emulator)
    expect(requests.filter(({ method }) => method !== 'GET')).toEqual([])
    expect(requests.length).toBeLessThanOrEqual(40)
    expect(report.requests).toBe(requests.length)
    const skipped = report.results.filter(({ status }) => status === 'skipped')
    expect(new Set(skipped.map(({ reason }) => reason))).toEqual(new Set(['needs --write']))
    // Checks of filters only read, and are too many requests for a run that is sparing.
    const sparing = CHECKS.filter(
      (check) => check.scope === 'entity' || ('parentsWhenReading' in check && check.parentsWhenReading === 0),
    )
    expect(skipped.map(({ id }) => id)).toEqual(sparing.map(({ id }) => id))
  })

  it(`writes ${RUNS} times in a row without a false alarm, and puts every picture back`, async () => {
    const before = await allPictures(emulator)
    for (let run = 0; run < RUNS; run += 1) {
      const report = await verifyEmulator(emulator, version, true, saveTo)
      expect(alarms(report)).toEqual([])
      expect(report.ended).toBeUndefined()
      expect(await allPictures(emulator)).toEqual(before)
    }
    expect(await readdir(saveTo)).toEqual([])
  }, 120_000)
})

it('writes in at most five seconds of processor time on v2.0, the largest version', async () => {
  const before = process.cpuUsage()
  await verifyEmulator(emulator, 'v2.0', true, saveTo)
  const { user, system } = process.cpuUsage(before)
  expect((user + system) / 1e6).toBeLessThanOrEqual(5)
})

it('writes to the named entity and to no other', async () => {
  await emulator.reset()
  const target = { baseUrl: emulator.baseUrls['v2.0'], apiVersion: 'v2.0' as const, company: emulator.companyName }
  const authorization = async () => 'Bearer endurance-token'
  const entities = [{ parent: 'itemVariants', key: '1908-S/RED' }]
  await verify({ target: { ...target, authorization }, write: true, entities, saveTo })
  const writes = (await requestsOf(emulator)).filter(({ method }) => method !== 'GET')
  const places = new Set(writes.map(({ path }) => /\/(\w+\([^)]*\))\/picture/.exec(path)?.[1]))
  expect(writes.length).toBeGreaterThan(50)
  const strangers = ['00000000-0000-4000-8000-000000000000', 'not-a-guid']
  const existing = [...places].filter((place) => !strangers.some((id) => place?.includes(id)))
  // The id of another kind of entity is tried among the item variants, where nothing has it.
  const found = existing.filter((place) => Object.hasOwn(before, place ?? ''))
  expect(found).toHaveLength(1)
})

let before: Record<string, string> = {}
beforeAll(async () => {
  before = await allPictures(emulator)
})

it('skips what it cannot try on an emulator that takes any token, and has no complaint', async () => {
  await using open = await startEmulator()
  const authorization = async () => 'Bearer whatever'
  const target = { baseUrl: open.baseUrls['v2.0'], apiVersion: 'v2.0' as const, company: undefined, authorization }
  const report = await verify({ target, write: true, saveTo })
  expect(alarms(report)).toEqual([])
  const skipped = report.results.filter(({ status }) => status === 'skipped')
  expect(new Set(skipped.map(({ id }) => id))).toEqual(new Set(['wrong-credentials']))
})

it('waits throttling out, and does not call it a violation', async () => {
  let asked = 0
  await using throttling = await startBrokenServer(emulator.url, async (request, forward) => {
    asked += 1
    if (asked % 7 !== 0) return forward(request)
    const body = Buffer.from('{"error":{"code":"Application_TooManyRequests","message":"Too many requests reached."}}')
    return { status: 429, headers: { 'retry-after': '0', 'content-type': 'application/json' }, body }
  })
  const baseUrl = emulator.baseUrls['v2.0'].replace(emulator.url, throttling.url)
  const authorization = async () => 'Bearer endurance-token'
  const target = { baseUrl, apiVersion: 'v2.0' as const, company: undefined, authorization }
  const report = await verify({ target, write: true, entities: [{ parent: 'items', key: '1896-S' }], saveTo })
  expect(alarms(report)).toEqual([])
  expect(isViolated(report)).toBe(false)
  expect(report.throttled).toBeGreaterThan(10)
})

it('never has two requests under way at once', async () => {
  let [now, most] = [0, 0]
  await using counting = await startBrokenServer(emulator.url, async (request, forward) => {
    now += 1
    most = Math.max(most, now)
    try {
      return await forward(request)
    } finally {
      now -= 1
    }
  })
  const baseUrl = emulator.baseUrls['v1.0'].replace(emulator.url, counting.url)
  const authorization = async () => 'Bearer endurance-token'
  const target = { baseUrl, apiVersion: 'v1.0' as const, company: undefined, authorization }
  await verify({ target, write: true, entities: [{ parent: 'vendors', key: '10000' }], saveTo })
  expect(most).toBe(1)
})
