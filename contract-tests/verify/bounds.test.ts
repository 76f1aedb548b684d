import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { bcPictures } from '../../src/test-support/bc-pictures.ts'
import { startBrokenServer } from '../../src/test-support/broken-server.ts'
import { growthOf } from '../../src/test-support/growth.ts'
import { contextOf, pathOfLink } from '../../src/verify/contract/links.ts'
import { Recorder } from '../../src/verify/exchange/recorder.ts'
import { isViolated, type Report, verify } from '../../src/verify/index.ts'

const MEGABYTE = 1024 * 1024

let emulator: Emulator
let folder: string
const closers: (() => unknown)[] = []

beforeAll(async () => {
  emulator = await startEmulator({ auth: 'none' })
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-bounds-'))
})
afterAll(async () => {
  await emulator.close()
  await rm(folder, { recursive: true })
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  closers.push(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/BC/api/v2.0`
}

/** Sends megabytes until nobody takes them any more, and counts them. */
async function endless(response: ServerResponse, count: { sent: number }): Promise<void> {
  const chunk = Buffer.alloc(MEGABYTE, ' ')
  response.setMaxListeners(0)
  while (!response.destroyed && count.sent < 2000) {
    count.sent += 1
    if (!response.write(chunk)) await new Promise((resolve) => response.once('drain', resolve).once('close', resolve))
  }
  response.end()
}

function recorderOf(baseUrl: string, timeoutMs = 10_000, text?: number): Recorder {
  const limits = text === undefined ? {} : { limits: { text, picture: text } }
  return new Recorder({ baseUrl, authorization: undefined, timeoutMs, ...limits })
}

describe('what verify reads', () => {
  it.each([200, 404])('is no more than 16 MB of JSON, though %i goes on for ever', async (status) => {
    const count = { sent: 0 }
    const url = await serve((_request, response) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      void endless(response, count)
    })
    const { broken, body } = await recorderOf(url).exchange({ method: 'GET', path: '/companies' })
    expect(broken).toContain('longer than 16 MB')
    expect(body.length).toBe(16 * MEGABYTE)
    expect(count.sent).toBeLessThan(64)
  })

  it('is more of a picture: 20 MB come whole', async () => {
    const url = await serve((_request, response) => response.end(Buffer.alloc(20 * MEGABYTE, 1)))
    const path = '/companies(x)/items(y)/picture/pictureContent'
    const { broken, body } = await recorderOf(url).exchange({ method: 'GET', path })
    expect(broken).toBeUndefined()
    expect(body.length).toBe(20 * MEGABYTE)
  })

  it('is nothing that was blown up on the way: a few bytes of gzip may become gigabytes', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * MEGABYTE))
    const url = await serve((request, response) => {
      expect(request.headers['accept-encoding']).toBe('identity')
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb)
    })
    const { broken, body } = await recorderOf(url).exchange({ method: 'GET', path: '/companies' })
    expect(broken).toContain('encoded (gzip)')
    expect(body.length).toBe(0)
  })

  it('is what --max-response allows', async () => {
    const { code, stdout } = await bcPictures([
      ...['verify', '--base-url', emulator.baseUrls['v2.0'], '--json', '--only', 'service-metadata'],
      ...['--max-response', '0.001'],
    ])
    expect(code).toBe(1)
    const report = JSON.parse(stdout) as Report
    const messages = report.results.flatMap(({ violations }) => violations.map(({ message }) => message))
    expect(messages.join()).toContain('The body is longer than 1049 bytes')
  })

  it('makes a violation of an endless list, and the run ends', async () => {
    const count = { sent: 0 }
    await using server = await startBrokenServer(emulator.url, (request, forward) => forward(request))
    const url = await serve(async (request, response) => {
      if (request.url?.includes('/customers?')) {
        response.writeHead(200, { 'content-type': 'application/json' })
        return endless(response, count)
      }
      const answer = await fetch(server.url + request.url)
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
      response.end(Buffer.from(await answer.arrayBuffer()))
    })
    const target = { baseUrl: url, apiVersion: 'v2.0' as const, company: undefined, authorization: undefined }
    const report = await verify({
      target,
      parents: ['customers'],
      only: ['list', 'paging'],
      maxResponseBytes: MEGABYTE,
    })
    expect(isViolated(report)).toBe(true)
    expect(JSON.stringify(report.results)).toContain('longer than 1 MB')
  })
})

describe('--timeout', () => {
  it('covers the whole of an answer, though a byte comes every now and then', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const timer = setInterval(() => response.write(' '), 50)
      response.once('close', () => clearInterval(timer))
    })
    const from = performance.now()
    await expect(recorderOf(url, 600).exchange({ method: 'GET', path: '/companies' })).rejects.toThrow('within 0.6 s')
    expect(performance.now() - from).toBeLessThan(5000)
  })
})

describe('an id or a link of a server', () => {
  const hostile = ['x)/../../evil', '../../../../x', '..%2f..', 'a b', '', 'null', '\u0000']

  const ofAll = /./
  const ofEntities = /\/companies\([^)]+\)/
  const cases = hostile.flatMap((id) => [[id, 'everything', ofAll] as const, [id, 'entities', ofEntities] as const])

  it.each(cases)('does not become part of a URL or a file name: %j as that of %s', async (id, _, changed) => {
    const asked: string[] = []
    await using server = await startBrokenServer(emulator.url, async (request, forward) => {
      asked.push(request.url)
      const answer = await forward(request)
      if (!changed.test(request.url) || !/json/.test(answer.headers['content-type'] ?? '')) return answer
      const json = JSON.parse(answer.body.toString(), (name, value) => (name === 'id' ? id : value))
      return { ...answer, body: Buffer.from(JSON.stringify(json)) }
    })
    const baseUrl = emulator.baseUrls['v2.0'].replace(emulator.url, server.url)
    const target = { baseUrl, apiVersion: 'v2.0' as const, company: undefined, authorization: undefined }
    const saveTo = join(folder, 'saved')
    const report = await verify({
      target,
      write: true,
      entities: [{ parent: 'customers', key: '10000' }],
      saveTo,
    }).catch((error: Error) => error)
    expect(JSON.stringify(report instanceof Error ? report.message : report.results)).toMatch(
      changed === ofAll ? /is a GUID, not|no company/ : /The id of an entity of customers is a GUID, not/,
    )
    expect(asked.filter((url) => /evil|\.\.|%2f|a%20b|\(\)|null/.test(url.replace(/\?.*/, '')))).toEqual([])
    expect(emulator.requests().filter(({ method }) => method !== 'GET')).toEqual([])
    expect(await readdir(folder)).not.toContain('x')
  })

  it.each([
    '/companies/../../../evil',
    '/companies/%2e%2e/evil',
    '/companies\\..\\evil',
    '/companies?x=1#fragment',
    '/compa\nnies',
  ])('is not followed out of the server: %j', (tail) => {
    expect(pathOfLink(`http://127.0.0.1/BC/api/v2.0${tail}`, ['http://127.0.0.1/BC/api/v2.0'])).toBeUndefined()
  })

  it('never leads a request out of the base URL', () => {
    expect(() => recorderOf('http://127.0.0.1/BC/api/v2.0').url('/companies(x)/../../../evil')).toThrow('leads out of')
    expect(recorderOf('http://127.0.0.1/BC/api/v2.0').url('/items?$top=1')).toMatch(/v2\.0\/items\?\$top=1$/)
  })
})

