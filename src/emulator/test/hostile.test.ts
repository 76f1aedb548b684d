import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { get } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createEmulator, type Emulator, startEmulator } from '../index.ts'
import { Api, deskId, type Json } from './support.ts'

const signedIn = { Authorization: 'Bearer test' }

describe('a batch whose responses are too large', () => {
  it('refuses with 413 what does not fit in, and answers the rest', async () => {
    await using emulator = await createEmulator()
    const content = `items(${deskId})/picture/pictureContent`
    const url = (path: string) => `${emulator.baseUrls['v2.0']}/${path}`
    const body = new Uint8Array(5_000_000).fill(7)
    const headers = { ...signedIn, 'If-Match': '*' }
    expect((await emulator.fetch(url(content), { method: 'PATCH', headers, body })).status).toBe(204)
    const urls = [...Array(100).keys()].map((index) => (index === 99 ? `items(${deskId})/picture` : content))
    const requests = urls.map((url, id) => ({ id: String(id), method: 'GET', url }))
    const before = process.memoryUsage.rss()
    const batch = await emulator.fetch(url('$batch'), {
      method: 'POST',
      headers: signedIn,
      body: JSON.stringify({ requests }),
    })
    const { responses } = (await batch.json()) as Json
    expect(process.memoryUsage.rss() - before).toBeLessThan(600_000_000)
    const statuses = responses.map(({ status }: Json) => status)
    expect(statuses).toEqual([...Array(6).fill(200), ...Array(93).fill(413), 200])
    expect(responses[6].body.error).toMatchObject({
      code: 'BadRequest',
      message: expect.stringContaining('larger than the limit of 33554432 bytes: send this request on its own.'),
    })
  })

  it('counts lists as well', async () => {
    await using emulator = await createEmulator({
      seed: [...Array(3000).keys()].map((index) => ({
        set: 'items' as const,
        number: String(index),
        displayName: 'x'.repeat(5000),
      })),
    })
    const requests = [0, 1, 2].map((id) => ({ id: String(id), method: 'GET', url: 'items' }))
    const batch = await emulator.fetch(`${emulator.baseUrls['v2.0']}/$batch`, {
      method: 'POST',
      headers: signedIn,
      body: JSON.stringify({ requests }),
    })
    expect(((await batch.json()) as Json).responses.map(({ status }: Json) => status)).toEqual([200, 200, 413])
  })

  it.each([
    ['a header that is no text', { headers: { Accept: { deep: [] } } }, "The header 'Accept' of a request"],
    ['a URL that is too long', { url: `items?$filter=${'x'.repeat(20_000)}` }, 'longer than 16384 characters'],
  ])('%s is refused with 400', async (_what, change, message) => {
    await using emulator = await createEmulator()
    const requests = [{ id: '1', method: 'GET', url: 'items', ...change }]
    const response = await emulator.fetch(`${emulator.baseUrls['v2.0']}/$batch`, {
      method: 'POST',
      headers: signedIn,
      body: JSON.stringify({ requests }),
    })
    const { error, responses } = (await response.json()) as Json
    const refusal = error ?? responses[0].body.error
    expect([error === undefined ? responses[0].status : response.status, refusal.message]).toEqual([
      400,
      expect.stringContaining(message),
    ])
  })
})

