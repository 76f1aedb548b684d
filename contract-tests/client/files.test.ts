import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Progress } from '../../src/client/index.ts'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { downloadTo, uploadFrom } from '../../src/node/index.ts'
import {
  answer,
  cutShort,
  type FaultServer,
  resetMidAnswer,
  resetMidUpload,
  startFaultServer,
} from '../support/fault-server.ts'
import { ONE_PIXEL_PNG, OTHER_ONE_PIXEL_PNG, sha256 } from '../support/pictures.ts'
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
const LARGE = new Uint8Array(12_000_000).map((_, index) => ONE_PIXEL_PNG[index] ?? (index * 31) & 0xff)
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

  it('into a folder that is not there is the error of the file system', async () => {
    await expect(downloadTo(picture(), join(folder, 'no', 'picture.png'))).rejects.toMatchObject({ code: 'ENOENT' })
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
    await expect(uploadFrom(picture(), folder)).rejects.toMatchObject({ code: 'EISDIR' })
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
