import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createPictureClient } from '../../src/client/index.ts'
import { startBrokenServer } from '../../src/test-support/broken-server.ts'
import { pull, push } from '../../src/transfer/index.ts'
import { items, openBench, png } from './harness.ts'

type Bench = Awaited<ReturnType<typeof openBench>>

/** A client of a server that stands in front of the emulator. */
const clientAt = ({ emulator }: Bench, url: string) =>
  createPictureClient({
    ...{ baseUrl: emulator.baseUrls['v2.0'].replace(emulator.url, url), apiVersion: 'v2.0', auth: 'x' },
    ...{ company: emulator.companyId, retry: { delay: 1, maxDelay: 2 }, limits: { requests: 1_000_000 } },
  })

const plain = (status: number) => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: Buffer.from('<h1>gateway</h1>'),
})

describe('pull', () => {
  it.each([408, 504])('halves the groups that a server cannot expand in time (%i)', async (status) => {
    await using bench = await openBench({ seed: items(230) })
    const sizes: number[] = []
    await using slow = await startBrokenServer(bench.emulator.url, async (request, forward) => {
      const url = decodeURIComponent(request.url)
      if (!url.includes('$expand=picture')) return forward(request)
      const ids = url.split(' or ').length
      const size = url.includes('id eq') ? ids : 200
      sizes.push(size)
      return size > 30 ? plain(status) : forward(request)
    })
    const { outcomes, failed } = await pull(clientAt(bench, slow.url), { folder: bench.folder, parents: ['items'] })
    expect({ outcomes, failed }).toEqual({ outcomes: { downloaded: 230 }, failed: 0 })
    expect(new Set(sizes)).toEqual(new Set([200, 100, 50, 25, 30]))
  })

  it('removes nothing where the second page of the list breaks off', async () => {
    await using bench = await openBench({ seed: items(12) })
    let breaks = false
    let second = 0
    await using paged = await startBrokenServer(bench.emulator.url, async (request, forward) => {
      if (!request.url.includes('/items?')) return forward(request)
      const answer = await forward({ ...request, headers: { ...request.headers, prefer: 'odata.maxpagesize=5' } })
      if (!breaks || !request.url.includes('skip')) return answer
      second += 1
      return { ...answer, cutAfter: 200 }
    })
    const given = { folder: bench.folder, parents: ['items'], delete: true }
    expect((await pull(clientAt(bench, paged.url), given)).outcomes).toEqual({ downloaded: 12 })
    await bench.reseed(items(11))
    breaks = true
    const { complete, stopped } = await pull(clientAt(bench, paged.url), given)
    expect(second, 'the list had no second page').toBeGreaterThan(0)
    expect(complete).toBe(false)
    expect(stopped?.message).toMatch(/items/)
    expect(bench.files()).toHaveLength(12)
  })

  it('fetches a picture again that comes without its end, and takes it where it is stored like that', async () => {
    const broken = png(5, 30, 30).subarray(0, 60)
    await using bench = await openBench({ seed: items(3, (index) => (index === 1 ? broken : png(index + 1))) })
    bench.emulator.addFaults('GET **/pictureContent truncate times=1')
    const { outcomes, warnings } = await bench.pull()
    expect(outcomes).toEqual({ downloaded: 3 })
    expect(warnings.join()).toMatch(/items:1001: the picture lacks its end/)
    expect(warnings).toHaveLength(1)
  })

  it('goes on after one entity failed, and says whether another try may help', async () => {
    await using bench = await openBench({ seed: items(6) })
    bench.emulator.addFaults('GET **/pictureContent 404 times=1', 'GET **/pictureContent 503 times=5')
    const { outcomes, failures, complete } = await bench.pull({ concurrency: 1 })
    expect(outcomes).toEqual({ downloaded: 4 })
    expect(failures.map(({ cause, mayPass }) => [cause.split(' ')[0], mayPass]).toSorted()).toEqual([
      ['404', false],
      ['503', true],
    ])
    expect(complete).toBe(false)
    expect((await bench.pull()).outcomes).toEqual({ unchanged: 4, downloaded: 2 })
  })

  it('gives up where everything fails alike, and where the server is gone', async () => {
    await using bench = await openBench({ seed: items(60) })
    bench.emulator.addFaults('GET **/pictureContent 404')
    const { stopped, failed } = await bench.pull()
    expect(stopped?.message).toMatch(/20 failures in a row/)
    expect(failed).toBeLessThan(30)
    const client = bench.client()
    await bench.emulator.close()
    const gone = await pull(client, { folder: bench.folder, parents: ['items'] })
    expect(gone.stopped).toMatchObject({ unreachable: true })
  })

  it.skipIf(!canMount())('stops with one sentence on a full disk, and goes on once there is room', async () => {
    await using bench = await openBench({
      seed: items(40, (index) => Buffer.concat([png(index), Buffer.alloc(20_000, index)])),
      quirks: { 'stored-bytes': 'verbatim' },
    })
    const disk = join(bench.folder, 'disk')
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3000k', 'tmpfs', disk])
    try {
      const filler = join(disk, 'filler')
      writeFileSync(filler, Buffer.alloc(2_500_000))
      const full = await bench.pull({ folder: join(disk, 'p') })
      expect(full.stopped?.message).toMatch(/no space left/)
      expect(full.outcomes.downloaded).toBeGreaterThan(0)
      rmSync(filler)
      const { complete, outcomes } = await bench.pull({ folder: join(disk, 'p') })
      expect(complete).toBe(true)
      expect((outcomes.downloaded ?? 0) + (outcomes.unchanged ?? 0)).toBe(40)
    } finally {
      execFileSync('umount', [disk])
    }
  })
})

