import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  unlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Emulator, EmulatorStartError, startEmulator } from '../index.ts'
import { openSqlite } from '../storage/sqlite.ts'
import { Api, deskId, type Json, sha256 } from './support.ts'

let root: string
let count = 0
let data: string

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'bc-pictures-damaged-'))
})
afterAll(() => rm(root, { recursive: true }))

/** Bytes that are no image are stored as they are, so that their file is known by their hash. */
const bytes = randomBytes(300_000)
const contents = () => join(data, 'contents')
const file = () => join(contents(), sha256(bytes))

beforeEach(async () => {
  data = join(root, String(++count))
  await using emulator = await startEmulator({ data })
  await new Api(emulator, 'v2.0').upload('items', deskId, bytes)
})

/** Every file below a folder with its hash, and where links lead. */
async function listing(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const lines = entries.map(async (entry) => {
    const path = join(entry.parentPath, entry.name)
    return `${path} ${entry.isFile() ? sha256(await readFile(path)) : entry.isSymbolicLink() ? 'link' : ''}`
  })
  return (await Promise.all(lines)).toSorted()
}

function changeDatabase(sql: string): void {
  const database = openSqlite(join(data, 'emulator.sqlite'))
  database.exec(sql)
  database.close()
}

async function moveToLink(path: string): Promise<void> {
  await rename(path, `${path}-elsewhere`)
  await rename(`${path}-elsewhere`, join(root, `elsewhere-${count}`))
  await symlink(join(root, `elsewhere-${count}`), path)
}

describe('a folder that is not sound', () => {
  it.each<[string, () => unknown, string | RegExp]>([
    [
      'a content was renamed by hand',
      () => rename(file(), join(contents(), 'desk.bin')),
      /contents\/[\da-f]{64} is missing/,
    ],
    [
      // Its new name is one that the emulator removes, once the folder is sound.
      'a content bears the name of another',
      () => rename(file(), join(contents(), 'a'.repeat(64))),
      /contents\/[\da-f]{64} is missing/,
    ],
    ['a content is shorter', () => truncate(file(), 12), /has 12 bytes instead of 300000/],
    ['a content is longer', () => appendFile(file(), 'more'), /has 300004 bytes instead of 300000/],
    ['a content is a link', () => moveToLink(file()), /contents\/[\da-f]{64} is a link/],
    ['a content is a folder', () => unlink(file()).then(() => mkdir(file())), /contents\/[\da-f]{64} is a folder/],
    ['contents is gone', () => rm(contents(), { recursive: true }), 'is missing (and '],
    ['contents is a link', () => moveToLink(contents()), 'contents is a link, where a folder has to be'],
    [
      'contents is a file',
      () => rm(contents(), { recursive: true }).then(() => writeFile(contents(), 'x')),
      'contents is a file, where a folder has to be',
    ],
    [
      'the database is empty',
      () => truncate(join(data, 'emulator.sqlite'), 0),
      'emulator.sqlite has 0 bytes, so it was cut off',
    ],
    ['the database has one byte', () => truncate(join(data, 'emulator.sqlite'), 1), 'emulator.sqlite has 1 bytes'],
    ['the database was cut off', () => truncate(join(data, 'emulator.sqlite'), 5000), 'is damaged'],
    [
      'the database is a link',
      () => moveToLink(join(data, 'emulator.sqlite')),
      'emulator.sqlite is a link, where a file has to be',
    ],
    [
      'the database is a link that leads nowhere',
      () =>
        unlink(join(data, 'emulator.sqlite')).then(() => symlink(join(data, 'nowhere'), join(data, 'emulator.sqlite'))),
      'emulator.sqlite is a link',
    ],
    [
      'the database is a folder',
      () => unlink(join(data, 'emulator.sqlite')).then(() => mkdir(join(data, 'emulator.sqlite'))),
      'emulator.sqlite is a folder, where a file has to be',
    ],
    [
      'the database is gone',
      () => unlink(join(data, 'emulator.sqlite')),
      "holds something else than an emulator's data",
    ],
    ['a table is gone', () => changeDatabase('DROP TABLE entities'), 'no such table'],
    [
      'a record is not JSON',
      () => changeDatabase("UPDATE entities SET record = '{'"),
      'because its record is not JSON',
    ],
    [
      'a record is a list',
      () => changeDatabase("UPDATE companies SET record = '[]'"),
      'the entry of the company 29a080a9-',
    ],
    [
      'a record is nested',
      () => changeDatabase(`UPDATE entities SET record = '{"a":{}}'`),
      'its record is not a flat object',
    ],
    ['a media set is not JSON', () => changeDatabase("UPDATE entities SET media = 'x'"), 'its media set is not JSON'],
    [
      'a media set is an object',
      () => changeDatabase("UPDATE entities SET media = '{}'"),
      'its media set is not a list',
    ],
    [
      'an image has no content',
      () => changeDatabase("UPDATE entities SET media = '[{}]'"),
      'an image of it is not an object',
    ],
    [
      'a content leads out of the folder',
      () => changeDatabase(`UPDATE entities SET media = '[{"content":{"sha256":"../../x","size":1}}]'`),
      'an image of it has no SHA-256',
    ],
    [
      'a set is unknown',
      () => changeDatabase("UPDATE entities SET setName = 'orders' WHERE setName = 'items'"),
      "the set 'orders'",
    ],
    [
      'a time of change is out of range',
      () => changeDatabase('UPDATE entities SET lastModified = 9000000000000000'),
      'its time of change is 9000000000000000',
    ],
    [
      'a time of change is larger than numbers are',
      () => changeDatabase('UPDATE entities SET lastModified = 9223372036854775807'),
      'its time of change is 9223372036854775807',
    ],
    [
      'a time of change lies before 1970',
      () => changeDatabase('UPDATE entities SET lastModified = -1'),
      'is -1, which is not',
    ],
  ])('is refused in one sentence and left as it is: %s', async (_what, damage, message) => {
    await damage()
    const before = await listing(root)
    const started = startEmulator({ data })
    await expect(started).rejects.toBeInstanceOf(EmulatorStartError)
    await expect(started).rejects.toThrow(message)
    await expect(started).rejects.toThrow(data)
    // SQLite may have left files of its own beside the database, as it does for every reader.
    const companions = /emulator\.sqlite-(?:wal|shm) /
    const now = await listing(root)
    expect(now.filter((line) => !companions.test(line))).toEqual(before.filter((line) => !companions.test(line)))
  })
})

