import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulator } from '../../emulator/index.ts'
import { bcPictures } from '../../test-support/bc-pictures.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const running: ChildProcess[] = []
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-command-'))
  await writeFile(join(folder, 'seed.json'), '{"entities":[{"set":"items"}]}')
  await writeFile(join(folder, 'diary.txt'), 'not ours')
})
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL')
  await rm(folder, { recursive: true })
})

/** Starts the command on a free port, and gives the process with what it printed first. */
async function start(...flags: string[]) {
  const child = spawn(process.execPath, [main, 'emulator', '--port', '0', ...flags])
  running.push(child)
  const stderr = text(child.stderr)
  const [output] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string]
  return { child, output, stderr }
}

/** Ends the command with a signal, and gives its exit code, its signal and how long that took, in milliseconds. */
async function stop(child: ChildProcess, signal: 'SIGINT' | 'SIGTERM') {
  const begin = performance.now()
  child.kill(signal)
  const [code, killedBy] = await once(child, 'exit')
  return { code, killedBy, milliseconds: performance.now() - begin }
}

const run = (...flags: string[]) => bcPictures(['emulator', '--port', '0', ...flags])

it.concurrent('prints one line of JSON when it is ready, and every address in it answers', async () => {
  const { child, output, stderr } = await start('--json')
  expect(output).toMatch(/^\{.*\}\n$/)
  const { url, ...rest } = JSON.parse(output)
  expect(rest).toEqual({
    gallery: `${url}/_emulator/`,
    companyId: '29a080a9-8dde-4d41-bc50-b9aac6b1ee1b',
    companyName: 'CRONUS International Ltd.',
    baseUrls: { beta: `${url}/BC/api/beta`, 'v1.0': `${url}/BC/api/v1.0`, 'v2.0': `${url}/BC/api/v2.0` },
  })
  expect(await (await fetch(`${url}/_emulator/health`)).json()).toEqual({ status: 'ok' })
  for (const baseUrl of Object.values<string>(rest.baseUrls)) {
    const items = await fetch(`${baseUrl}/companies(${rest.companyId})/items`, {
      headers: { Authorization: 'Bearer x' },
    })
    expect(items.status).toBe(200)
  }
  expect(await stop(child, 'SIGTERM')).toMatchObject({ code: 0 })
  expect(await stderr).toBe('')
})

it.concurrent.each(['SIGINT', 'SIGTERM'] as const)(
  'ends with 0 within two seconds on %s, although an upload hangs',
  async (signal) => {
    const { child, output } = await start('--json')
    const { url, baseUrls } = JSON.parse(output)
    const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {})
    await once(socket, 'connect')
    const content = 'items(07493b2c-d676-4d09-ba8c-fc03607cab76)/picture/pictureContent'
    const path = `${new URL(baseUrls['v2.0']).pathname}/${content}`
    const headers = ['Host: localhost', 'Authorization: Bearer a', 'If-Match: *', 'Content-Length: 1000']
    socket.write(`PATCH ${path} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\nonly the beginning`)
    const { code, killedBy, milliseconds } = await stop(child, signal)
    expect({ code, killedBy }).toEqual({ code: 0, killedBy: null })
    expect(milliseconds).toBeLessThan(2000)
  },
)

it.concurrent('prints addresses, a call to try and how to stop for people', async () => {
  const { output } = await start('--auth', 'none', '--seed', 'empty')
  expect(output).toMatch(/v2\.0 +http:\/\/127\.0\.0\.1:\d+\/BC\/api\/v2\.0\n/)
  expect(output).toMatch(/gallery +http:\/\/127\.0\.0\.1:\d+\/_emulator\/\n/)
  expect(output).toContain('curl "http')
  expect(output).toContain('Ctrl-C')
})

it.concurrent('accepts only the token of --token, and does not print it', async () => {
  const { output } = await start('--token', 'top-secret')
  expect(output).not.toContain('top-secret')
  const [url = ''] = /http\S+\/api\/v2\.0/.exec(output) ?? []
  const statusWith = async (token: string) =>
    (await fetch(`${url}/companies`, { headers: { Authorization: `Bearer ${token}` } })).status
  expect([await statusWith('top-secret'), await statusWith('other')]).toEqual([200, 401])
})

