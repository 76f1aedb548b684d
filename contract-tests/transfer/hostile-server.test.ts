import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { bcPictures } from '../../src/test-support/bc-pictures.ts'
import { type Break, startBrokenServer } from '../../src/test-support/broken-server.ts'
import { listEntities } from '../../src/transfer/listing.ts'
import { clientOf, items, png } from './harness.ts'

const TOKEN = `eyJ0eXAiOiJKV1QifQ.${'Zm9vYmFyYmF6cXV4'.repeat(20)}.c2ln`
const KEY = 'pa"ss\\wo rd\'=/+&é'
const SHORT_KEY = 'k"9'

let emulator: Emulator
let folder: string

beforeAll(async () => {
  emulator = await startEmulator({ auth: 'none', seed: items(3) })
  folder = mkdtempSync(join(tmpdir(), 'bc-pictures-hostile-'))
})
afterAll(async () => {
  await emulator.close()
  rmSync(folder, { recursive: true })
})

const SAID: ReadonlySet<string> = new Set(['number', 'displayName', 'name', 'contentType', 'code', 'message'])

/** Every text of the server's gets an end, and every number a start. */
const saying =
  (end: (authorization: string) => string, start = ''): Break =>
  async (request, forward) => {
    const { authorization = '', ...headers } = request.headers
    // What was filtered by a number is not found under the one that the server made of it.
    const url = request.url.replace(/%24filter=[^&]*|\$filter=number[^&]*/, '')
    const answer = await forward({ ...request, url, headers })
    if (!/json/.test(answer.headers['content-type'] ?? '')) return answer
    const json = JSON.parse(answer.body.toString(), (name, value) =>
      SAID.has(name) && typeof value === 'string'
        ? `${name === 'number' ? start : ''}${value}${end(authorization)}`
        : value,
    )
    return { ...answer, body: Buffer.from(JSON.stringify(json)) }
  }

/** Runs commands that read and write against a server, and gives all that they printed and wrote. */
async function everyCommand(breakIt: Break, env: Record<string, string>): Promise<string> {
  await emulator.reset()
  await using server = await startBrokenServer(emulator.url, breakIt)
  const cwd = mkdtempSync(join(folder, 'run-'))
  mkdirSync(join(cwd, 'photos'))
  const list = (await (await fetch(`${emulator.baseUrls['v2.0']}/items?$select=id`)).json()) as {
    value: { id: string }[]
  }
  const id = list.value[0]?.id
  writeFileSync(join(cwd, 'new.png'), png(8))
  writeFileSync(join(cwd, 'photos', '1000.png'), png(8))
  writeFileSync(join(cwd, 'photos', 'no-such.png'), png(8))
  const connection = { BC_BASE_URL: emulator.baseUrls['v2.0'].replace(emulator.url, server.url), ...env }
  const company = ['--company', emulator.companyId]
  const commands = [
    ['list', 'items'],
    ['list', 'items', '--json'],
    ['info', `items:${id}`],
    ['get', `items:${id}`, '--json', '-o', 'got.png'],
    ['put', `items:${id}`, 'new.png'],
    ['rm', `items:${id}`, '--json'],
    ['login', '--check', '--json'],
    ['list', 'items', '--filter', 'nonsense eq 1'],
    ['pull', 'items', 'pulled', '--json', '--report', 'pull.csv'],
    ['push', 'photos', '--dry-run', '--json'],
    ['push', 'pulled', '--force', '--report', 'push.html'],
  ]
  const said: string[] = []
  for (const args of commands) {
    const { stdout, stderr, code } = await bcPictures([...args, ...company], { env: connection, cwd })
    expect([0, 1, 2, 3], args.join(' ')).toContain(code)
    said.push(`$ ${args[0]}`, stdout, stderr)
  }
  for (const name of readdirSync(cwd)) if (/csv|html/.test(name)) said.push(readFileSync(join(cwd, name), 'utf8'))
  return said.join('\n')
}

