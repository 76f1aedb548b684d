import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, link, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createPictureClient } from '../../client/index.ts'
import { answer, type FaultServer, startFaultServer } from '../../test-support/fault-server.ts'
import { ONE_PIXEL_PNG, sha256 } from '../../test-support/pictures.ts'
import { downloadTo } from '../index.ts'

const ID = '07493b2c-d676-4d09-ba8c-fc03607cab76'
let server: FaultServer
let folder: string
let path: string

beforeEach(async () => {
  server = await startFaultServer('', answer(200, {}, ONE_PIXEL_PNG), answer(200, {}, ONE_PIXEL_PNG))
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-download-'))
  path = join(folder, 'chair.png')
})
afterEach(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const connection = () => ({ baseUrl: `${server.url}/api/v2.0`, apiVersion: 'v2.0', auth: 'x', company: ID }) as const
const picture = () => createPictureClient(connection()).picture('items', ID)
const modeOf = async (file: string) => ((await stat(file)).mode & 0o7777).toString(8)
const holdsPicture = async (file: string) => sha256(await readFile(file)) === sha256(ONE_PIXEL_PNG)

describe('a download to a file that is there', () => {
  // A file that nobody else might read became one that everybody might.
  it.each([0o600, 0o640, 0o444, 0o755, 0o666])('keeps its permissions: %o', async (mode) => {
    await writeFile(path, 'old')
    await chmod(path, mode)
    await downloadTo(picture(), path)
    expect([await modeOf(path), await holdsPicture(path)]).toEqual([mode.toString(8), true])
  })

  it('writes to where a symbolic link leads, and leaves the link', async () => {
    await mkdir(join(folder, 'store'))
    await writeFile(join(folder, 'store', 'real.png'), 'old')
    await symlink(join('store', 'real.png'), path)
    expect(await downloadTo(picture(), path)).toMatchObject({ path })
    expect(await holdsPicture(join(folder, 'store', 'real.png'))).toBe(true)
    expect(await readdir(join(folder, 'store'))).toEqual(['real.png'])
  })
})

it.each([
  ['ASCII', `${'n'.repeat(251)}.png`],
  ['letters of more than one byte', `${'ü'.repeat(125)}.png`],
])('a name may be as long as the file system takes it: %s', async (_, name) => {
  expect(Buffer.byteLength(name)).toBeGreaterThan(250)
  const long = join(folder, name)
  await downloadTo(picture(), long)
  expect(await holdsPicture(long)).toBe(true)
})

// Node inflates leniently: of 200,000 bytes 44,990 came, and were kept under the file's name.
it.each(['gzip', 'deflate', 'br'] as const)('leaves nothing where a picture comes in %s, and cut', async (encoding) => {
  const encode = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }[encoding]
  const whole = encode(
    Buffer.concat([ONE_PIXEL_PNG.subarray(0, -12), randomBytes(50_000), ONE_PIXEL_PNG.subarray(-12)]),
  )
  const cut = answer(200, { 'content-encoding': encoding }, whole.subarray(0, whole.length >> 1))
  server.faults.splice(0, 9, ...Array(9).fill(cut))
  const bc = createPictureClient({ ...connection(), retry: { limit: 1, delay: 0 } })
  await expect(downloadTo(bc.picture('items', ID), path)).rejects.toMatchObject({ name: 'NetworkError' })
  expect(await readdir(folder)).toEqual([])
})

describe('what cannot be written is refused in a sentence before anything is fetched:', () => {
  it.each([
    ['a missing folder', 'nope/chair.png', 'ENOENT', 'nope does not exist: create it first.'],
    ['a file in the place of the folder', 'file/chair.png', 'ENOTDIR', 'file is not a folder: choose another one.'],
    ['a folder', 'sub', 'EISDIR', 'sub is a folder: pass the path of a file in it.'],
  ])('%s', async (_, name, code, message) => {
    await writeFile(join(folder, 'file'), 'x')
    await mkdir(join(folder, 'sub'))
    const error = await downloadTo(picture(), join(folder, name)).catch((error) => error)
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) })
    expect(server.seen).toEqual([])
  })
})

describe('temporary files that were left behind', () => {
  /** Begins a download in a process of its own, and kills that once its temporary file is there. */
  async function killedDownload(): Promise<string> {
    server.faults.unshift((_, response) => response.writeHead(200).write(Buffer.alloc(3_000_000, ONE_PIXEL_PNG)))
    const code = `
      import { createPictureClient } from ${JSON.stringify(new URL('../../client/index.ts', import.meta.url).href)}
      import { downloadTo } from ${JSON.stringify(new URL('../index.ts', import.meta.url).href)}
      const bc = createPictureClient(${JSON.stringify(connection())})
      await downloadTo(bc.picture('items', '${ID}'), ${JSON.stringify(path)})`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', code], { stdio: 'inherit' })
    const parts = async () => (await readdir(folder)).filter((name) => name.endsWith('.part'))
    await expect.poll(parts, { timeout: 15_000 }).toHaveLength(1)
    child.kill('SIGKILL')
    await once(child, 'exit')
    const [name = ''] = await readdir(folder)
    return name
  }

  it('by a process that was killed go with the next download into the folder', async () => {
    const left = await killedDownload()
    expect(left).toMatch(/^\.bc-pictures-.+\.part$/)
    await downloadTo(picture(), path)
    expect(await readdir(folder)).toEqual(['chair.png'])
  }, 40_000)

  const name = (host: string, pid: number) => `.bc-pictures-${host}-${pid}-${crypto.randomUUID()}.part`
  const old = new Date(Date.now() - 25 * 60 * 60 * 1000)

  it('by another machine go when nothing has written to them for a day', async () => {
    const [stale, fresh] = [name('00000000', 1), name('00000000', 2)]
    await writeFile(join(folder, stale), 'x')
    await writeFile(join(folder, fresh), 'x')
    await utimes(join(folder, stale), old, old)
    await downloadTo(picture(), path)
    expect(await readdir(folder)).toEqual([fresh, 'chair.png'].toSorted())
  })

  it('are told from everything that is not ours, and from what is under way', async () => {
    const left = await killedDownload()
    const host = left.split('-')[2] ?? ''
    const mine = [name(host, process.pid), '.chair.png.part', 'x.part', `${left}.keep`, `a${left}`]
    for (const file of mine) {
      await writeFile(join(folder, file), 'x')
      await utimes(join(folder, file), old, old)
    }
    const [directory, linked] = [name(host, 999_999_999), name(host, 999_999_998)]
    await mkdir(join(folder, directory))
    await writeFile(join(folder, 'photo'), 'x')
    await link(join(folder, 'photo'), join(folder, 'other-name'))
    await symlink('photo', join(folder, linked))
    await downloadTo(picture(), path)
    const kept = [...mine, directory, linked, 'photo', 'other-name', 'chair.png']
    expect(await readdir(folder)).toEqual(kept.toSorted())
  }, 40_000)
})
