import { mkdir, mkdtemp, open, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Progress } from '../../src/client/index.ts'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { downloadTo, uploadFrom } from '../../src/node/index.ts'
import {
  answer,
  cutShort,
  type Fault,
  type FaultServer,
  resetMidAnswer,
  resetMidUpload,
  startFaultServer,
} from '../../src/test-support/fault-server.ts'
import { largePng, ONE_PIXEL_PNG, OTHER_ONE_PIXEL_PNG, sha256 } from '../../src/test-support/pictures.ts'
import { clientOf, prepare, storedSha256 } from './harness.ts'

let emulator: Emulator
let server: FaultServer
let folder: string
let path: string

beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())
beforeEach(async () => {
  await prepare(emulator)
  server = await startFaultServer(emulator.url)
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-files-'))
  path = join(folder, 'picture.png')
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const picture = () => clientOf(emulator, server.url, 'v2.0').picture
const LARGE = largePng(12_000_000)
const WHOLE = { 'content-length': String(LARGE.length) }

describe('a download to a file', () => {
  it('puts the bytes there, in the place of what was there', async () => {
    await writeFile(path, 'an older and longer file '.repeat(100))
    const size = ONE_PIXEL_PNG.length
    expect(await downloadTo(picture(), path)).toMatchObject({ path, size, sniffedType: 'image/png' })
    expect(sha256(await readFile(path))).toBe(sha256(ONE_PIXEL_PNG))
    expect(await readdir(folder)).toEqual(['picture.png'])
  })

  it('gives null without a picture, and leaves the file alone', async () => {
    await picture().delete()
    await writeFile(path, 'mine')
    expect(await downloadTo(picture(), path)).toBeNull()
    expect(await readFile(path, 'utf8')).toBe('mine')
  })

  it.each([
    ['was reset', resetMidAnswer(WHOLE, LARGE.subarray(0, 9e6))],
    ['ended early', cutShort(WHOLE, LARGE.subarray(0, 9e6))],
  ])('starts clean when the connection %s', async (_, fault) => {
    server.faults.push(fault, answer(200, WHOLE, LARGE))
    expect(await downloadTo(picture(), path)).toMatchObject({ size: LARGE.length })
    expect(sha256(await readFile(path))).toBe(sha256(LARGE))
  })

  it('starts clean even when the picture is a smaller one by then', async () => {
    server.faults.push(cutShort(WHOLE, LARGE.subarray(0, 9e6)), answer(200, {}, ONE_PIXEL_PNG))
    expect(await downloadTo(picture(), path)).toMatchObject({ size: ONE_PIXEL_PNG.length })
    expect(sha256(await readFile(path))).toBe(sha256(ONE_PIXEL_PNG))
  })

  it('brings the bytes to the disk before they take the name, and writes what the disk did not take at once', async () => {
    const handle = await open(join(folder, 'any'), 'w')
    const prototype = Object.getPrototypeOf(handle) as typeof handle
    await handle.close()
    const { writev } = prototype
    // Takes no more than a thousand bytes of the first piece at once.
    const sparing = vi.spyOn(prototype, 'writev').mockImplementation(function (this: typeof handle, [first], at) {
      return writev.call(this, [(first as Uint8Array).subarray(0, 1000)], at)
    })
    const names: string[][] = []
    const { sync } = prototype
    const synced = vi.spyOn(prototype, 'sync').mockImplementation(async function (this: typeof handle) {
      names.push(await readdir(folder))
      return sync.call(this)
    })
    try {
      const bytes = LARGE.subarray(0, 100_000)
      server.faults.push(answer(200, {}, bytes))
      expect(await downloadTo(picture(), path)).toMatchObject({ size: bytes.length })
      expect(sha256(await readFile(path))).toBe(sha256(bytes))
      expect(sparing.mock.calls.length).toBeGreaterThanOrEqual(100)
      expect(names).toHaveLength(1)
      expect(names.flat()).not.toContain('picture.png')
    } finally {
      sparing.mockRestore()
      synced.mockRestore()
    }
  })

  it('leaves nothing behind and the old file as it was when it fails', async () => {
    await writeFile(path, 'old')
    server.faults.push(...Array(9).fill(cutShort(WHOLE, LARGE.subarray(0, 9e6))))
    await expect(downloadTo(picture(), path)).rejects.toMatchObject({ name: 'NetworkError' })
    expect(await readFile(path, 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['picture.png'])
  })

  it('leaves nothing behind when it is aborted', async () => {
    server.faults.push((_, response) => response.writeHead(200, WHOLE).write(LARGE.subarray(0, 9e6)))
    const signal = AbortSignal.timeout(100)
    await expect(downloadTo(picture(), path, { signal })).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(await readdir(folder)).toEqual([])
  })

  it('shows nothing under its name until all of it is there', async () => {
    server.faults.push(answer(200, WHOLE, LARGE))
    const seen: string[][] = []
    const download = downloadTo(picture(), path, {
      onProgress: async () => {
        seen.push(await readdir(folder))
      },
    })
    await download
    expect(seen.slice(0, -5).flat()).not.toContain('picture.png')
    expect(await readdir(folder)).toEqual(['picture.png'])
  })

  it('into a folder that goes away meanwhile is the error of the file system, and lets the download go', async () => {
    const gone = join(folder, 'gone')
    await mkdir(gone)
    let closed = false
    server.faults.push(async (_, response) => {
      await rm(gone, { recursive: true })
      response.on('close', () => {
        closed = true
      })
      response.writeHead(200, WHOLE).write(LARGE.subarray(0, 9e6))
    })
    await expect(downloadTo(picture(), join(gone, 'picture.png'))).rejects.toMatchObject({ code: 'ENOENT' })
    await expect.poll(() => closed).toBe(true)
  })
})

/** How many files of the test's folder this process holds open; undefined where the platform does not tell. */
async function openFiles(): Promise<number | undefined> {
  const links = await readdir('/proc/self/fd').catch(() => undefined)
  const paths = await Promise.all(links?.map((link) => readlink(`/proc/self/fd/${link}`).catch(() => '')) ?? [])
  return links && paths.filter((path) => path.startsWith(folder)).length
}

// Node closes what the garbage collector finds, with a warning, and will make it an error.
describe.skipIf(process.platform !== 'linux')('no file stays open after', () => {
  const signal = AbortSignal.abort(new Error('before'))
  const withoutToken = () =>
    clientOf(emulator, server.url, 'v2.0', { auth: () => Promise.reject(new Error('sealed')) }).picture
  it.each<[string, () => Promise<unknown>, Fault[]]>([
    ['an upload', () => uploadFrom(picture(), path), []],
    ['an upload that is sent again', () => uploadFrom(picture(), path), [resetMidUpload, answer(503)]],
    ['an upload that is refused', () => uploadFrom(picture(), path), [answer(403)]],
    [
      'an upload that is refused unread',
      () => uploadFrom(picture(), path),
      [(_, response) => response.writeHead(403).end()],
    ],
    ['an upload that is aborted', () => uploadFrom(picture(), path, { signal }), []],
    ['an upload without a token', () => uploadFrom(withoutToken(), path), []],
    ['a download', () => downloadTo(picture(), path), []],
    [
      'a download that breaks for good',
      () => downloadTo(picture(), path),
      Array(9).fill(cutShort(WHOLE, LARGE.subarray(0, 9e6))),
    ],
  ])('%s', async (_, call, faults) => {
    await writeFile(path, LARGE)
    server.faults.push(...faults)
    await call().catch(() => {})
    await expect.poll(openFiles).toBe(0)
  })

  it('a failure, as the count would show', async () => {
    const file = await open(path, 'w')
    expect(await openFiles()).toBe(1)
    await file.close()
  })
})

describe('an upload from a file', () => {
  it('sends its bytes with their number, and again after a reset', async () => {
    await writeFile(path, LARGE)
    server.faults.push(resetMidUpload)
    const heard: Progress[] = []
    await uploadFrom(picture(), path, { onProgress: (progress) => heard.push(progress) })
    expect(server.seen.map(({ headers }) => headers['content-length'])).toEqual(Array(2).fill(String(LARGE.length)))
    expect(await storedSha256(emulator)).toBe(sha256(LARGE))
    expect(heard.at(-1)).toEqual({ transferred: LARGE.length, total: LARGE.length })
  })

  it('takes the same options as any upload', async () => {
    await writeFile(path, OTHER_ONE_PIXEL_PNG)
    await expect(uploadFrom(picture(), path, { ifMatch: 'W/"b2xk"' })).rejects.toMatchObject({ name: 'ConflictError' })
    await uploadFrom(picture(), path, { ifMatch: (await picture().info()).etag })
    expect(await storedSha256(emulator)).toBe(sha256(OTHER_ONE_PIXEL_PNG))
  })

  it.each([
    ['is empty', '', /picture\.png: The picture is empty/],
    ['is no image', 'a text', /picture\.png: The picture begins with "a text"/],
  ])('that %s is refused by name, before anything is sent', async (_, text, message) => {
    await writeFile(path, text)
    await expect(uploadFrom(picture(), path)).rejects.toThrow(message)
    expect(server.seen).toEqual([])
  })

  it('that is not there is the error of the file system', async () => {
    await expect(uploadFrom(picture(), path)).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(uploadFrom(picture(), folder)).rejects.toMatchObject({
      code: 'EISDIR',
      message: `${folder} is a folder: pass the path of a file.`,
    })
    expect(server.seen).toEqual([])
  })

  it('that shrinks while it is sent is not uploaded', async () => {
    await writeFile(path, LARGE)
    const { size } = await stat(path)
    const shrinking = uploadFrom(clientOf(emulator, server.url, 'v2.0', { retry: { limit: 0 } }).picture, path, {
      onProgress: ({ transferred }) => {
        if (transferred < 200_000) void writeFile(path, ONE_PIXEL_PNG)
      },
    })
    await expect(shrinking).rejects.toBeInstanceOf(Error)
    expect(await storedSha256(emulator)).toBe(sha256(ONE_PIXEL_PNG))
    expect(size).toBe(LARGE.length)
  })
})