describe('credentials that a server repeats in numbers, names, types and errors', () => {
  const forms = (secret: string) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]

  it.each<[string, Record<string, string>, string[]]>([
    ['a key with quotes', { BC_USER: 'jo', BC_ACCESS_KEY: KEY }, [KEY, `jo:${KEY}`]],
    ['a short key', { BC_USER: 'jo', BC_ACCESS_KEY: SHORT_KEY }, [SHORT_KEY]],
    ['a token from a file', {}, [TOKEN]],
  ])(
    'are in no output and no report: %s',
    async (name, env, secrets) => {
      if (name.includes('file')) {
        const file = join(folder, 'bc.env')
        writeFileSync(file, `BC_TOKEN=${TOKEN}\n`, { mode: 0o600 })
        env.BC_CREDENTIALS = file
      }
      const all = secrets.flatMap(forms)
      const said = await everyCommand(
        saying((authorization) => ` ${authorization} ${all.join(' ')}`),
        env,
      )
      expect(said.split('[credentials]').length).toBeGreaterThan(10)
      for (const form of [...all, Buffer.from(secrets.at(-1) ?? '').toString('base64')])
        expect(said).not.toContain(form)
    },
    60_000,
  )

  it('of ever new entities ends with an error that says what to do', async () => {
    const read = async (most: number) => {
      let count = 0
      for await (const _ of listEntities(clientOf(emulator), 'items', { most })) count += 1
      return count
    }
    expect(await read(3)).toBe(3)
    await expect(read(2)).rejects.toThrow('The list of items has more than 2 entities: use a filter.')
  })
})

describe('what a server says', () => {
  const HOSTILE = '\x1b[2J\x9b31m\x07\x00\u202e\u2066\u200b\ud800\n::error::x\n##[error]y\n;=1+1"<script>x</script>'

  it('moves no cursor, gives no command to a CI runner, and is no script', async () => {
    const said = await everyCommand(
      saying(() => HOSTILE, '::error::'),
      { BC_TOKEN: 'a-token-of-some-length' },
    )
    const odd = /[\p{Cc}\p{Cf}\p{Cs}]/u
    // A CSV begins with its mark, and its lines end in two characters.
    const lines = said.replaceAll('\ufeff', '').replaceAll('\r\n', '\n').split('\n')
    expect(lines.filter((line) => odd.test(line))).toEqual([])
    expect(lines.filter((line) => /^\s*::|##\[/.test(line))).toEqual([])
    const page = said.slice(said.indexOf('<!DOCTYPE html>'))
    expect(page).not.toContain('<script')
    // It was there to be seen.
    expect(said).toContain('\\u009b')
    expect(said).toContain('\\u{9b}')
  }, 60_000)
})

describe('a list that never ends', () => {
  /** Gives the same page for ever, under a new link each time; with `rows` false, an empty one. */
  const endless = (rows: boolean): Break => {
    let page = 0
    return async (request, forward) => {
      if (!/\/items\?/.test(request.url)) return forward(request)
      const answer = await forward({ ...request, url: request.url.replace(/&?\$skiptoken=[^&]*/, '') })
      const json = JSON.parse(answer.body.toString())
      page += 1
      const link = `${request.url.replace(/&?\$skiptoken=[^&]*/, '')}&$skiptoken=${page}`
      const body = JSON.stringify({ ...json, value: rows ? json.value : [], '@odata.nextLink': link })
      return { ...answer, body: Buffer.from(body) }
    }
  }

  it.each([
    ['of the same entities', true, /The list of items never ends: the server gives the same entities again/],
    ['of empty pages', false, /returned an unusable next link/],
  ])(
    '%s is an error',
    async (_, rows, message) => {
      await using server = await startBrokenServer(emulator.url, endless(rows))
      const BC_BASE_URL = emulator.baseUrls['v2.0'].replace(emulator.url, server.url)
      const env = { BC_BASE_URL, BC_TOKEN: 'a-token-of-some-length' }
      const list = await bcPictures(['list', 'items'], { env, cwd: folder })
      expect(list).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(message) })
      // Three times a thousand requests: pull asks again for a list that makes no sense.
      if (!rows) return
      const pull = await bcPictures(['pull', 'items', 'endless'], { env, cwd: folder })
      expect(pull).toMatchObject({ code: 3, stdout: expect.stringMatching(message) })
    },
    60_000,
  )
})
