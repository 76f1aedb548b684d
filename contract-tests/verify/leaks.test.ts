import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { bcPictures, type Ended } from '../../src/test-support/bc-pictures.ts'
import {
  type Break,
  type BrokenResponse,
  type BrokenServer,
  startBrokenServer,
} from '../../src/test-support/broken-server.ts'
import { REPORTERS, verify } from '../../src/verify/index.ts'

const LONG = `eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.${'Zm9vYmFyYmF6cXV4'.repeat(90)}.c2lnbmF0dXJl`
const KEY = 'pa"ss\\wo rd\'=/+&é'
const SHORT_KEY = 'k"9'

let emulator: Emulator
let folder: string

beforeAll(async () => {
  emulator = await startEmulator({ auth: 'none' })
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-leaks-'))
})
afterAll(async () => {
  await emulator.close()
  await rm(folder, { recursive: true })
})

/** What is sent as credentials, and what may not be seen of it in any form. */
interface Secret {
  readonly env: Record<string, string>
  readonly seen: readonly string[]
}

const SECRETS: Record<string, Secret> = {
  'a long token': { env: { BC_TOKEN: LONG }, seen: [LONG] },
  'a key with quotes and backslashes': { env: { BC_USER: 'jo', BC_ACCESS_KEY: KEY }, seen: [KEY, `jo:${KEY}`] },
  'a short key': { env: { BC_USER: 'jo', BC_ACCESS_KEY: SHORT_KEY }, seen: [SHORT_KEY, `jo:${SHORT_KEY}`] },
  'a short token': { env: { BC_TOKEN: 'T0k' }, seen: ['T0k'] },
}

/** How a server may write what it repeats. */
const FORMS: ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => JSON.stringify(secret).slice(1, -1),
  (secret) => encodeURIComponent(secret),
  (secret) => Buffer.from(secret).toString('base64'),
]

const SAID = ['systemVersion', 'name', 'displayName', 'code', 'message', 'contentType']

/** Repeats the caller's credentials wherever a server has something to say: in these properties, headers, and $metadata. */
function repeating({ seen }: Secret, properties: readonly string[] = SAID): Break {
  const all = seen.flatMap((secret) => FORMS.map((form) => form(secret))).join(' | ')
  const ascii = all.replace(/[^ -~]/g, '')
  return async (request, forward) => {
    const { authorization, ...headers } = request.headers
    const answer = await forward({ ...request, headers })
    const repeated = [authorization ?? '', all].join(' ')
    const told = { ...answer.headers, 'ms-correlation-x': `${authorization} ${ascii}` }
    const type = answer.headers['content-type'] ?? ''
    if (/xml/.test(type)) {
      const property = `<Property Name="${repeated.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`)}" Type="Edm.String"/>`
      const xml = answer.body.toString().replace(/<EntityType Name="picture">.*?<\/Key>/s, `$&${property}`)
      return { ...answer, headers: told, body: Buffer.from(xml) }
    }
    if (!/json/.test(type)) return { ...answer, headers: told }
    const json = JSON.parse(answer.body.toString(), (name, value) =>
      properties.includes(name) ? `${value} ${repeated}` : value,
    )
    return { ...answer, headers: told, body: Buffer.from(JSON.stringify(json)) }
  }
}

