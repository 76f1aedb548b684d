import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import * as browserEntry from '../browser.ts'
import * as nodeEntry from '../index.ts'
import { createEmulator, EmulatorStartError, type InProcessEmulator, type InProcessOptions, seed } from '../index.ts'
import { deskId, type Json, onePixelPng, refusalOf } from './support.ts'

const signedIn = { Authorization: 'Bearer test' }
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const content = (emulator: InProcessEmulator) => `${emulator.baseUrls['v2.0']}/items(${deskId})/picture/pictureContent`

function upload({ fetch, ...emulator }: InProcessEmulator, body: BodyInit, init: RequestInit = {}): Promise<Response> {
  const headers = { ...signedIn, 'If-Match': '*' }
  const stream = body instanceof ReadableStream ? { duplex: 'half' as const } : {}
  return fetch(content(emulator as InProcessEmulator), { method: 'PATCH', headers, body, ...stream, ...init })
}

const download = (emulator: InProcessEmulator, init: RequestInit = {}) =>
  emulator.fetch(content(emulator), { headers: signedIn, ...init })

/** Bytes that are no image: they are kept as they are. */
const noise = (length: number) => new Uint8Array(randomBytes(length))

it('answers like the server, without a port', async () => {
  const sockets = () => process.getActiveResourcesInfo().filter((name) => /TCP|Pipe/.test(name)).length
  const before = sockets()
  await using emulator = await createEmulator()
  const response = await emulator.fetch(`${emulator.baseUrls['v2.0']}/items(${deskId})?$expand=picture`, {
    headers: signedIn,
  })
  expect(response).toMatchObject({
    status: 200,
    ok: true,
    url: expect.stringContaining('https://emulator.test/BC/api'),
  })
  expect(response.headers.get('content-type')).toBe('application/json; odata.metadata=minimal; odata.streaming=true')
  expect(response.headers.get('content-length')).toMatch(/^\d+$/)
  expect(response.headers.get('ms-correlation-x')).toMatch(/^[\da-f-]{36}$/)
  const desk = (await response.json()) as Json
  expect(desk).toMatchObject({ displayName: 'ATHENS Desk', picture: { width: 516, height: 466 } })
  expect(desk['@odata.context']).toMatch(/^https:\/\/emulator\.test\/BC\/api\/v2\.0\/\$metadata#/)
  expect(sockets()).toBe(before)
})

it('takes scheme and host from the URL of the request, whatever they are', async () => {
  await using emulator = await createEmulator({ origin: 'https://api.businesscentral.dynamics.com' })
  expect(emulator.baseUrls['v2.0']).toBe('https://api.businesscentral.dynamics.com/BC/api/v2.0')
  const url = `https://api.businesscentral.dynamics.com/v2.0/tenant/sandbox/api/v2.0/items(${deskId})/picture`
  const picture = (await (await emulator.fetch(new Request(url, { headers: signedIn }))).json()) as Json
  expect(picture['pictureContent@odata.mediaReadLink']).toMatch(
    /^https:\/\/api\.businesscentral\.dynamics\.com\/v2\.0\/tenant\/sandbox\/api\/v2\.0\/companies/,
  )
})

describe('a body', () => {
  it.each([0, 1, 2])('goes up and comes down unchanged, in form %s', async (form) => {
    await using emulator = await createEmulator()
    const bytes = noise(300_000)
    const forms = [() => bytes, () => new Blob([bytes]), () => new Blob([bytes]).stream()]
    const response = await upload(emulator, (forms[form] as () => BodyInit)())
    expect([response.status, await response.text()]).toEqual([204, ''])
    const back = await download(emulator)
    expect(back.headers.get('content-length')).toBe('300000')
    expect(sha256(await back.bytes())).toBe(sha256(bytes))
    expect(
      emulator
        .requests()
        .map(({ method, status, requestBytes, responseBytes }) => [method, status, requestBytes, responseBytes]),
    ).toEqual([
      ['PATCH', 204, 300_000, 0],
      ['GET', 200, 0, 300_000],
    ])
  })

  it('stays the caller’s', async () => {
    await using emulator = await createEmulator()
    const chunk = noise(1000)
    const before = sha256(chunk)
    let sent = 0
    const reused = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent++ === 2) controller.close()
        else controller.enqueue(chunk)
      },
    })
    await upload(emulator, reused)
    expect(sha256(chunk)).toBe(before)
    chunk.fill(0)
    const back = await (await download(emulator)).bytes()
    expect([back.length, sha256(back.subarray(0, 1000)), sha256(back.subarray(1000))]).toEqual([2000, before, before])
    back.fill(0)
    expect(sha256((await (await download(emulator)).bytes()).subarray(0, 1000))).toBe(before)
  })

  it('that fails changes nothing, and is why fetch rejects', async () => {
    await using emulator = await createEmulator()
    const before = sha256(await (await download(emulator)).bytes())
    const failure = new Error('the disk is gone')
    let pulls = 0
    const failing = new ReadableStream<Uint8Array>({
      pull: (controller) => (pulls++ === 0 ? controller.enqueue(noise(1000)) : controller.error(failure)),
    })
    await expect(upload(emulator, failing)).rejects.toMatchObject({ name: 'TypeError', cause: failure })
    expect(sha256(await (await download(emulator)).bytes())).toBe(before)
  })

  it('that nobody reads is cancelled', async () => {
    await using emulator = await createEmulator()
    let cancelled = false
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull: (controller) => controller.enqueue(noise(1000)),
        cancel: () => {
          cancelled = true
        },
      })
    const refused = await upload(emulator, endless(), { headers: { ...signedIn, 'If-Match': 'W/"old"' } })
    expect(await refusalOf(refused)).toMatchObject({ status: 409 })
    await expect.poll(() => cancelled).toBe(true)
  })

  it('over the limit is refused with 413 as soon as it is', async () => {
    await using emulator = await createEmulator({ maxBodyBytes: 5000 })
    const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(noise(1000)) })
    expect((await upload(emulator, endless)).status).toBe(413)
    expect(emulator.requests()[0]?.requestBytes).toBe(6000)
  })
})

