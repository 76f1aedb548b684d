import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

const guid = '0a0a0a0a-0000-4000-8000-000000000001'
const variant = { set: 'itemVariants', itemNumber: '7', code: 'A', description: '' }

it.each<[unknown, string]>([
  ['{', 'FILE is no JSON, line 1, column 2: write { "entities": [ … ] }, with double quotes'],
  ['{\n"entities": [],\n}', 'FILE is no JSON, line 3, column 1: write'],
  ['{\n"entities": [yes]\n}', 'FILE is no JSON, line 2: write'],
  ['', 'FILE is no JSON: it is empty: write { "entities": [ … ] }'],
  ['null', 'The seed file FILE has no entities: write { "entities": [ … ] } or { "companies": [ … ] }.'],
  ['[1]', 'The seed file FILE has no entities'],
  [{}, 'The seed file FILE has no entities'],
  [{ entities: {} }, 'The entities of the seed file FILE must be a list, not the object {}: write [{ "set": "items"'],
  [
    { entities: [item, { set: 'items', displayName: 'x' }] },
    'Entity 1 of the seed file FILE (items) has no number: give',
  ],
  [{ entities: [{ ...item, number: 7 }] }, 'Entity 0 of the seed file FILE (items) has the number 7: give a string.'],
  [{ entities: [{ ...item, set: 'orders' }] }, "has the set 'orders': use one of items, customers, vendors"],
  [{ entities: [{ ...item, colour: 'red' }] }, "(items) does not take 'colour': it takes set, id, number"],
  [{ entities: [{ ...item, properties: { blokced: true } }] }, "(items) has the unknown property 'blokced'"],
  [
    { entities: [{ ...item, properties: { blocked: 'no' } }] },
    "has the blocked 'no', which is not of type boolean: give",
  ],
  [{ entities: [{ ...item, id: 'x' }] }, "Entity 0 of the seed file FILE (items) has the id 'x': give a GUID"],
  [{ entities: [{ ...item, picture: 5 }] }, 'has the picture 5: give a path relative to the file.'],
  [{ companies: [{ entities: [] }] }, 'Company 0 of the seed has no name: give one.'],
  [
    { companies: [{ company: { name: 'A' } }] },
    'Company 0 of the seed file FILE is the object {"company":{"name":"A"}}: write {',
  ],
  [{ companies: [], entities: [] }, "The seed file FILE does not take 'entities': it takes companies."],
  [{ company: { name: 'n'.repeat(31) }, entities: [] }, 'which has 31 characters: use at most 30.'],
  [{ entities: [item], '\ud800': 1 }, 'The seed file FILE does not take'],
  [
    { entities: [item, item] },
    'Entities 0 and 1 of the seed file FILE are both items 1: keep one, or give one another number.',
  ],
  [
    {
      entities: [
        { ...item, id: guid },
        { ...item, number: '2', id: guid.toUpperCase() },
      ],
    },
    'Entities 0 and 1 of the seed file FILE (items) have the same id 0A0A0A0A-0000-4000-8000-000000000001: give each its own',
  ],
  [
    { entities: [{ ...item, picture: 'nowhere.png' }] },
    'nowhere.png of the seed cannot be read (ENOENT): check that the',
  ],
  [
    { entities: [variant] },
    'Entity 0 of the seed file FILE is a variant of the item 7, and there is no such item: add it.',
  ],
])('refuses the seed file %j in one sentence', async (content, message) => {
  const path = await fileOf(content)
  const problem = await startEmulator({ seed: path }).catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(EmulatorStartError)
  expect((problem as Error).message.replaceAll(path, 'FILE')).toContain(message)
  expect((problem as Error).message).not.toMatch(/[\p{Cc}\p{Cs}]/u)
})

it('reads a seed file that begins with the mark of an editor', async () => {
  await using emulator = await startEmulator({ seed: await fileOf(`\ufeff${JSON.stringify({ entities: [item] })}`) })
  expect((await new Api(emulator, 'v2.0').json('/items')).value).toHaveLength(1)
})

it.each([
  [
    'an image',
    () => readFile(new URL('adatum.png', pictures)),
    'it is an image; put it into a folder, and name the folder.',
  ],
  [
    'text in UTF-16',
    async () => Buffer.from('\ufeff{"entities":[]}', 'utf16le'),
    'save it as UTF-8, or name a folder of pictures.',
  ],
] as const)('shows no bytes of a seed file that is %s', async (_, bytes, remedy) => {
  const path = join(folder, 'seed.bin')
  await writeFile(path, await bytes())
  await expect(startEmulator({ seed: path })).rejects.toThrow(`The seed file ${path} is no JSON text: ${remedy}`)
})

describe('a folder of pictures', () => {
  const make = async (...names: readonly string[]) => {
    const made = await mkdtemp(join(folder, 'folder-'))
    for (const name of names) {
      await mkdir(dirname(join(made, name)), { recursive: true })
      await writeFile(join(made, name), onePixelPng)
    }
    return made
  }

  it.each([
    [['1000.png', '1000.gif'], 'has two pictures of items 1000: 1000.gif and 1000.png. Keep one.'],
    [
      ['1000.png', 'items/1000.png'],
      `has two pictures of items 1000: 1000.png and ${join('items', '1000.png')}. Keep one.`,
    ],
    [['custmers/1.png'], 'has the folder custmers, which is no entity set: did you mean customers? Rename it.'],
    [['Items/1.png'], 'has the folder Items, which is no entity set: did you mean items? Rename it.'],
  ])('with %j is refused in one sentence', async (names, sentence) => {
    const seedFolder = await make(...names)
    await expect(startEmulator({ seed: seedFolder })).rejects.toThrow(`The seed folder ${seedFolder} ${sentence}`)
  })

  it('with nothing in it that is a picture warns of that', async () => {
    const warnings: string[] = []
    const seedFolder = await make('holiday/1.png')
    await using _ = await startEmulator({ seed: seedFolder, onWarning: (message) => warnings.push(message) })
    expect(warnings).toEqual([
      `The seed folder ${seedFolder} has folders that are no entity sets, and they were left out: holiday.`,
      `The seed folder ${seedFolder} has no images: the company is empty.`,
    ])
  })
})

it('refuses a seed that is neither a name nor a path', async () => {
  await expect(startEmulator({ seed: 'nothing' as SeedChoice })).rejects.toThrow(
    "The seed 'nothing' is unknown: use demo",
  )
  await expect(startEmulator({ seed: 'demos' })).rejects.toThrow(
    "The seed 'demos' is unknown: did you mean demo? use demo",
  )
})

it('has the pictures of the demo in a module as they lie in the folder (src/tools/inline-demo-pictures.ts writes it)', async () => {
  const names = (await readdir(pictures)).toSorted()
  const files = await Promise.all(names.map((name) => readFile(new URL(name, pictures))))
  expect(Object.entries(pictureSizes)).toEqual(names.map((name, index) => [name, files[index]?.length]))
  const inflated = inflateRawSync(Buffer.from(deflatedPictures, 'base64'))
  expect(sha256(inflated)).toBe(sha256(Buffer.concat(files)))
})