function expectNothing(text: string, { env, seen }: Secret): void {
  const authorization = env.BC_USER ? Buffer.from(`jo:${env.BC_ACCESS_KEY}`).toString('base64') : ''
  const forms = seen.flatMap((secret) => FORMS.map((form) => form(secret)))
  for (const form of [...forms, authorization]) if (form.length > 3) expect(text).not.toContain(form)
  // Short ones may be part of other words, but not words of their own.
  for (const form of seen.filter((secret) => secret.length <= 3)) expect(text.split(/[^\w"]+/)).not.toContain(form)
}

async function through(secret: Secret, breakIt: Break, args: string[]): Promise<Ended> {
  await using server: BrokenServer = await startBrokenServer(emulator.url, breakIt)
  const url = emulator.baseUrls['v2.0'].replace(emulator.url, server.url)
  return await bcPictures(['verify', '--base-url', url, ...args], { env: secret.env, cwd: folder })
}

describe.each(Object.entries(SECRETS))('%s that the server repeats', (name, secret) => {
  it.each(REPORTERS)('is in no report, file, nor message: %s', async (reporter) => {
    const summary = join(folder, `${name}-${reporter}.md`)
    const out = join(folder, `${name}-${reporter}.json`)
    const env = { ...secret.env, GITHUB_STEP_SUMMARY: summary }
    const args = ['--parents', 'customers', '--reporter', reporter, '--out', out]
    const { code, stdout, stderr } = await through({ ...secret, env }, repeating(secret), args)
    expect(code).toBe(1)
    expect(stdout).toContain('[credentials]')
    const files = await Promise.all([out, summary].map((file) => readFile(file, 'utf8').catch(() => '')))
    expectNothing([stdout, stderr, ...files].join('\n'), secret)
  })

  it('is in no message about a write', async () => {
    const args = ['--write', '--entity', 'customers:10000', '--only', 'upload', '--only', 'picture-metadata']
    const { stdout, stderr } = await through(secret, repeating(secret), args)
    expect(stderr).toContain('is as it was')
    expectNothing(stdout + stderr, secret)
  })

  it('is in no name of an entity that is written to, nor of its saved copy', async () => {
    const args = ['--write', '--parents', 'customers', '--only', 'upload']
    const { stdout, stderr } = await through(secret, repeating(secret, ['number']), args)
    expect(stdout).toContain('writing to customers:')
    expect(stderr).toMatch(/is saved in \S+/)
    expectNothing(stdout + stderr, secret)
  })

  it.each<[string, Break]>([
    [
      'the place that a redirect leads to',
      async ({ headers }) => ({
        status: 302,
        headers: {
          location: `http://127.0.0.1/${encodeURIComponent(headers.authorization ?? '')}/x#${headers.authorization}`,
        },
        body: Buffer.alloc(0),
      }),
    ],
    [
      'the list of companies',
      async ({ headers }) => {
        const company = { id: '11111111-2222-4333-8444-555555555555', name: `A ${headers.authorization}` }
        const value = [company, { ...company, id: company.id.replace('1', '2') }]
        return {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: Buffer.from(JSON.stringify({ value })),
        }
      },
    ],
  ])('is not in an error that shows %s', async (_, breakIt) => {
    const { code, stdout, stderr } = await through(secret, breakIt, [])
    expect([2, 3]).toContain(code)
    expect(stderr).toMatch(/^error: /)
    expectNothing(stdout + stderr, secret)
  })
})

it('shows nothing of a client secret that the token endpoint repeats', async () => {
  const secret = { env: { BC_CLIENT_ID: 'app', BC_CLIENT_SECRET: KEY }, seen: [KEY] }
  await using endpoint = await startBrokenServer(emulator.url, async ({ body }) => {
    const text = JSON.stringify({ error: 'invalid_client', error_description: `${KEY} ${body.toString()}` })
    return { status: 400, headers: { 'content-type': 'application/json' }, body: Buffer.from(text) }
  })
  const env = { ...secret.env, BC_TOKEN_URL: `${endpoint.url}/token` }
  const { code, stderr } = await bcPictures(['verify', '--base-url', emulator.baseUrls['v2.0']], { env, cwd: folder })
  expect(code).toBe(3)
  expectNothing(stderr, secret)
})

describe('a token that the server repeats in a read-only run of the library', () => {
  const run = (url: string, only: string, authorization: () => Promise<string>) => {
    const baseUrl = emulator.baseUrls['v2.0'].replace(emulator.url, url)
    const target = { baseUrl, apiVersion: 'v2.0' as const, company: undefined, authorization }
    return verify({ target, parents: ['customers'], only: [only] })
  }
  const changed = (answer: BrokenResponse, change: (text: string) => string) => ({
    ...answer,
    body: Buffer.from(change(answer.body.toString())),
  })

  it('is in no example of an observation, where it was part of a next link', async () => {
    await using server = await startBrokenServer(emulator.url, async (request, forward) =>
      changed(await forward(request), (text) => text.replace(/("@odata.nextLink":"[^"]*)/, `$1&seen=${LONG}`)),
    )
    const report = await run(server.url, 'paging', async () => `Bearer ${LONG}`)
    expect(report.observations.map(({ id, example }) => [id, example])).toContainEqual([
      'page-size',
      expect.stringMatching(/GET .*&seen=\[credentials\]: 200$/),
    ])
    expect(JSON.stringify(report)).not.toContain(LONG.slice(0, 20))
  })

  // Whoever issues the tokens knows the next one while the first is in use: then it is no secret yet.
  it('is in no reason why a check ended early, though it came into use after the name was read', async () => {
    const next = 'the-token-that-comes-next'
    let token = 'the-first-token'
    await using server = await startBrokenServer(emulator.url, async (request, forward) => {
      if (request.url.includes('pictureContent')) return { status: 200, headers: {}, body: Buffer.from('no image') }
      const list = /\/customers\?/.test(request.url)
      const answer = changed(await forward(request), (text) => {
        const named = text.replace(/"number":"[^"]*"/g, `"number":"${next}"`)
        return list
          ? named.replace(/"(width|height)":\d+/g, '"$1":0').replace(/"contentType":""/g, '"contentType":"x"')
          : named
      })
      if (list) token = next
      return answer
    })
    const report = await run(server.url, 'no-picture-content', async () => `Bearer ${token}`)
    expect(report.results.map(({ reason }) => reason)).toEqual([
      'customers:[credentials] is 0×0 and has bytes: the server cannot read them as an image',
    ])
    expect(JSON.stringify(report)).not.toContain(next)
  })
})