it('answers HEAD without a body, and 204 without a picture', async () => {
  await using emulator = await createEmulator({
    seed: [seed.item({ id: deskId, number: '1', displayName: 'One', picture: onePixelPng })],
  })
  const head = await download(emulator, { method: 'HEAD' })
  expect([head.status, Number(head.headers.get('content-length')) > 0, (await head.bytes()).length]).toEqual([
    200,
    true,
    0,
  ])
  const list = await emulator.fetch(`${emulator.baseUrls.beta}/items`, { method: 'HEAD', headers: signedIn })
  expect([list.status, Number(list.headers.get('content-length')) > 0, await list.text()]).toEqual([200, true, ''])
  const removed = await emulator.fetch(content(emulator).replace('/pictureContent', ''), {
    method: 'DELETE',
    headers: signedIn,
  })
  expect([removed.status, (await download(emulator)).status]).toEqual([204, 204])
})

describe('a fault', () => {
  it('that drops the connection at once rejects like fetch', async () => {
    await using emulator = await createEmulator({ faults: ['GET ** drop times=1'] })
    const cut = await download(emulator).catch((error: unknown) => error)
    expect(cut).toBeInstanceOf(TypeError)
    expect(cut).toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } })
    expect(emulator.requests()[0]).toMatchObject({ status: null, faults: ['GET ** drop times=1'] })
    expect((await download(emulator)).status).toBe(200)
  })

  it('that drops it amid the response lets the body fail', async () => {
    await using emulator = await createEmulator({ faults: ['GET ** drop after=1000'] })
    const response = await download(emulator)
    expect([response.status, Number(response.headers.get('content-length')) > 1000]).toEqual([200, true])
    const reader = (response.body as ReadableStream<Uint8Array>).getReader()
    expect((await reader.read()).value?.length).toBe(1000)
    await expect(reader.read()).rejects.toMatchObject({ name: 'TypeError', message: 'terminated' })
  })

  it('that drops it amid the upload changes nothing', async () => {
    await using emulator = await createEmulator({ faults: ['PATCH ** drop after=1000 on=request'] })
    const before = sha256(await (await download(emulator)).bytes())
    await expect(upload(emulator, noise(5000))).rejects.toBeInstanceOf(TypeError)
    expect(sha256(await (await download(emulator)).bytes())).toBe(before)
  })

  it.each([
    ['truncate bytes=70000', 70_000],
    ['corrupt at=70000', 100_000],
  ])('that damages the body does so: %s', async (action, length) => {
    await using emulator = await createEmulator()
    const bytes = noise(100_000)
    await upload(emulator, bytes)
    emulator.addFaults(`GET ** ${action}`)
    const response = await download(emulator)
    const damaged = await response.bytes()
    expect([response.headers.get('content-length'), damaged.length]).toEqual([String(length), length])
    expect(sha256(damaged)).not.toBe(sha256(bytes))
  })

  it('that delays can be aborted', async () => {
    await using emulator = await createEmulator({ faults: ['GET ** delay ms=60000'] })
    const started = performance.now()
    await expect(download(emulator, { signal: AbortSignal.timeout(30) })).rejects.toMatchObject({
      name: 'TimeoutError',
    })
    expect(performance.now() - started).toBeLessThan(5000)
    emulator.clearFaults()
    emulator.addFaults('GET ** delay ms=30')
    expect((await download(emulator)).status).toBe(200)
  })
})

it('lets go of a response that is aborted or cancelled', async () => {
  await using emulator = await createEmulator({ limits: { concurrent: 1, queued: 0 } })
  await upload(emulator, noise(1_000_000))
  const abort = new AbortController()
  const response = await download(emulator, { signal: abort.signal })
  expect((await download(emulator)).status).toBe(429)
  abort.abort(new Error('enough'))
  await expect(response.bytes()).rejects.toThrow('enough')
  const cancelled = await download(emulator)
  expect(cancelled.status).toBe(200)
  await cancelled.body?.cancel()
  expect((await download(emulator)).status).toBe(200)
})