describe('push', () => {
  it('names a file that it cannot read, and sends the others', async () => {
    await using bench = await openBench({ seed: items(3, () => undefined) })
    for (const number of ['1000', '1001', '1002']) bench.write(`${number}.png`, png(Number(number)))
    const path = join(bench.folder, '1001.png')
    chmodSync(path, 0)
    // Root reads everything: a folder in the file's place cannot be read by anybody.
    if (process.getuid?.() === 0) {
      rmSync(path)
      mkdirSync(path)
      bench.write('1001.png/x.txt', 'x')
    }
    const { outcomes } = await push(bench.client(), { from: bench.folder })
    expect(outcomes.added).toBe(2)
  })

  it('stops where the company is gone, instead of failing for every file', async () => {
    await using bench = await openBench({ seed: items(30, () => undefined) })
    for (let index = 0; index < 30; index += 1) bench.write(`${1000 + index}.png`, png(index + 1))
    let uploads = 0
    await using server = await startBrokenServer(bench.emulator.url, async (request, forward) => {
      if (request.method !== 'PATCH') return forward(request)
      uploads += 1
      const error = { code: 'Internal_CompanyNotFound', message: 'Cannot find company with ID …' }
      const body = Buffer.from(JSON.stringify({ error }))
      return { status: 404, headers: { 'content-type': 'application/json' }, body }
    })
    const { stopped, outcomes } = await push(clientAt(bench, server.url), { from: bench.folder })
    expect(stopped).toMatchObject({ unreachable: true })
    expect(outcomes.added).toBeUndefined()
    expect(uploads).toBeLessThan(15)
  })

  it('leaves nothing half-known where the answer to an upload is lost, and settles it by what is there', async () => {
    await using bench = await openBench({ seed: items(5, () => undefined) })
    for (let index = 0; index < 5; index += 1) bench.write(`${1000 + index}.png`, png(index + 50, 9, 9))
    let lost = 0
    await using server = await startBrokenServer(bench.emulator.url, async (request, forward) => {
      const response = await forward(request)
      if (request.method !== 'PATCH' || lost >= 10) return response
      lost += 1
      return { ...response, cutAfter: -1 }
    })
    const client = clientAt(bench, server.url)
    const first = await push(client, { from: bench.folder })
    expect(first.failed + (first.outcomes.added ?? 0)).toBe(5)
    const second = await push(client, { from: bench.folder })
    expect(second.failed).toBe(0)
    expect((second.outcomes.unchanged ?? 0) + (second.outcomes.added ?? 0)).toBe(5)
    expect((await push(client, { from: bench.folder })).outcomes).toEqual({ unchanged: 5 })
    const pulled = await pull(client, { folder: bench.folder, parents: ['items'] })
    expect(pulled.outcomes).toEqual({ unchanged: 5 })
  })

  it('tries the reading back again where the server answers 500 for a while after a write', async () => {
    await using bench = await openBench({ seed: items(3, () => undefined) })
    for (let index = 0; index < 3; index += 1) bench.write(`${1000 + index}.png`, png(index + 1))
    bench.emulator.addFaults('GET **/pictureContent 500 times=4')
    const { outcomes, failed } = await push(bench.client(), { from: bench.folder })
    expect({ outcomes, failed }).toEqual({ outcomes: { added: 3 }, failed: 0 })
  })
})

/** Whether this user may mount a small disk. */
function canMount(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0
}
