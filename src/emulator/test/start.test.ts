import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { type EmulatorOptions, EmulatorStartError, startEmulator } from '../index.ts'
import { Api, deskId } from './support.ts'

it('says where it is, with the company and item of the recorded example in the demo', async () => {
  await using emulator = await startEmulator()
  const { url, port } = emulator
  expect(emulator).toMatchObject({
    url: `http://127.0.0.1:${port}`,
    gallery: `${url}/_emulator/`,
    companyId: '29a080a9-8dde-4d41-bc50-b9aac6b1ee1b',
    companyName: 'CRONUS International Ltd.',
    baseUrls: { beta: `${url}/BC/api/beta`, 'v1.0': `${url}/BC/api/v1.0`, 'v2.0': `${url}/BC/api/v2.0` },
  })
  expect(await new Api(emulator, 'v2.0').json(`/items(${deskId})`)).toMatchObject({ displayName: 'ATHENS Desk' })
})

it('has entities with and without a picture in every set, in all four formats, with ids that never change', async () => {
  const read = async () => {
    await using emulator = await startEmulator()
    const api = new Api(emulator, 'v2.0')
    const sets = ['items', 'customers', 'vendors', 'employees', 'contacts', 'itemVariants']
    return await Promise.all(
      sets.map(async (set) => (await api.json(`/${set}?$expand=picture($select=id,contentType,width)`)).value),
    )
  }
  const sets = await read()
  for (const entities of sets) {
    const widths = entities.map(({ picture }: { picture: { width: number } }) => picture.width)
    expect(Math.min(...widths)).toBe(0)
    expect(Math.max(...widths)).toBeGreaterThan(0)
  }
  const types = sets.flat().map(({ picture }) => picture.contentType)
  expect([...new Set(types)].sort()).toEqual(['', 'image/bmp', 'image/gif', 'image/jpeg', 'image/png'])
  expect(await read()).toEqual(sets)
})

it('starts with a company without entities when the seed is empty', async () => {
  await using emulator = await startEmulator({ seed: 'empty' })
  expect((await new Api(emulator, 'v2.0').json('/items')).value).toEqual([])
  expect((await new Api(emulator, 'v2.0').json('/companies')).value).toHaveLength(1)
})

it('keeps two emulators apart', async () => {
  await using first = await startEmulator()
  await using second = await startEmulator()
  await new Api(first, 'v2.0').fetch(`/items(${deskId})/picture`, { method: 'DELETE' })
  expect(await new Api(second, 'v2.0').picture('items', deskId)).toMatchObject({ width: 516 })
})

it('says in one sentence that the port is in use', async () => {
  await using emulator = await startEmulator()
  const { port } = emulator
  const start = startEmulator({ port })
  await expect(start).rejects.toBeInstanceOf(EmulatorStartError)
  await expect(start).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use`)
})

it.each([
  [{ port: 70_000 }, '70000'],
  [{ port: 1.5 }, '1.5'],
  [{ seed: 'other' }, "'other'"],
  [{ auth: 'digest' }, "'digest'"],
  [{ token: '' }, 'token is empty'],
  [{ auth: 'none', token: 't' }, "'none'"],
  [{ maxBodyBytes: 0 }, '0'],
  [{ host: '203.0.113.1' }, '203.0.113.1'],
])('refuses the options %j and names the value', async (options, named) => {
  const start = startEmulator(options as EmulatorOptions)
  await expect(start).rejects.toBeInstanceOf(EmulatorStartError)
  await expect(start).rejects.toThrow(named)
})

it('closes within a second although a request hangs and connections are kept, and closes only once', async () => {
  const emulator = await startEmulator()
  await fetch(`${emulator.url}/_emulator/health`)
  const hanging = connect(emulator.port, '127.0.0.1')
  hanging.on('error', () => {})
  await once(hanging, 'connect')
  hanging.write('PATCH /x HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n')
  const start = performance.now()
  await emulator.close()
  await emulator.close()
  expect(performance.now() - start).toBeLessThan(1000)
  await expect(fetch(`${emulator.url}/_emulator/health`)).rejects.toThrow()
})