it('removes only what has a name of its own, and never what lies behind a link', async () => {
  const stranger = join(root, `stranger-${count}`)
  await mkdir(stranger)
  await writeFile(join(stranger, 'photo.jpg'), 'mine')
  const hash = 'a'.repeat(64)
  const kept = ['notes.txt', 'photo.jpg', '1.partial', hash.slice(1), `${hash}b`, hash.toUpperCase()]
  for (const name of kept) await writeFile(join(contents(), name), 'mine')
  await symlink(join(stranger, 'photo.jpg'), join(contents(), 'b'.repeat(64)))
  await symlink(stranger, join(contents(), 'c'.repeat(64)))
  await mkdir(join(contents(), 'd'.repeat(64)))
  const left = [hash, '0a0b0c0d-1111-4222-8333-444455556666.partial']
  for (const name of left) await writeFile(join(contents(), name), 'left behind')
  await (await startEmulator({ data })).close()
  const names = await readdir(contents())
  expect(names).toEqual(
    expect.arrayContaining([...kept, 'b'.repeat(64), 'c'.repeat(64), 'd'.repeat(64), sha256(bytes)]),
  )
  expect(names.filter((name) => left.includes(name))).toEqual([])
  expect(await readFile(join(stranger, 'photo.jpg'), 'utf8')).toBe('mine')
})

it('begins anew where an emulator was killed before its first database was whole', async () => {
  const fresh = join(root, `fresh-${count}`)
  await mkdir(fresh)
  await writeFile(join(fresh, 'emulator.sqlite.new-0a0b0c0d-1111-4222-8333-444455556666'), 'SQLite for')
  await using emulator = await startEmulator({ data: fresh })
  expect(emulator.companyName).toBe('CRONUS International Ltd.')
  expect((await readdir(fresh)).filter((name) => name.includes('.new-'))).toEqual([])
})

