import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../index.ts'
import { resolveSeed } from '../seed/resolve.ts'
import type { SeedCompany } from '../seed/seed.ts'
import { Api, deskId, type Json, refusalOf } from './support.ts'

const demoSeed = (await resolveSeed('demo', () => Promise.reject())) as SeedCompany

/** Fewer than the demo has: the lists below name every one. */
const eightItems = demoSeed.entities.filter(({ set }) => set === 'items').slice(0, 8)

let emulator: Emulator
let api: Api

beforeAll(async () => {
  emulator = await startEmulator({ seed: [...eightItems, ...demoSeed.entities.filter(({ set }) => set !== 'items')] })
  api = new Api(emulator, 'v2.0')
})
afterAll(() => emulator.close())

const query = (path: string, options: Record<string, string>) => `${path}?${new URLSearchParams(options)}`
const allItems = ['1896-S', '1900-S', '1906-S', '1908-S', '1920-S', '1928-S', '1936-S', '1953-W']

async function numbers(options: Record<string, string>): Promise<string[]> {
  return (await api.json(query('/items', options))).value.map(({ number }: Json) => number)
}

it.each([
  ["number eq '1896-S'", ['1896-S']],
  ["'1896-S' eq number", ['1896-S']],
  ["displayName eq 'O''Neil'", []],
  [`id eq ${deskId}`, ['1896-S']],
  [`id eq ${deskId.toUpperCase()}`, ['1896-S']],
  [`id ne ${deskId} and number le '1906-S'`, ['1900-S', '1906-S']],
  ["number gt '1920-S'", ['1928-S', '1936-S', '1953-W']],
  ["number ge '1920-S' and number lt '1936-S'", ['1920-S', '1928-S']],
  ["startswith(displayName,'ATHENS')", ['1896-S', '1906-S']],
  ["startswith(displayName,'athens')", []],
  ["endswith(number,'W') eq true", ['1953-W']],
  // `and` binds tighter than `or`: read from left to right, this would find nothing.
  ["number eq '1896-S' or number eq '1900-S' and number eq 'x'", ['1896-S']],
  ["(number eq '1896-S' or number eq '1900-S') and number eq 'x'", []],
  ['lastModifiedDateTime gt 2026-01-05T08:05:00Z', ['1936-S', '1953-W']],
  ['lastModifiedDateTime ge 2026-01-05T09:06:00.000+01:00', ['1936-S', '1953-W']],
  ['lastModifiedDateTime lt 2026-01-05T08:00:00.001Z', ['1896-S']],
  ['number eq null', []],
  ['number ne null', allItems],
])('filters items by %s', async (filter, expected) => {
  expect(await numbers({ $filter: filter })).toEqual(expected)
})

it('compares the GUID of an item variant with that of its item', async () => {
  const [chair] = (await api.json(query('/items', { $filter: "number eq '1908-S'" }))).value
  const { value } = await api.json(query('/itemVariants', { $filter: `itemId eq ${chair.id} and code eq 'RED'` }))
  expect(value).toEqual([expect.objectContaining({ itemNumber: '1908-S', code: 'RED' })])
  expect(Object.keys(value[0])).toEqual([
    '@odata.etag',
    'id',
    'itemId',
    'itemNumber',
    'code',
    'description',
    'lastModifiedDateTime',
  ])
})

it.each([
  'number eq',
  "number eq 'x",
  'number 5',
  "number eq 'a' number",
  "(number eq 'a'",
  'contains(number)',
  ' ',
  'number',
  ')',
  `${'('.repeat(3000)}true`,
  'lastModifiedDateTime gt 2026-13-45T00:00:00Z',
  'true',
  '§',
])('answers 400 for the filter %j, which does not parse', async ($filter) => {
  // fact:filter-parse-error
  expect(await refusalOf(await api.fetch(query('/items', { $filter })))).toMatchObject({
    status: 400,
    code: 'BadRequest',
  })
})

