import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../index.ts'
import { resolveSeed } from '../seed/resolve.ts'
import type { SeedCompany } from '../seed/seed.ts'

const demoSeed = (await resolveSeed('demo', () => Promise.reject())) as SeedCompany

import { Api, deskId, type Json, onePixelPng, rawExchange, sha256 } from './support.ts'

/** `make soak` sends at least twenty thousand. */
const requests = Number(process.env.SOAK_REQUESTS ?? 2000)

let emulator: Emulator
let folder: string
const warnings: Error[] = []
const note = (warning: Error) => void warnings.push(warning)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-properties-'))
  emulator = await startEmulator()
  process.on('warning', note)
})
afterAll(async () => {
  process.off('warning', note)
  await emulator.close()
  await rm(folder, { recursive: true })
})

const pieces = [
  ...[
    'BC',
    'api',
    'beta',
    'v1.0',
    'v2.0',
    '$metadata',
    '$batch',
    '$count',
    'items',
    'customers',
    'itemVariants',
    'pictures',
  ],
  ...[
    'picture',
    'content',
    'pictureContent',
    'companies',
    'companies(29a080a9-8dde-4d41-bc50-b9aac6b1ee1b)',
    '_emulator',
  ],
  ...[
    `items(${deskId})`,
    `picture(${deskId})`,
    'items(1)',
    'items()',
    "items('x')",
    'items(',
    ')',
    '',
    '.',
    '..',
    '%',
    '%2F',
  ],
  ...['%00', 'faults', 'requests', 'gallery', 'restore', 'constructor', '__proto__', 'businesscentral', 'financials'],
]
const names = [
  '$filter',
  '$select',
  '$expand',
  '$orderby',
  '$top',
  '$skip',
  '$count',
  '$skiptoken',
  '$x',
  'company',
  'name',
]
const values = [
  ...["number eq '1896-S'", `id eq ${deskId}`, '(((((', 'not not not true', "number in ('a','b')", 'number', 'picture'],
  ...[
    'picture($select=id)',
    '*',
    'true',
    '-1',
    '999999999',
    '1e9',
    '0',
    'null',
    "contains(number,'",
    'lastModifiedDateTime gt 2026',
  ],
]

const text = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 6 }))
const segment = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...pieces) }, text)
const root = fc.constantFrom('/BC/api/v2.0', '/BC/api/beta', '/api/v1.0', '/v2.0/t/e/api/v2.0', '/_emulator', '')
const option = fc.tuple(fc.oneof(fc.constantFrom(...names), text), fc.oneof(fc.constantFrom(...values), text))
const path = fc
  .record({
    start: root,
    segments: fc.array(segment, { maxLength: 5 }),
    options: fc.array(option, { maxLength: 3 }),
    raw: fc.boolean(),
  })
  .map(({ start, segments, options, raw }) => {
    const encode = (part: string) => (raw ? part : encodeURIComponent(part).replaceAll('%24', '$'))
    const query = options.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
    return (
      [start, ...segments.map((part) => (raw ? part : encodeURI(Buffer.from(part).toString())))].join('/') +
      (query && `?${query}`)
    )
  })
const header = fc.tuple(
  fc.constantFrom('If-Match', 'Accept', 'Prefer', 'Content-Type', 'Expect', 'Range', 'Accept-Language', 'X-Other'),
  fc.oneof(
    fc.constantFrom('*', '"x"', 'odata.maxpagesize=0', 'application/json;odata.metadata=full', '100-continue'),
    text,
  ),
)
const request = fc.record({
  method: fc.oneof(fc.constantFrom('GET', 'HEAD', 'PATCH', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'TRACE'), text),
  path: fc.oneof({ weight: 8, arbitrary: path }, text),
  headers: fc.array(header, { maxLength: 3 }),
  body: fc.oneof(fc.constant(''), text),
  length: fc.option(fc.integer({ min: -1, max: 40 })),
})