it.concurrent('serves HTTPS with OAuth, limits, faults and quirks', async () => {
  const flags = ['--https', '--auth', 'oauth', '--token-seconds', '60', '--limits', 'requests=9,bodyBytes=5']
  const { output } = await start('--json', ...flags, '--fault', 'GET **/vendors 503', '--quirk', 'bc-version=27')
  const { url, tokenUrl, certificatePath } = JSON.parse(output)
  expect([url, tokenUrl]).toEqual([expect.stringMatching(/^https:/), `${url}/tenant/oauth2/v2.0/token`])
  expect(await readFile(certificatePath, 'utf8')).toContain('BEGIN CERTIFICATE')
})

it.concurrent('warns when other machines can reach it', async () => {
  const { child, stderr } = await start('--json', '--host', '0.0.0.0')
  await stop(child, 'SIGTERM')
  expect(await stderr).toMatch(/^warning: [^\n]+\n$/)
})

describe('refuses in one sentence, with exit code 2,', () => {
  it.concurrent.each<[string, () => string[], RegExp]>([
    ['a port that is no number', () => ['--port', 'abc'], /abc/],
    ['a port that is out of range', () => ['--port', '70000'], /port.*70000/],
    ['a built-in seed that is unknown', () => ['--seed', 'other'], /other/],
    ['a seed that does not validate', () => ['--seed', join(folder, 'seed.json')], /seed\.json.*number/s],
    ['a seed file that is missing', () => ['--seed', join(folder, 'none.json')], /none\.json/],
    ['a data folder that holds something else', () => ['--data', folder], /bc-pictures-command-/],
    ['a data folder that is a file', () => ['--data', join(folder, 'diary.txt')], /diary\.txt/],
    ['an unknown authentication', () => ['--auth', 'ntlm'], /ntlm.*bearer/s],
    ['a token without authentication', () => ['--auth', 'none', '--token', 't'], /'none'/],
    ['an empty token', () => ['--token', ''], /token/],
    ['a lifetime that is no number', () => ['--auth', 'oauth', '--token-seconds', 'x'], /'x'/],
    ['a fault without an action', () => ['--fault', 'PATCH everything'], /PATCH everything/],
    ['an unknown fault', () => ['--fault', 'GET ** explode'], /'explode'/],
    ['an unknown value of a quirk', () => ['--quirk', 'stale-etag=410'], /'410'/],
    ['a quirk without a value', () => ['--quirk', 'stale-etag'], /name=value/],
    ['an unknown limit', () => ['--limits', 'speed=3'], /'speed'/],
    ['a limit that is no number', () => ['--limits', 'requests=x'], /'requests=x'/],
    ['a certificate without its key', () => ['--tls-cert', join(folder, 'diary.txt')], /--tls-cert and --tls-key/],
    [
      'a host name with a port',
      () => ['--allow-host', 'bc.example.com:7048'],
      /'bc\.example\.com:7048' of --allow-host/,
    ],
    ['an address of another machine', () => ['--host', '203.0.113.1'], /203\.0\.113\.1.*127\.0\.0\.1/],
    ['an unknown flag', () => ['--nothing'], /--nothing/],
    ['a surplus argument', () => ['surplus'], /surplus/],
  ])('%s', async (_, flags, names) => {
    const { code, stdout, stderr } = await run(...flags())
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^error: [^\n]+\n$/)
    expect(stderr).toMatch(names)
  })

  it.concurrent('a port that is in use', async () => {
    await using other = await startEmulator()
    const { code, stdout, stderr } = await run('--port', String(other.port))
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(new RegExp(`^error: Port ${other.port} on 127\\.0\\.0\\.1 is in use[^\n]+\\.\n$`))
  })
})

it.concurrent('explains itself with examples and exits with 0', async () => {
  const { code, stdout } = await run('--help')
  expect(code).toBe(0)
  expect(stdout).toContain('Usage: bc-pictures emulator')
  expect(stdout).toContain('bc-pictures emulator --port 0 --json')
})

it.concurrent('prints nothing on stderr when the reader of its help stops reading', async () => {
  const child = spawn(process.execPath, [main, 'emulator', '--help'])
  running.push(child)
  child.stdout.destroy()
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  expect([code, stderr]).toEqual([0, ''])
})