it.each([
  { $filter: "nummer eq '1'" },
  { $filter: "constructor eq '1'" },
  { $filter: 'eq eq eq' },
  { $filter: 'number eq 5' },
  { $filter: `id eq '${deskId}'` },
  { $filter: 'lastModifiedDateTime gt 5' },
  { $select: 'id,nothing' },
  { $orderby: 'nothing' },
  { $expand: 'vendor' },
  { $expand: 'picture($select=nothing)' },
])('answers 400 for %j, which asks for what is not there or does not fit', async (options) => {
  const refusal = await refusalOf(await api.fetch(query('/items', options as unknown as Record<string, string>)))
  expect(refusal).toMatchObject({ status: 400, code: 'BadRequest' })
})

it.each([
  { $top: '-1' },
  { $top: '2147483648' },
  { $top: 'x' },
  { $skip: '1.5' },
  { $count: 'yes' },
  { $orderby: 'number up' },
  { $expand: 'picture(' },
])('answers 400 for %j, which does not parse', async (options) => {
  const refusal = await refusalOf(await api.fetch(query('/items', options as unknown as Record<string, string>)))
  expect(refusal).toMatchObject({ status: 400, code: 'BadRequest' })
})

it('answers 400 for an option given twice, and for list options on a single entity', async () => {
  expect((await api.fetch('/items?$top=1&$top=2')).status).toBe(400)
  expect((await api.fetch(`/items(${deskId})?$top=1`)).status).toBe(400)
  expect((await api.fetch(`/items(${deskId})/picture?$filter=width eq 1`)).status).toBe(400)
})

it('sorts, skips, takes and counts', async () => {
  expect(await numbers({ $orderby: 'number desc', $top: '2' })).toEqual(['1953-W', '1936-S'])
  expect(await numbers({ $skip: '6' })).toEqual(['1936-S', '1953-W'])
  expect(await numbers({ $top: '0' })).toEqual([])
  expect(await numbers({ $skip: '2147483647', $top: '2147483647' })).toEqual([])
  expect(await numbers({ $orderby: 'displayName asc, number desc', $top: '3' })).toEqual(['1928-S', '1920-S', '1896-S'])
  const counted = await api.json(query('/items', { $count: 'true', $top: '1', $filter: "number lt '1908-S'" }))
  expect([counted['@odata.count'], counted.value.length]).toEqual([3, 1])
  expect(await (await api.fetch('/items/$count')).text()).toBe('8')
})

it('selects properties of lists, entities, pictures and companies, and says so in the context', async () => {
  const list = await api.json('/items?$select=number, id&$top=1')
  expect(list['@odata.context']).toMatch(/\/items\(number,id\)$/)
  expect(Object.keys(list.value[0])).toEqual(['@odata.etag', 'id', 'number'])
  const entity = await api.json(`/items(${deskId})?$select=displayName`)
  expect(Object.keys(entity)).toEqual(['@odata.context', '@odata.etag', 'displayName'])
  const picture = await api.json(`/items(${deskId})/picture?$select=width,height`)
  expect(picture).toEqual({
    '@odata.context': expect.stringMatching(/\/picture\(width,height\)\/\$entity$/),
    '@odata.etag': expect.any(String),
    width: 516,
    height: 466,
  })
  const links = await api.json(`/items(${deskId})/picture?$select=pictureContent`)
  expect(Object.keys(links).filter((name) => name.startsWith('pictureContent@'))).toHaveLength(2)
  expect((await api.json('/companies?$select=name')).value).toEqual([{ name: 'CRONUS International Ltd.' }])
  expect((await api.json('/items?$select=*&$top=1')).value[0]).toHaveProperty('displayName')
})

describe.each(['beta', 'v1.0', 'v2.0'] as const)('$expand=picture in %s', (version) => {
  it('shows the same picture as the single read, in the shape of the version, and never bytes', async () => {
    const versionApi = new Api(emulator, version)
    for (const set of ['items', 'customers', 'vendors', 'employees'] as const) {
      for (const { id, picture } of (await versionApi.json(`/${set}?$expand=picture`)).value) {
        const { '@odata.context': _, ...single } = await versionApi.picture(set, id)
        expect(picture).toEqual(version === 'v2.0' ? single : [single])
      }
    }
  })

  it('works on one entity and with a selection', async () => {
    const { picture } = await new Api(emulator, version).json(`/items(${deskId})?$expand=picture($select=width)`)
    const expected = { '@odata.etag': expect.any(String), width: 516 }
    expect(picture).toEqual(version === 'v2.0' ? expected : [expected])
  })
})

