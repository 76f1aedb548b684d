import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, it } from 'vitest'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const running: ChildProcess[] = []

afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
})

function start(...parameters: string[]) {
  const child = spawn(process.execPath, [main, 'emulator', ...parameters], { stdio: ['ignore', 'pipe', 'pipe'] })
  running.push(child)
  return child
}

async function run(...parameters: string[]) {
  const child = start(...parameters)
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code, stdout, stderr }
}

async function firstOutput(child: ReturnType<typeof start>): Promise<string> {
  const [chunk] = await once(child.stdout.setEncoding('utf8'), 'data')
  return chunk
}

it.concurrent.each(['SIGTERM', 'SIGINT'] as const)(
  'prints one line of JSON when it is ready, and ends with 0 within 2 s on %s although a connection hangs',
  async (signal) => {
    const child = start('--json', '--port', '0')
    const line = await firstOutput(child)
    expect(line).toMatch(/^\{.*\}\n$/)
    const { url, gallery, companyId, companyName, baseUrls } = JSON.parse(line)
    expect([companyName, gallery]).toEqual(['CRONUS International Ltd.', `${url}/_emulator/`])
    const headers = { Authorization: 'Bearer x' }
    for (const baseUrl of [baseUrls.beta, baseUrls['v1.0'], baseUrls['v2.0']]) {
      expect((await fetch(`${baseUrl}/companies(${companyId})/items`, { headers })).status).toBe(200)
    }
    const hanging = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {})
    await once(hanging, 'connect')
    hanging.write('PATCH /x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n')
    const begin = performance.now()
    child.kill(signal)
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(performance.now() - begin).toBeLessThan(2000)
  },
)

it.concurrent('prints URLs, a call to try and how to stop when people read it', async () => {
  const child = start('--port', '0', '--auth', 'none', '--seed', 'empty')
  const banner = await firstOutput(child)
  expect(banner).toMatch(/v2\.0 +http:\/\/127\.0\.0\.1:\d+\/BC\/api\/v2\.0\n/)
  expect(banner).toMatch(/gallery +http:\/\/127\.0\.0\.1:\d+\/_emulator\/\n/)
  expect(banner).toContain('curl "http')
  expect(banner).toContain('Ctrl-C')
})

it.concurrent('accepts only the token that it is told, and does not print it', async () => {
  const child = start('--port', '0', '--token', 'top-secret')
  const banner = await firstOutput(child)
  expect(banner).not.toContain('top-secret')
  const [url = ''] = /http\S+\/api\/v2\.0/.exec(banner) ?? []
  const statusWith = async (token: string) =>
    (await fetch(`${url}/companies`, { headers: { Authorization: `Bearer ${token}` } })).status
  expect([await statusWith('top-secret'), await statusWith('other')]).toEqual([200, 401])
})

it.concurrent('serves HTTPS with sign-in, limits, faults and quirks as it is told', async () => {
  const told = ['--https', '--auth', 'oauth', '--token-seconds', '60', '--limits', 'requests=9,bodyBytes=5']
  const child = start('--port', '0', '--json', ...told, '--fault', 'GET **/vendors 503', '--quirk', 'bc-version=27')
  const { url, tokenUrl, certificatePath } = JSON.parse(await firstOutput(child))
  expect([url, tokenUrl]).toEqual([expect.stringMatching(/^https:/), `${url}/tenant/oauth2/v2.0/token`])
  expect(await readFile(certificatePath, 'utf8')).toContain('BEGIN CERTIFICATE')
})

it.concurrent('says in one sentence that the port is in use, and exits with 2', async () => {
  const child = start('--json', '--port', '0')
  const { port } = new URL(JSON.parse(await firstOutput(child)).url)
  const { code, stdout, stderr } = await run('--port', port)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(new RegExp(`^error: Port ${port} on 127\\.0\\.0\\.1 is in use: .*\\.\n$`))
})

it.concurrent.each([
  [['--port', 'abc'], 'abc'],
  [['--seed', 'other'], 'other'],
  [['--auth', 'none', '--token', 't'], "'none'"],
  [['--token', ''], 'token'],
  [['--fault', 'GET ** explode'], "'explode'"],
  [['--quirk', 'stale-etag=410'], "'410'"],
  [['--quirk', 'stale-etag'], 'name=value'],
  [['--limits', 'speed=3'], "'speed'"],
  [['--limits', 'requests=x'], "'requests=x'"],
  [['--auth', 'oauth', '--token-seconds', 'x'], "'x'"],
  [['--data', fileURLToPath(import.meta.url)], 'emulator-command.test.ts'],
  [['--tls-cert', 'nowhere.pem'], 'key'],
  [['--nothing'], '--nothing'],
  [['surplus'], 'surplus'],
])('exits with 2 for %j and names what is wrong', async (parameters, named) => {
  const { code, stdout, stderr } = await run(...parameters)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^error: /)
  expect(stderr).toContain(named)
})

it.concurrent('explains itself with examples and exits with 0', async () => {
  const { code, stdout } = await run('--help')
  expect(code).toBe(0)
  expect(stdout).toContain('Usage: bc-pictures emulator')
  expect(stdout).toContain('bc-pictures emulator --port 0 --json')
})

it.concurrent('says nothing when whoever reads its help stops reading', async () => {
  const child = start('--help')
  child.stdout.destroy()
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  expect([code, stderr]).toEqual([0, ''])
})
