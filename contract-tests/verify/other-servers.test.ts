/** Servers that do what the facts leave open otherwise than the emulator. None of them is wrong, so nothing may be reported. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Emulator } from '../../src/emulator/index.ts'
import {
  type Break,
  type BrokenRequest,
  type BrokenResponse,
  startBrokenServer,
} from '../../src/test-support/broken-server.ts'
import { type Report, verify } from '../../src/verify/index.ts'
import { API_VERSIONS, type ApiVersion } from '../../src/versions.ts'
import { alarms as alarmsOf, startLocked } from './endurance.ts'

let emulator: Emulator
let saveTo: string

beforeAll(async () => {
  emulator = await startLocked()
  saveTo = await mkdtemp(join(tmpdir(), 'bc-pictures-others-'))
})
afterAll(async () => {
  await emulator.close()
  await rm(saveTo, { recursive: true })
})

/** Verifies the emulator behind something that changes requests or answers. */
async function verifyBehind(
  change: Break,
  version: ApiVersion = 'v2.0',
  options: { write?: boolean; only?: string[] } = {},
): Promise<Report> {
  await using server = await startBrokenServer(emulator.url, change)
  const baseUrl = emulator.baseUrls[version].replace(emulator.url, server.url)
  const target = {
    ...{ baseUrl, apiVersion: version, company: undefined },
    authorization: async () => 'Bearer endurance-token',
  }
  const entities = [{ parent: 'items', key: '1896-S' }]
  const { write = true, only } = options
  return await verify({
    target,
    write,
    saveTo,
    parents: ['items', 'customers'],
    ...(write ? { entities } : {}),
    ...(only ? { only } : {}),
  })
}

/** What a run that came to its end reports as wrong. */
function alarms(report: Report): string[] {
  expect(report.ended).toBeUndefined()
  return alarmsOf(report)
}

/** Changes the text of each JSON answer. */
const text =
  (change: (text: string) => string): Break =>
  async (request, forward) => {
    const sound = await forward(request)
    if (!/json/.test(sound.headers['content-type'] ?? '')) return sound
    const { 'content-length': _, ...headers } = sound.headers
    return { ...sound, headers, body: Buffer.from(change(sound.body.toString('utf8'))) }
  }