describe('an upload that is refused before it was read', () => {
  /** Sends two requests over one connection, and gives the status lines that come back. */
  async function twoOverOneConnection(port: number, first: string, body: Buffer): Promise<string[]> {
    const socket = connect(port, '127.0.0.1')
    let received = ''
    socket.setEncoding('latin1').on('data', (text) => {
      received += text
    })
    const lines = () => received.match(/HTTP\/1\.1 \d+/g) ?? []
    socket.write(first)
    for (let sent = 0; sent < body.length; sent += 100_000) socket.write(body.subarray(sent, sent + 100_000))
    await expect.poll(lines, { timeout: 5000 }).toHaveLength(1)
    socket.write('GET /_emulator/health HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await expect.poll(lines, { timeout: 5000, message: 'the second request is answered' }).toHaveLength(2)
    socket.destroy()
    return lines()
  }

  const head = (length: number, more = '') =>
    `PATCH /BC/api/v2.0/items(${deskId})/picture/pictureContent HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer x\r\n` +
    `If-Match: *\r\nContent-Length: ${length}\r\n${more}\r\n`

  it('lets the connection live: a stale etag', async () => {
    await using emulator = await startEmulator()
    const first = head(5_000_000).replace('If-Match: *', 'If-Match: W/"old"')
    const lines = await twoOverOneConnection(emulator.port, first, Buffer.alloc(5_000_000))
    expect(lines).toEqual(['HTTP/1.1 409', 'HTTP/1.1 200'])
  })

  it('lets the connection live: a body over the limit, known only while it is read', async () => {
    await using emulator = await startEmulator({ maxBodyBytes: 1000 })
    const chunk = Buffer.alloc(0x10000)
    const chunked = Buffer.concat([
      Buffer.from('10000\r\n'),
      chunk,
      Buffer.from('\r\n10000\r\n'),
      chunk,
      Buffer.from('\r\n0\r\n\r\n'),
    ])
    const first = head(0).replace('Content-Length: 0', 'Transfer-Encoding: chunked')
    expect(await twoOverOneConnection(emulator.port, first, chunked)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200'])
  })

  it.skipIf(process.platform === 'win32')('lets the connection live: the disk is full amid the upload', async () => {
    const data = await mkdtemp(join(tmpdir(), 'bc-pictures-full-'))
    const main = fileURLToPath(new URL('emulator-process.ts', import.meta.url))
    // A limit of the file size stands for a full disk: writes fail in the same way.
    const script = `trap '' XFSZ; ulimit -f 2000; exec "$0" "$@"`
    const parameters = ['-c', script, process.execPath, '--no-warnings', main, JSON.stringify({ data })]
    const child = spawn('sh', parameters, { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
      const port = Number(new URL(JSON.parse(line).url).port)
      const lines = await twoOverOneConnection(port, head(5_000_000), Buffer.alloc(5_000_000, 1))
      expect(lines).toEqual(['HTTP/1.1 500', 'HTTP/1.1 200'])
    } finally {
      child.kill()
      await once(child, 'exit')
      await rm(data, { recursive: true })
    }
  })
})

describe('when the clock is set back by an hour', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  const setBack = () => vi.setSystemTime(Date.now() - 3_600_000)

  it('the window of the limits still ends', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    await using emulator = await createEmulator({ limits: { requests: 1, windowSeconds: 1 } })
    const status = async () =>
      (await emulator.fetch(`${emulator.baseUrls['v2.0']}/items`, { headers: signedIn })).status
    expect([await status(), await status()]).toEqual([200, 429])
    setBack()
    await sleep(1050)
    expect(await status()).toBe(200)
  })

  it('a token still expires, and a request has not taken less than no time', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    await using emulator = await createEmulator({
      auth: 'oauth',
      tokenSeconds: 1,
      faults: ['GET ** delay ms=1100 times=1'],
    })
    const form = { grant_type: 'client_credentials', client_id: 'a', client_secret: 'b', scope: 'x/.default' }
    const issued = await emulator.fetch(String(emulator.tokenUrl), { method: 'POST', body: new URLSearchParams(form) })
    const headers = { Authorization: `Bearer ${((await issued.json()) as Json).access_token}` }
    const pending = emulator.fetch(`${emulator.baseUrls['v2.0']}/items`, { headers })
    setBack()
    expect((await pending).status).toBe(401)
    expect(emulator.requests().at(-1)?.milliseconds).toBeGreaterThan(1000)
  })
})

describe('a host name that public DNS can hand out', () => {
  const statusAs = (emulator: Emulator, host: string, path: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      get(`${emulator.url}${path}`, { headers: { ...signedIn, Host: host } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      }).on('error', reject)
    })

  it.each<[string, number]>([
    ['evil.example', 403],
    ['evil.example:7048', 403],
    ['127.0.0.1.evil.example', 403],
    ['localhost.evil.example', 403],
    ['evil.example.', 403],
    ['1.2.3.4.5', 403],
    ['a b', 403],
    ['evil.example/localhost', 403],
    ['localhost', 200],
    ['LOCALHOST:7048', 200],
    ['127.0.0.1', 200],
    ['[::1]:7048', 200],
    ['10.1.2.3:80', 200],
    ['emulator', 200],
    ['emulator:7048', 200],
    ['bc_emulator-1:7048', 200],
    ['host.docker.internal', 200],
    ['bc.test', 200],
    ['allowed.example', 200],
    ['Allowed.Example:7048', 200],
    ['not-allowed.example', 403],
  ])('%s gets %i, from the web API and everything else', async (host, status) => {
    await using emulator = await startEmulator({ allowHosts: ['allowed.example'], auth: 'oauth', clientId: 'x' })
    const paths = ['/_emulator/health', '/tenant/v2.0/.well-known/openid-configuration']
    expect(await Promise.all(paths.map((path) => statusAs(emulator, host, path)))).toEqual([status, status])
    const api = await statusAs(emulator, host, '/BC/api/v2.0/items')
    // Whoever is let in has to authenticate as ever.
    expect(api).toBe(status === 200 ? 401 : 403)
  })

  it('reads nothing and changes nothing', async () => {
    await using emulator = await startEmulator()
    expect(await statusAs(emulator, 'evil.example', '/BC/api/v2.0/items')).toBe(403)
    expect(await statusAs(emulator, 'evil.example', '/_emulator/gallery/entities')).toBe(403)
    const { status, faults } = emulator.requests()[0] ?? {}
    expect([status, faults]).toEqual([403, []])
    expect((await new Api(emulator, 'v2.0').fetch('/items')).status).toBe(200)
  })
})
