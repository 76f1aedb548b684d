/** Servers that take a request and answer it never, or with what was there before. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Emulator } from '../../src/emulator/index.ts'
import {
  type Break,
  type BrokenRequest,
  type BrokenResponse,
  startBrokenServer,
} from '../../src/test-support/broken-server.ts'
import { type Report, verify } from '../../src/verify/index.ts'
import { allPictures, startLocked } from './endurance.ts'

const TIMEOUT_MS = 400

let emulator: Emulator
let saveTo: string
/** Lets go of the requests that hang, so that the server can be closed. */
let release: AbortController

beforeAll(async () => {
  emulator = await startLocked()
  saveTo = await mkdtemp(join(tmpdir(), 'bc-pictures-hanging-'))
})
beforeEach(async () => {
  release = new AbortController()
  await emulator.reset()
})
afterAll(async () => {
  await emulator.close()
  await rm(saveTo, { recursive: true })
})

/** Does what is asked, and does not answer where `hangs` says so. */
function verifyHanging(hangs: (request: BrokenRequest) => boolean): Promise<Report> {
  return verifyBehind(async (request, forward) => {
    const sound = await forward(request)
    if (!hangs(request)) return sound
    await new Promise<void>((resolve) => release.signal.addEventListener('abort', () => resolve()))
    return { ...sound, cutAfter: -1 }
  })
}

async function verifyBehind(hang: Break): Promise<Report> {
  await using server = await startBrokenServer(emulator.url, hang)
  const baseUrl = emulator.baseUrls['v2.0'].replace(emulator.url, server.url)
  const authorization = async () => 'Bearer endurance-token'
  const target = { baseUrl, apiVersion: 'v2.0' as const, company: undefined, authorization }
  const entities = [{ parent: 'items', key: '1896-S' }]
  try {
    return await verify({ target, write: true, saveTo, entities, parents: ['items'], timeoutMs: TIMEOUT_MS })
  } finally {
    release.abort()
  }
}

it('ends after three uploads in a row that are not answered, and puts the picture back', async () => {
  const before = await allPictures(emulator)
  let uploads = 0
  const report = await verifyHanging(({ method }) => {
    if (method === 'PATCH') uploads += 1
    return method === 'PATCH' && uploads <= 3
  })
  expect(report.ended).toMatchObject({ by: 'unreachable' })
  expect(report.ended?.message).toMatch(/^3 requests in a row \(PATCH pictureContent\) got no whole response/)
  const unanswered = report.results.flatMap(({ violations }) => violations.map(({ rule }) => rule))
  expect(unanswered.filter((rule) => rule === 'contract.response')).toHaveLength(3)
  expect(report.notRestored).toEqual([])
  expect(report.results.at(-1)).toMatchObject({ id: 'original-restored', status: 'passed' })
  expect(await allPictures(emulator)).toEqual(before)
})

it('goes on where some are answered in between, and says which were not', async () => {
  let uploads = 0
  const report = await verifyHanging(({ method, headers }) => {
    if (method !== 'PATCH' || headers['if-match'] !== '*') return false
    uploads += 1
    return uploads % 5 === 0
  })
  expect(uploads).toBeGreaterThan(30)
  expect(report.ended).toBeUndefined()
  const rules = report.results.flatMap(({ violations }) => violations.map(({ rule }) => rule))
  expect(new Set(rules)).toEqual(new Set(['contract.response']))
}, 60_000)

it('puts the picture back on a server that returns old content once after each write, and reports that', async () => {
  const before = await allPictures(emulator)
  const old = new Map<string, BrokenResponse>()
  const report = await verifyBehind(async (request, forward) => {
    const isContent = request.url.endsWith('/pictureContent')
    if (isContent && request.method === 'PATCH') old.set(request.url, await forward({ ...request, method: 'GET' }))
    const known = isContent && request.method === 'GET' ? old.get(request.url) : undefined
    if (known === undefined) return forward(request)
    old.delete(request.url)
    return known
  })
  const messages = report.results.flatMap(({ violations }) => violations.map(({ message }) => message))
  expect(messages).toContain(
    'A read just after the write before this one shows that write, and not what was there before.',
  )
  expect(report.notRestored).toEqual([])
  expect(await allPictures(emulator)).toEqual(before)
})
