import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { EmulatorStartError, type SeedChoice, seed, startEmulator } from '../index.ts'
import { deflatedPictures, pictureSizes } from '../seed/demo-pictures.ts'
import { pixelsOf } from './pixels.ts'
import { Api, type Json, onePixelPng, sha256 } from './support.ts'

let folder: string
const pictures = new URL('../seed/pictures/', import.meta.url)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-seed-'))
  await mkdir(join(folder, 'pictures/customers'), { recursive: true })
  await copyFile(new URL('adatum.png', pictures), join(folder, 'pictures/customers/10000.png'))
  await copyFile(new URL('paris-chair.jpg', pictures), join(folder, 'pictures/1900-S.jpg'))
})
afterAll(() => rm(folder, { recursive: true }))

const fileOf = async (content: unknown) => {
  const path = join(folder, 'seed.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

it('has some forty entities in the demo', async () => {
  await using emulator = await startEmulator()
  const api = new Api(emulator, 'v2.0')
  const sets = ['items', 'customers', 'vendors', 'employees', 'contacts', 'itemVariants']
  const counts = await Promise.all(sets.map(async (set) => (await api.json(`/${set}`)).value.length))
  expect(counts).toEqual([15, 5, 5, 5, 5, 5])
})

it('takes entities from a test, with pictures as bytes or as files', async () => {
  await using emulator = await startEmulator({
    seed: [
      seed.item({ number: '1000', displayName: 'Bicycle', picture: onePixelPng }),
      seed.itemVariant({
        itemNumber: '1000',
        code: 'RED',
        description: 'red',
        picture: new URL('fabrikam.bmp', pictures),
      }),
      seed.customer({ number: 'C', displayName: 'A customer', id: '0A0A0A0A-0000-4000-8000-000000000001' }),
    ],
  })
  const api = new Api(emulator, 'v2.0')
  const [item] = (await api.json('/items')).value
  expect(sha256(await api.download('items', item.id))).toBe(sha256(onePixelPng))
  const [variant] = (await api.json('/itemVariants?$expand=picture')).value
  expect(variant).toMatchObject({ itemId: item.id, code: 'RED', picture: { contentType: 'image/bmp' } })
  expect(await api.picture('customers', '0a0a0a0a-0000-4000-8000-000000000001')).toMatchObject({ width: 0 })
})

it('reads a JSON file, with pictures relative to it, again on each reset', async () => {
  const company = { name: 'Contoso', id: '11111111-2222-4333-8444-555555555555' }
  const entities = [{ set: 'items', number: '1', displayName: 'One', picture: 'pictures/1900-S.jpg' }]
  await using emulator = await startEmulator({ seed: await fileOf({ company, entities }) })
  expect(emulator).toMatchObject({ companyName: 'Contoso', companyId: company.id })
  const api = new Api(emulator, 'v2.0')
  const expected = await pixelsOf(await readFile(join(folder, 'pictures/1900-S.jpg')))
  for (const _ of [1, 2]) {
    const [item] = (await api.json('/items')).value
    expect(await pixelsOf(await api.download('items', item.id))).toEqual(expected)
    await api.fetch(`/items(${item.id})/picture`, { method: 'DELETE' })
    await emulator.reset()
  }
})

it('reads a folder of pictures, named after their entities', async () => {
  await using emulator = await startEmulator({ seed: join(folder, 'pictures') })
  const api = new Api(emulator, 'v2.0')
  const listed = async (set: string) =>
    (await api.json(`/${set}?$expand=picture`)).value.map(({ number, picture }: Json) => [number, picture.width])
  expect(await listed('items')).toEqual([['1900-S', 480]])
  expect(await listed('customers')).toEqual([['10000', 400]])
})

it('takes only the images of a folder, whatever their names, and tells what it left out', async () => {
  const mixed = join(folder, 'mixed')
  await mkdir(join(mixed, 'vendors'), { recursive: true })
  await copyFile(new URL('adatum.png', pictures), join(mixed, '1000'))
  await writeFile(join(mixed, '2000.webp'), 'RIFF')
  await writeFile(join(mixed, 'readme.txt'), 'About these pictures')
  await writeFile(join(mixed, '.hidden'), '')
  await writeFile(join(mixed, 'vendors/prices.csv'), '')
  const warnings: string[] = []
  await using emulator = await startEmulator({ seed: mixed, onWarning: (message) => warnings.push(message) })
  const items = (await new Api(emulator, 'v2.0').json('/items')).value
  expect(items.map(({ number }: Json) => number)).toEqual(['1000', '2000'])
  expect(warnings).toEqual([
    `The seed folder ${mixed} has files that are no images, and they were left out: readme.txt, vendors/prices.csv.`,
  ])
})

const item = { set: 'items', number: '1', displayName: 'One' }

it.each<[unknown, string]>([
  ['{', 'seed.json cannot be used'],
  [{}, 'it lacks the property entities'],
  [{ entities: [item, { set: 'items', displayName: 'x' }] }, '/entities/1 lacks the property number'],
  [{ entities: [{ ...item, set: 'orders' }] }, '/entities/0/set is wrong: Instance does not match any of ["items"'],
  [{ entities: [{ ...item, colour: 'red' }] }, '/entities/0 has the property colour, which is unknown'],
  [{ entities: [{ ...item, id: 'x' }] }, '/entities/0/id'],
  [{ companies: [{ entities: [] }] }, '/companies/0 lacks the property company'],
  [{ entities: [item], '\ud800': 1 }, 'a name in it is no Unicode text'],
  [{ entities: [item, item] }, 'two items 1'],
  [{ entities: [{ ...item, picture: 'nowhere.png' }] }, 'nowhere.png'],
  [
    { entities: [{ set: 'itemVariants', itemNumber: '7', code: 'A', description: '' }] },
    'a variant of the item 7, but no such item',
  ],
])('refuses the seed file %j in one sentence', async (content, message) => {
  const start = startEmulator({ seed: await fileOf(content) })
  await expect(start).rejects.toBeInstanceOf(EmulatorStartError)
  await expect(start).rejects.toThrow(message)
})

it('refuses a seed that is neither a name nor a path', async () => {
  await expect(startEmulator({ seed: 'nothing' as SeedChoice })).rejects.toThrow("The seed 'nothing' is unknown")
})

it('has the pictures of the demo in a module as they lie in the folder (src/tools/inline-demo-pictures.ts writes it)', async () => {
  const names = (await readdir(pictures)).toSorted()
  const files = await Promise.all(names.map((name) => readFile(new URL(name, pictures))))
  expect(Object.entries(pictureSizes)).toEqual(names.map((name, index) => [name, files[index]?.length]))
  const inflated = inflateRawSync(Buffer.from(deflatedPictures, 'base64'))
  expect(sha256(inflated)).toBe(sha256(Buffer.concat(files)))
})