it('rejects at once where the signal was aborted before, or the emulator is closed', async () => {
  const emulator = await createEmulator()
  await expect(download(emulator, { signal: AbortSignal.abort(new Error('no')) })).rejects.toThrow('no')
  await emulator.close()
  await emulator.close()
  await expect(download(emulator)).rejects.toMatchObject({ cause: { message: 'The emulator is closed.' } })
})

it('has the same controls: journal, faults, reset, snapshots, and the control API', async () => {
  await using emulator = await createEmulator()
  await emulator.snapshot()
  await upload(emulator, noise(10))
  expect((await (await download(emulator)).bytes()).length).toBe(10)
  await emulator.restore()
  expect((await (await download(emulator)).bytes()).length).toBeGreaterThan(10)
  const control = (path: string, init?: RequestInit) => emulator.fetch(`https://emulator.test/_emulator/${path}`, init)
  await control('faults', { method: 'POST', body: 'GET ** 503' })
  expect((await download(emulator)).status).toBe(503)
  expect(((await (await control('requests')).json()) as Json).length).toBe(4)
  expect((await control('reset', { method: 'POST' })).status).toBe(204)
  expect([emulator.requests(), emulator.faults()]).toEqual([[], []])
  expect((await control('')).headers.get('content-type')).toBe('text/html; charset=utf-8')
})

it('signs in with OAuth, at an endpoint of its own', async () => {
  await using emulator = await createEmulator({ auth: 'oauth', clientId: 'app', clientSecret: 's3cret' })
  const form = {
    grant_type: 'client_credentials',
    client_id: 'app',
    client_secret: 's3cret',
    scope: 'https://x/.default',
  }
  const issued = await emulator.fetch(String(emulator.tokenUrl), { method: 'POST', body: new URLSearchParams(form) })
  const { access_token } = (await issued.json()) as Json
  expect((await download(emulator, { headers: { Authorization: `Bearer ${access_token}` } })).status).toBe(200)
  expect((await download(emulator)).status).toBe(401)
})

it.each<[Record<string, unknown>, string]>([
  [{ port: 7048 }, "takes no 'port': use startEmulator"],
  [{ https: true }, "takes no 'https'"],
  [{ origin: 'emulator.test' }, "The origin 'emulator.test' is not scheme and host alone"],
  [{ origin: 'https://emulator.test/' }, 'is not scheme and host alone'],
  [{ sede: 'demo' }, "createEmulator does not take 'sede': did you mean seed"],
])('refuses the options %j', async (options, message) => {
  const created = createEmulator(options as InProcessOptions)
  await expect(created).rejects.toBeInstanceOf(EmulatorStartError)
  await expect(created).rejects.toThrow(message)
})

describe('the entry for browsers', () => {
  it('reaches nothing of Node', async () => {
    const entry = (name: string) => fileURLToPath(new URL(`../${name}.ts`, import.meta.url))
    const bundle = (name: string) =>
      build({ entryPoints: [entry(name)], bundle: true, write: false, platform: 'browser', logLevel: 'silent' })
    expect((await bundle('browser')).errors).toEqual([])
    await expect(bundle('index')).rejects.toThrow('node:')
  })

  it('exports what the entry for Node does', () => {
    expect(Object.keys(browserEntry).toSorted()).toEqual(Object.keys(nodeEntry).toSorted())
  })

  it('gives the same etags, ids and hashes', async () => {
    const read = async ({ createEmulator }: { createEmulator: typeof nodeEntry.createEmulator }) => {
      await using emulator = await createEmulator()
      const list = await emulator.fetch(`${emulator.baseUrls['v2.0']}/items?$expand=picture`, { headers: signedIn })
      const gallery = await emulator.fetch('https://emulator.test/_emulator/gallery/entities')
      return [await list.json(), await gallery.json()]
    }
    expect(await read(browserEntry)).toEqual(await read(nodeEntry))
  })

  it.each([
    [{ seed: 'seed.json' }, "The seed 'seed.json' is a file, which needs Node"],
    [{ data: 'folder' }, "The data folder 'folder' needs Node"],
    [{ seed: [seed.item({ number: '1', displayName: '', picture: 'a.png' })] }, "The picture 'a.png' is a file"],
  ])('refuses the files of %j', async (options, message) => {
    await expect(browserEntry.createEmulator(options)).rejects.toThrow(message)
  })

  it('says what to use instead of a port', async () => {
    await expect(browserEntry.startEmulator()).rejects.toThrow('use createEmulator')
  })
})

it('works its limits in process', async () => {
  await using emulator = await createEmulator({ limits: { requests: 2, windowSeconds: 1 } })
  const status = async () => (await download(emulator)).status
  expect([await status(), await status(), await status()]).toEqual([200, 200, 429])
  await sleep(1050)
  expect(await status()).toBe(200)
})