const links = (change: (link: string) => string) =>
  text((json) => json.replace(/(@odata\.media(?:Edit|Read)Link":")([^"]+)/g, (_, name, link) => name + change(link)))

const isDownload = ({ method, url }: BrokenRequest) => method === 'GET' && /\/(pictureContent|content)$/.test(url)

const typed =
  (type: (type: string) => string): Break =>
  async (request, forward) => {
    const sound = await forward(request)
    if (!isDownload(request) || sound.status !== 200) return sound
    return { ...sound, headers: { ...sound.headers, 'content-type': type(sound.headers['content-type'] ?? '') } }
  }

it.each(API_VERSIONS)(
  'takes media links with a host that the caller cannot reach, in %s (fact:media-link-host)',
  async (version) => {
    const foreign = links((link) => link.replace(/^http:\/\/[^/]+\/BC/, 'https://nav-server.intern:7048/Production'))
    const report = await verifyBehind(foreign, version, { write: false })
    expect(alarms(report)).toEqual([])
    const looked = report.results.filter(({ id, status }) => id === 'media-links' && status === 'passed')
    expect(looked).toHaveLength(2)
  },
)

it('reports media links that are no URLs, or of another version', async () => {
  for (const [host, problem] of [
    ['https://nav-server:99999/BC/api/v2.0', /is a whole URL, not "https:/],
    ['https://nav-server/BC/api/v1.0', /does not lead into this server: "https:/],
  ] as const) {
    const odd = links((link) => link.replace(/^http:.*\/api\/v2\.0/, host))
    const report = await verifyBehind(odd, 'v2.0', { write: false, only: ['media-links'] })
    expect(alarms(report)).toContainEqual(expect.stringMatching(problem))
    expect(alarms(report).filter((alarm) => /make sense/.test(alarm))).toEqual([])
  }
})

it('takes media links that name the company by its name (fact:company-by-name)', async () => {
  const name = encodeURIComponent(emulator.companyName.replaceAll("'", "''"))
  const named = links((link) => link.replace(/companies\([^)]*\)/, `companies(name='${name}')`))
  expect(alarms(await verifyBehind(named, 'v2.0', { write: false }))).toEqual([])
  const other = links((link) => link.replace(/companies\([^)]*\)/, "companies(name='Another')"))
  expect(alarms(await verifyBehind(other, 'v2.0', { write: false }))).toContainEqual(
    expect.stringMatching(/^media-links: pictureContent@odata\.mediaReadLink leads to the content of this picture/),
  )
})

it('takes a media type in capital letters', async () => {
  expect(
    alarms(
      await verifyBehind(
        typed((type) => type.toUpperCase()),
        'v2.0',
        { write: false },
      ),
    ),
  ).toEqual([])
})

it('takes a download without a Content-Type, and records it (fact:content-type-header)', async () => {
  const untyped: Break = async (request, forward) => {
    const sound = await forward(request)
    const { 'content-type': _, ...headers } = sound.headers
    return isDownload(request) && sound.status === 200 ? { ...sound, headers } : sound
  }
  const report = await verifyBehind(untyped, 'v2.0', { write: false })
  expect(alarms(report)).toEqual([])
  const seen = report.observations.filter(({ id }) => id === 'download-content-type')
  expect(seen.map(({ shown }) => shown)).toEqual(['none'])
})

it('takes times of change without fractions of a second (fact:last-modified-moves)', async () => {
  const seconds = text((json) => json.replace(/(lastModifiedDateTime":"[^".Z]+)\.\d+Z/g, '$1Z'))
  expect(alarms(await verifyBehind(seconds, 'v2.0', { only: ['last-modified'] }))).toEqual([])
})

it('waits where a server fails for a moment after an upload, and not for one that never recovers (fact:write-then-500)', async () => {
  const failing = (forMs: number): Break => {
    let until = 0
    return async (request, forward): Promise<BrokenResponse> => {
      if (request.method === 'GET' && isDownload(request) && Date.now() < until) {
        const body = Buffer.from('{"error":{"code":"Internal_ServerError","message":"Not yet."}}')
        return { status: 500, headers: { 'content-type': 'application/json' }, body }
      }
      if (request.method === 'PATCH') until = Date.now() + forMs
      return forward(request)
    }
  }
  expect(alarms(await verifyBehind(failing(600), 'v2.0', { only: ['upload', 'replace'] }))).toEqual([])
  const alarmsOfBroken = alarms(await verifyBehind(failing(600_000), 'v2.0', { only: ['upload'] }))
  expect(alarmsOfBroken).toContainEqual(expect.stringMatching(/^upload: The content after .* returns 200, not 500/))
}, 60_000)

it('says what is wrong with a next link once: that it is relative, or leads elsewhere (fact:next-link)', async () => {
  const next = (change: (link: string) => string) =>
    text((json) => json.replace(/(@odata\.nextLink":")([^"]+)/g, (_, name, link) => name + change(link)))
  const only = ['paging']
  const relative = await verifyBehind(
    next((link) => link.replace(/^http:\/\/[^/]+/, '')),
    'v2.0',
    { write: false, only },
  )
  expect(alarms(relative)).toContainEqual(
    expect.stringMatching(/^contract\.links: @odata\.nextLink is a whole URL, not "\//),
  )
  const foreign = await verifyBehind(
    next((link) => link.replace(/^http:/, 'https:')),
    'v2.0',
    { write: false, only },
  )
  expect(alarms(foreign)).toContainEqual(expect.stringMatching(/^contract\.links: @odata\.nextLink does not lead into/))
  for (const { results } of [relative, foreign]) {
    for (const { violations } of results) expect(violations.length).toBeLessThanOrEqual(1)
  }
})

it('notices by reading alone that $expand is ignored (fact:expand-picture)', async () => {
  const ignoring: Break = (request, forward) =>
    forward({ ...request, url: request.url.replace(/\$expand=picture&?/, '') })
  const report = await verifyBehind(ignoring, 'v2.0', { write: false })
  expect(alarms(report)).toContainEqual(expect.stringMatching(/^expand: \$expand=picture adds the picture of/))
})

it('takes a server that knows equality only in $filter, and says which filters it refuses', async () => {
  const plain: Break = async (request, forward) => {
    const filter = new URL(request.url, 'http://server').searchParams.get('$filter')
    if (filter === null || /^\w+ eq '[^']*'$/.test(filter)) return forward(request)
    const body = Buffer.from('{"error":{"code":"BadRequest_MethodNotImplemented","message":"Not here."}}')
    const status = filter.includes('nobody') ? 400 : 501
    return { status, headers: { 'content-type': 'application/json' }, body }
  }
  const report = await verifyBehind(plain, 'v2.0', { only: ['filter', 'filter-operators', 'filter-pages'] })
  expect(alarms(report)).toEqual([])
  const reasons = report.results.filter(({ status }) => status === 'skipped').map(({ reason }) => reason)
  expect(reasons).toContainEqual(expect.stringMatching(/^the server refuses startswith\(number,'[^']+'\), endswith/))
  expect(reasons).toContainEqual(expect.stringMatching(/^the server refuses number ne '/))
})