describe('a long @odata.context', () => {
  const shapes = ['http://h/$metadata?', 'http://h/$metadata#', '/$metadata', 'http://a', '$metadata#(']

  // One of 50,000 characters took 13 seconds. The first sizes are within the limit of its length.
  it.each(shapes)('takes no time to read: %j again and again', (shape) => {
    const read = (size: number) => contextOf({ '@odata.context': `http://h/${shape.repeat(size / shape.length)}` })
    for (const sizes of [[1600, 16_000] as const, [4000, 32_000] as const]) {
      const growth = () => growthOf(read, sizes)
      // Twice: one outlier of a busy machine is no fault.
      if (growth() > 1.5) expect(growth()).toBeLessThan(1.5)
    }
  })
})

describe('--metadata-only', () => {
  it.each([
    ['200,000 nested tags', '<a>'.repeat(200_000) + '</a>'.repeat(200_000)],
    ['200,000 tags that nobody closes', '<a>'.repeat(200_000)],
    ['a name of a million characters', `<${'a'.repeat(1_000_000)}`],
    ['entities that grow', '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'],
    ['a document type', '<!DOCTYPE Edmx><Edmx><DataServices><Schema/></DataServices></Edmx>'],
    ['nothing', ''],
    ['bytes', '\u0000\u0001\ufffd'],
    ['a Schema elsewhere', '<Edmx><Schema>text</Schema></Edmx>'],
  ])('says in a sentence that %s is no service description', async (name, text) => {
    const file = join(folder, `${name.replace(/\W/g, '-')}.xml`)
    await writeFile(file, text)
    const { code, stderr, stdout } = await bcPictures(['verify', '--metadata-only', file])
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^error: .{10,600}\n$/)
    expect(stderr).toMatch(/is no service description|is not well-formed XML/)
    expect(code).toBe(2)
  })

  it.each([
    ['/dev/zero', 'more than 16 MB'],
    ['.', 'EISDIR'],
  ])('does not read %s to its end', async (file, part) => {
    const { code, stderr } = await bcPictures(['verify', '--metadata-only', file], { cwd: folder })
    expect(code).toBe(2)
    expect(stderr).toContain(part)
  })
})