it(`answers ${requests} malformed and random requests in the product's words, and none with a 5xx`, {
  timeout: requests * 20,
}, async () => {
  await fc.assert(
    fc.asyncProperty(request, async ({ method, path, headers, body, length }) => {
      const lines = headers.map(([name, value]) => `${name}: ${value.replaceAll(/[\r\n]/g, '')}\r\n`).join('')
      const head = `${method} ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer t\r\nConnection: close\r\n${lines}`
      const size = length ?? Buffer.byteLength(body, 'latin1')
      const answer = await rawExchange(emulator.port, `${head}Content-Length: ${size}\r\n\r\n${body}`)
      // Nothing at all is right only where the body never came.
      if (answer === '') return void expect(size).toBeGreaterThan(body.length)
      const final = answer.replace(/^HTTP\/1\.1 100 [\s\S]*?\r\n\r\n/, '')
      const [, status = '', fields = '', rest = ''] =
        /^HTTP\/1\.1 (\d{3})([\s\S]*?)\r\n\r\n([\s\S]*)$/.exec(final) ?? []
      // A body longer than was announced is another request, with an answer of its own.
      const content = rest.slice(0, Number(/^content-length: (\d+)/im.exec(fields)?.[1] ?? rest.length))
      expect(Number(status)).toBeGreaterThanOrEqual(200)
      expect(Number(status), answer).toBeLessThan(500)
      if (Number(status) >= 400 && method !== 'HEAD') {
        expect(JSON.parse(content)).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } })
      }
    }),
    { numRuns: requests },
  )
  expect(warnings).toEqual([])
  expect(await (await fetch(`${emulator.url}/_emulator/health`)).json()).toEqual({ status: 'ok' })
})

const sixItems = demoSeed.entities.slice(0, 6)

type Match = 'any' | 'current' | 'stale' | 'none'

const step = fc.record({
  entity: fc.nat({ max: 5 }),
  change: fc.constantFrom('upload', 'delete'),
  size: fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 200_000 })),
  match: fc.constantFrom<Match>('any', 'any', 'current', 'stale', 'none'),
})

it.each(['memory', 'a data folder'])(
  'keeps to a simple model over sequences of changes, in %s',
  { timeout: requests * 40 },
  async (where) => {
    const data = where === 'memory' ? {} : { data: join(folder, 'data') }
    await using own = await startEmulator({ ...data, seed: sixItems })
    const api = new Api(own, 'v2.0')
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        await own.reset()
        await checkAgainstModel(api, steps)
      }),
      { numRuns: Math.ceil(requests / 60) },
    )
  },
)

interface Step {
  readonly entity: number
  readonly change: string
  readonly size: number
  readonly match: Match
}

/** The model: which bytes each entity holds, by hash. */
async function checkAgainstModel(api: Api, steps: readonly Step[]): Promise<void> {
  const ids = (await api.json('/items')).value.slice(0, 6).map(({ id }: Json) => id)
  const model = new Map<string, string>()
  for (const id of ids) model.set(id, await hashOf(api, id))
  for (const { entity, change, size, match } of steps) {
    const id = ids[entity]
    const etag = match === 'any' ? '*' : match === 'stale' ? '"stale"' : (await api.picture('items', id))['@odata.etag']
    const headers: Record<string, string> = match === 'none' ? {} : { 'If-Match': etag }
    const bytes = size % 7 === 0 ? onePixelPng : randomBytes(size)
    const upload = change === 'upload'
    const { status } = upload
      ? await api.upload('items', id, bytes, headers)
      : await api.fetch(api.picturePath('items', id), { method: 'DELETE', headers })
    const refusal =
      match === 'none' && upload ? 400 : match === 'stale' ? 409 : upload && bytes.length === 0 ? 400 : 204
    expect(status).toBe(refusal)
    if (status === 204) model.set(id, upload ? sha256(bytes) : '')
    for (const other of ids) expect(await hashOf(api, other)).toBe(model.get(other))
  }
}

async function hashOf(api: Api, id: string): Promise<string> {
  const response = await api.fetch(api.contentPath('items', id))
  return response.status === 204 ? '' : sha256(await response.bytes())
}
