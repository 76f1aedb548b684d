import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { EmulatorStartError, startEmulator } from '../index.ts'
import { openSqlite } from '../storage/sqlite.ts'
import { Api, deskId, onePixelPng, refusalOf, sha256 } from './support.ts'

let root: string
let count = 0

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'bc-pictures-data-'))
})
afterAll(() => rm(root, { recursive: true }))

const newFolder = () => join(root, String(++count))

it('keeps pictures, deletes and times of change over a restart, and only what it refers to', async () => {
  const data = newFolder()
  const bytes = randomBytes(300_000)
  const state = async (api: Api) =>
    JSON.stringify((await api.json('/items?$expand=picture')).value).replaceAll(/:\d+/g, '')
  let before: string
  {
    await using emulator = await startEmulator({ data })
    const api = new Api(emulator, 'v2.0')
    for (const body of [randomBytes(1000), bytes]) await api.upload('items', deskId, body)
    const [other = ''] = await api.withAndWithout('customers')
    await api.fetch(`/customers(${other})/picture`, { method: 'DELETE' })
    before = await state(api)
  }
  await writeFile(join(data, `contents/${randomUUID()}.partial`), 'left over')
  await using emulator = await startEmulator({ data, seed: 'empty' })
  const api = new Api(emulator, 'v2.0')
  expect(await state(api)).toBe(before)
  expect(sha256(await api.download('items', deskId))).toBe(sha256(bytes))
  const { entities } = await (await fetch(`${emulator.url}/_emulator/gallery/entities`)).json()
  const wanted = entities.flatMap(({ images }: { images: { sha256: string }[] }) => images.map((image) => image.sha256))
  expect((await readdir(join(data, 'contents'))).sort()).toEqual([...new Set(wanted)].sort())
  for (const name of wanted) expect(sha256(await readFile(join(data, 'contents', name)))).toBe(name)
})

it('puts the seed back on reset, also on the disk', async () => {
  const data = newFolder()
  {
    await using emulator = await startEmulator({ data })
    await new Api(emulator, 'v2.0').upload('items', deskId, onePixelPng)
    await emulator.reset()
  }
  await using emulator = await startEmulator({ data })
  expect(await new Api(emulator, 'v2.0').picture('items', deskId)).toMatchObject({ width: 516 })
})

it('keeps bytes that two entities share until both have let go of them', async () => {
  const data = newFolder()
  await using emulator = await startEmulator({ data })
  const api = new Api(emulator, 'v2.0')
  const file = join(data, 'contents', sha256(onePixelPng))
  const [first = '', second = ''] = await api.withAndWithout('vendors')
  for (const id of [first, second]) await api.upload('vendors', id, onePixelPng)
  await api.fetch(`/vendors(${first})/picture`, { method: 'DELETE' })
  expect(sha256(await api.download('vendors', second))).toBe(sha256(onePixelPng))
  await api.fetch(`/vendors(${second})/picture`, { method: 'DELETE' })
  await expect.poll(() => readFile(file).catch(({ code }) => code)).toBe('ENOENT')
})

it('gives a download to its end although the picture is deleted meanwhile', async () => {
  await using emulator = await startEmulator({ data: newFolder() })
  const api = new Api(emulator, 'v2.0')
  const bytes = randomBytes(8_000_000)
  await api.upload('items', deskId, bytes)
  const response = await api.fetch(api.contentPath('items', deskId))
  await api.fetch(api.picturePath('items', deskId), { method: 'DELETE' })
  await sleep(20)
  expect(sha256(await response.bytes())).toBe(sha256(bytes))
})

it('keeps nothing of an upload that breaks off', async () => {
  const data = newFolder()
  await using emulator = await startEmulator({ data })
  const api = new Api(emulator, 'v2.0')
  const before = await readdir(join(data, 'contents'))
  const { pathname } = new URL(api.baseUrl + api.contentPath('items', deskId))
  const socket = connect(emulator.port, '127.0.0.1')
  await once(socket, 'connect')
  const head = 'Host: x\r\nAuthorization: Bearer t\r\nIf-Match: *\r\nContent-Length: 9000'
  socket.write(`PATCH ${pathname} HTTP/1.1\r\n${head}\r\n\r\n${'x'.repeat(5000)}`)
  await expect.poll(async () => (await readdir(join(data, 'contents'))).length).toBe(before.length + 1)
  socket.destroy()
  await expect.poll(() => readdir(join(data, 'contents'))).toEqual(before)
})

it('keeps nothing of an upload that is refused', async () => {
  const data = newFolder()
  await using emulator = await startEmulator({ data, maxBodyBytes: 100_000 })
  const api = new Api(emulator, 'v2.0')
  const before = await readdir(join(data, 'contents'))
  for (const body of [new Uint8Array(), randomBytes(100_001)]) {
    expect((await refusalOf(await api.upload('items', deskId, body))).status).toBeGreaterThanOrEqual(400)
  }
  await expect.poll(() => readdir(join(data, 'contents'))).toEqual(before)
})

it('refuses a folder that another emulator has open, and takes it once that one has ended', async () => {
  const data = newFolder()
  const first = await startEmulator({ data })
  const second = startEmulator({ data })
  await expect(second).rejects.toBeInstanceOf(EmulatorStartError)
  await expect(second).rejects.toThrow(`The data folder ${data} is in use by another emulator`)
  await first.close()
  await (await startEmulator({ data })).close()
})

it.each([
  ['a folder with other files', { 'notes.txt': 'mine' }, 'holds something else'],
  ['a file in place of the database', { 'emulator.sqlite': 'this is no database, whatever its name may say' }, 'else'],
])('refuses %s and leaves it as it is', async (_name, files, message) => {
  const data = newFolder()
  await mkdir(data)
  for (const [name, content] of Object.entries(files)) await writeFile(join(data, name), content)
  const start = startEmulator({ data })
  await expect(start).rejects.toBeInstanceOf(EmulatorStartError)
  await expect(start).rejects.toThrow(message)
  expect(await readdir(data)).toEqual(Object.keys(files))
})

it('refuses a database of another program, a newer version, and a folder that lost pictures', async () => {
  const data = newFolder()
  await (await startEmulator({ data })).close()
  const setPragma = (sql: string) => {
    const database = openSqlite(join(data, 'emulator.sqlite'))
    database.exec(sql)
    database.close()
  }
  setPragma('PRAGMA user_version = 2')
  await expect(startEmulator({ data })).rejects.toThrow('is of version 2')
  setPragma('PRAGMA user_version = 1; PRAGMA application_id = 7')
  await expect(startEmulator({ data })).rejects.toThrow('holds something else')
  setPragma(`PRAGMA application_id = ${0x42435049}`)
  const [name = ''] = await readdir(join(data, 'contents'))
  await rm(join(data, 'contents', name))
  await expect(startEmulator({ data })).rejects.toThrow(
    `is damaged, and was left as it is: contents/${name} is missing`,
  )
})

it('refuses a file in place of the folder', async () => {
  const data = newFolder()
  await writeFile(data, '')
  await expect(startEmulator({ data })).rejects.toBeInstanceOf(EmulatorStartError)
})

it('lets go of the folder when the port is in use', async () => {
  const data = newFolder()
  await using other = await startEmulator()
  await expect(startEmulator({ data, port: other.port })).rejects.toThrow('in use')
  await (await startEmulator({ data })).close()
})