it('finds a company by its name and shows one by its id', async () => {
  const { value } = await api.json(query('/companies', { $filter: `name eq '${emulator.companyName}'` }))
  expect(value).toEqual([expect.objectContaining({ id: emulator.companyId, displayName: emulator.companyName })])
  expect((await api.json(query('/companies', { $filter: "name eq 'x'" }))).value).toEqual([])
  const company = await api.json(`/companies(${emulator.companyId})`)
  expect(company['@odata.context']).toBe(`${api.baseUrl}/$metadata#companies/$entity`)
  expect(company.name).toBe('CRONUS International Ltd.')
})

it('gives the context of every shape in the form of the product', async () => {
  const company = `companies(${emulator.companyId})`
  const contextOf = async (path: string, from = api) =>
    (await from.json(path))['@odata.context'].slice(from.baseUrl.length)
  expect(await contextOf('/companies')).toBe('/$metadata#companies')
  expect(await contextOf(`/${company}/customers`)).toBe(`/$metadata#${company}/customers`)
  expect(await contextOf(`/items(${deskId})`)).toBe(`/$metadata#${company}/items/$entity`)
  expect(await contextOf(`/items(${deskId})/picture`)).toBe(`/$metadata#${company}/items(${deskId})/picture/$entity`)
  const beta = new Api(emulator, 'beta')
  expect(await contextOf(`/items(${deskId})/picture`, beta)).toBe(`/$metadata#${company}/items(${deskId})/picture`)
})

describe('paging', () => {
  it('follows nextLink through every row once, with all options kept', async () => {
    const options = { $filter: "number ne '1908-S'", $orderby: 'number desc', $expand: 'picture', $count: 'true' }
    const headers = { Authorization: 'Bearer test', Prefer: 'odata.maxpagesize=3' }
    const pages: Json[] = []
    let next: string | undefined = `${api.baseUrl}${query('/items', options)}`
    while (next !== undefined) {
      const response: Response = await fetch(next, { headers })
      expect(response.headers.get('Preference-Applied')).toBe('odata.maxpagesize=3')
      pages.push(await response.json())
      next = pages.at(-1)['@odata.nextLink']
    }
    expect(pages.map(({ value }) => value.length)).toEqual([3, 3, 1])
    const seen = pages.flatMap(({ value }) => value.map(({ number }: Json) => number))
    expect(seen).toEqual(allItems.filter((number) => number !== '1908-S').reverse())
    expect(pages.every((page) => page['@odata.count'] === 7 && page.value[0].picture.width >= 0)).toBe(true)
  })

  it('keeps within $top and $skip', async () => {
    const headers = { Prefer: 'odata.maxpagesize=2' }
    const first = await api.json('/items?$skip=1&$top=3', { headers })
    const second = await api.json(first['@odata.nextLink'].slice(api.baseUrl.length), { headers })
    const seen = [...first.value, ...second.value].map(({ number }) => number)
    expect(seen).toEqual(['1900-S', '1906-S', '1908-S'])
    expect(second).not.toHaveProperty('@odata.nextLink')
  })

  it('says nothing of pages when all rows fit into one', async () => {
    const response = await api.fetch('/items')
    expect(response.headers.get('Preference-Applied')).toBeNull()
    expect(await response.json()).not.toHaveProperty('@odata.nextLink')
  })
})

describe('the list of all pictures of a company', () => {
  // fact:pictures-needs-parent, fact:pictures-error-status
  it('asks for the parent when it is not filtered', async () => {
    expect(await refusalOf(await api.fetch('/pictures'))).toMatchObject({
      status: 400,
      code: 'Application_DialogException',
      message: 'You must get to the parent first to get to the picture.',
    })
  })

  // fact:pictures-with-both-filters
  it('finds the picture of one parent', async () => {
    const { value } = await api.json(query('/pictures', { $filter: `id eq ${deskId} and parentType eq 'Item'` }))
    expect(value).toEqual([expect.objectContaining({ id: deskId, parentType: 'Item', width: 516 })])
  })
})
