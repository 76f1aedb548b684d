import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmulatorOptions, seed, startEmulator } from '../../src/emulator/index.ts'
import { type BrokenRequest, startBrokenServer } from '../../src/test-support/broken-server.ts'
import { ONE_PIXEL_PNG } from '../../src/test-support/pictures.ts'
import { type Report, verdict, verify } from '../../src/verify/index.ts'
import { API_VERSIONS, type ApiVersion } from '../../src/versions.ts'

let saveTo: string

beforeAll(async () => {
  saveTo = await mkdtemp(join(tmpdir(), 'bc-pictures-few-'))
})
afterAll(() => rm(saveTo, { recursive: true }))

const TEXT = Buffer.from('no image at all')
const numbered = (count: number, picture?: Buffer) =>
  Array.from({ length: count }, (_, index) =>
    seed.item({ number: `I${index}`, displayName: `Item ${index}`, ...(picture ? { picture } : {}) }),
  )

const SEEDS: Record<string, EmulatorOptions['seed']> = {
  'the demo company': 'demo',
  'no entities': 'empty',
  'items without pictures': numbered(30),
  'items with pictures only': numbered(30, ONE_PIXEL_PNG),
  'items whose bytes are no image': numbered(30, TEXT),
  'one item': numbered(1, ONE_PIXEL_PNG),
}

/** Verifies an emulator by reading, and counts whatever is asked, its control API included. */
async function reading(
  options: EmulatorOptions,
  version: ApiVersion,
): Promise<{ report: Report; asked: BrokenRequest[] }> {
  await using emulator = await startEmulator(options)
  const asked: BrokenRequest[] = []
  await using counting = await startBrokenServer(emulator.url, (request, forward) => {
    asked.push(request)
    return forward(request)
  })
  const baseUrl = emulator.baseUrls[version].replace(emulator.url, counting.url)
  const authorization = async () => 'Bearer few-token'
  const target = { baseUrl, apiVersion: version, company: undefined, authorization }
  return { report: await verify({ target, saveTo }), asked }
}

const alarms = ({ results }: Report) =>
  results.flatMap(({ violations }) => violations.map(({ rule, message }) => `${rule}: ${message}`))

describe.each(API_VERSIONS)('a read-only run, in %s', (version) => {
  describe.each(Object.entries(SEEDS))('of %s', (_, seed) => {
    it.each([
      ['that takes one token', { token: 'few-token' }],
      ['that takes any token', {}],
    ])('sends at most 40 requests, all of them GET, to an emulator %s', async (_, options) => {
      const { report, asked } = await reading({ ...options, ...(seed ? { seed } : {}) }, version)
      expect(alarms(report)).toEqual([])
      expect(asked.filter(({ method }) => method !== 'GET')).toEqual([])
      expect(asked.length).toBeLessThanOrEqual(40)
      expect(report.requests).toBe(asked.length)
    })
  })
})

it('tries or skips every check of its version, and each skipped one says why', async () => {
  const { report } = await reading({ token: 'few-token' }, 'v2.0')
  const ids = new Set(report.results.map(({ id }) => id))
  for (const id of ['filter', 'skip-and-top', 'query-syntax', 'picture-key', 'select-in-lists']) {
    expect(report.results.find((result) => result.id === id)?.status, id).toBe('passed')
  }
  expect(ids).toContain('upload')
  for (const { status, reason } of report.results) expect(status === 'skipped').toBe(reason !== undefined)
  expect(verdict(report)).toMatch(
    /^The contract holds as far as it was tried: \d+ checks passed, 0 failed, \d+ skipped \(\d+ need --write\)\.$/,
  )
})

it('does not say that the contract holds where nothing could be tried', async () => {
  const authorization = async () => 'Bearer few-token'
  const target = {
    baseUrl: 'http://127.0.0.1:9/api/v2.0',
    apiVersion: 'v2.0' as const,
    company: undefined,
    authorization,
  }
  const report = await verify({ target, saveTo })
  expect(verdict(report)).toMatch(/^The contract could not be tried: 0 checks passed, .* The run ended early\.$/)
})

it('fails on a server that ignores $filter', async () => {
  await using emulator = await startEmulator({ token: 'few-token' })
  await using ignoring = await startBrokenServer(emulator.url, (request, forward) =>
    forward({ ...request, url: request.url.replace(/[?&](\$|%24)filter=[^&]*/, '') }),
  )
  const baseUrl = emulator.baseUrls['v2.0'].replace(emulator.url, ignoring.url)
  const authorization = async () => 'Bearer few-token'
  const target = { baseUrl, apiVersion: 'v2.0' as const, company: undefined, authorization }
  const report = await verify({ target, saveTo })
  expect(report.results.filter(({ status }) => status === 'failed').map(({ id }) => id)).toContain('filter')
})

it('keeps to 40 requests where a server throttles it, and says which checks it left out', async () => {
  await using emulator = await startEmulator({ token: 'few-token' })
  let asked = 0
  await using throttling = await startBrokenServer(emulator.url, async (request, forward) => {
    asked += 1
    if (asked % 2 === 1) return forward(request)
    const body = Buffer.from('{"error":{"code":"Application_TooManyRequests","message":"Too many requests reached."}}')
    return { status: 429, headers: { 'retry-after': '0', 'content-type': 'application/json' }, body }
  })
  const baseUrl = emulator.baseUrls['v2.0'].replace(emulator.url, throttling.url)
  const authorization = async () => 'Bearer few-token'
  const target = { baseUrl, apiVersion: 'v2.0' as const, company: undefined, authorization }
  const report = await verify({ target, saveTo })
  expect(alarms(report)).toEqual([])
  expect(asked).toBeLessThanOrEqual(40)
  const left = report.results.filter(({ reason }) => reason?.includes('no more requests'))
  expect(left.length).toBeGreaterThan(3)
})