describe('a new folder that several emulators open at once', () => {
  it('belongs to one of them, and the others get none', async () => {
    const fresh = join(root, `shared-${count}`)
    const started = await Promise.allSettled([1, 2, 3].map(() => startEmulator({ data: fresh })))
    const running = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(running).toHaveLength(1)
    const refused = started.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []))
    expect(refused).toEqual(Array(2).fill(expect.stringContaining('is in use by another emulator')))
    await (running[0] as Emulator).close()
  })

  it('belongs to one of them though each finds it empty, and the others read that it is in use', async () => {
    const threads = 4
    // In some of the rounds, two find it empty before either has made its database. The second lost its temporary file
    // to the first, which tidied up, and read "disk I/O error"; or each found it locked by the other, and nobody got it.
    for (let round = 0; round < 8; round++) {
      const workerData = {
        folder: join(root, `${count}-${round}`),
        gate: new Int32Array(new SharedArrayBuffer(20)),
        threads,
      }
      const script = new URL('open-at-once.ts', import.meta.url)
      const ended = Array.from({ length: threads }, () => once(new Worker(script, { workerData }), 'exit'))
      await Promise.all(ended)
      expect([...workerData.gate.subarray(1, 4)]).toEqual([1, threads - 1, 0])
      expect((await readdir(workerData.folder)).filter((name) => name.includes('.new-'))).toEqual([])
    }
  })
})

describe('a content that is damaged while the emulator runs', () => {
  let warnings: string[]

  beforeEach(() => {
    warnings = []
    vi.spyOn(process, 'emitWarning').mockImplementation((warning) => void warnings.push(String(warning)))
  })
  afterEach(() => vi.restoreAllMocks())

  const flip = async (path: string, at: number) => {
    const changed = await readFile(path)
    changed[at] = (changed[at] as number) ^ 1
    await writeFile(path, changed)
  }

  it.each<[string, () => Promise<unknown>, string]>([
    ['shorter', () => truncate(file(), 1000), 'has 1000 bytes instead of 300000'],
    ['longer', () => appendFile(file(), 'x'), 'has 300001 bytes instead of 300000'],
    ['gone', () => unlink(file()), 'ENOENT'],
    ['a link', () => moveToLink(file()), 'ELOOP'],
  ])('is answered with 500 that names the file: it is %s', async (_what, damage, message) => {
    await using emulator = await startEmulator({ data })
    const api = new Api(emulator, 'v2.0')
    await damage()
    const gallery = `${emulator.url}/_emulator/gallery/pictures/${emulator.companyId}/items/${deskId}/${sha256(bytes)}`
    for (const response of [await api.fetch(api.contentPath('items', deskId)), await fetch(gallery)]) {
      expect([response.status, response.headers.get('content-type')]).toEqual([500, expect.stringContaining('json')])
      const { error } = (await response.json()) as Json
      expect(error.message).toContain(`The file contents/${sha256(bytes)} of the data folder`)
      expect(error.message).toContain(message)
    }
    expect(warnings).toEqual(Array(2).fill(expect.stringContaining(`contents/${sha256(bytes)}`)))
    expect((await api.fetch('/items')).status).toBe(200)
  })

  it('is answered with 500 when one bit of a small one is flipped', async () => {
    await using emulator = await startEmulator({ data })
    const api = new Api(emulator, 'v2.0')
    const small = randomBytes(1000)
    await api.upload('items', deskId, small)
    await flip(join(contents(), sha256(small)), 500)
    const response = await api.fetch(api.contentPath('items', deskId))
    expect([response.status, response.headers.get('etag')]).toEqual([500, null])
    expect(await response.text()).toContain(`contents/${sha256(small)} of the data folder is damaged: its SHA-256`)
  })

  it.each([0, 150_000, 299_999])('never arrives whole when the bit %i of a large one is flipped', async (at) => {
    await using emulator = await startEmulator({ data })
    const api = new Api(emulator, 'v2.0')
    await flip(file(), at)
    await expect(api.download('items', deskId)).rejects.toThrow()
    await expect.poll(() => warnings).toEqual([expect.stringContaining('its SHA-256 is not that of its name')])
    expect((await api.fetch('/items')).status).toBe(200)
  })
})
