import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Emulator, type Quirks, seed, startEmulator } from '../index.ts'
import { Api, deskId, type Json, onePixelPng, refusalOf, sha256 } from './support.ts'

/** What is known of the product since the second reading, row by row, asked over plain HTTP. */
let emulator: Emulator
let api: Api

beforeAll(async () => {
  emulator = await startEmulator()
  api = new Api(emulator, 'v2.0')
})
afterAll(() => emulator.close())

const query = (path: string, options: Record<string, string>) => `${path}?${new URLSearchParams(options)}`
const numbers = async (options: Record<string, string>, from = api): Promise<string[]> =>
  (await from.json(query('/items', options))).value.map(({ number }: Json) => number)
const refused = async (path: string, init?: RequestInit) => refusalOf(await api.fetch(path, init))

describe('a filter that the product does not carry out', () => {
  const code = 'BadRequest_MethodNotImplemented'

  it.each([
    ["number in ('1896-S','1900-S')", 'filter-in'],
    ["not (number eq '1896-S')", 'filter-not, filter-not-501'],
    ["NOT contains(displayName,'Chair')", 'filter-not'],
    ["number eq '1896-S' or displayName eq 'x'", 'filter-or-two-properties'],
    ["(number eq '1896-S' and blocked eq false) or number eq '1900-S'", 'filter-or-two-properties'],
    ["contains(tolower(displayName),'desk')", 'filter-nested'],
  ])('%s is answered with 501 (fact:%s)', async ($filter) => {
    for (const path of ['/items', '/items/$count']) {
      expect(await refused(query(path, { $filter }))).toMatchObject({ status: 501, code })
    }
  })

  it('names the operator or across fields (fact:filter-or-two-properties)', async () => {
    const { message } = await refused(query('/items', { $filter: "number eq 'a' or displayName eq 'b'" }))
    expect(message).toBe("The 'OR' operator is not supported on distinct fields on an OData filter.")
  })

  it.each([
    ["number in ('1896-S','1900-S')", ['1896-S', '1900-S']],
    ["number IN ('1896-s')", ['1896-S']],
    ["contains(tolower(displayName),'desk')", ['1896-S']],
  ])('%s works with $schemaversion=2.1 (fact:filter-in, fact:filter-nested)', async ($filter, expected) => {
    expect(await numbers({ $filter, $schemaversion: '2.1' })).toEqual(expected)
    expect(await numbers({ $filter, $SchemaVersion: '2.1' })).toEqual(expected)
  })

  it('with in was ignored formerly: a quirk (fact:filter-in)', async () => {
    await using former = await startEmulator({ quirks: { 'filter-in': 'ignored' } })
    const all = await numbers({})
    expect(await numbers({ $filter: "number in ('1896-S')" }, new Api(former, 'v2.0'))).toEqual(all)
  })
})

it.each([
  ["number eq '1896-S' or number eq '1900-S'", 'filter-or-one-property', ['1896-S', '1900-S']],
  ["number eq '1896-S' OR Number EQ '1900-S' AND NUMBER ne 'x'", 'names-case', ['1896-S', '1900-S']],
  ["number eq '1896-s'", 'filter-code-case', ['1896-S']],
  ["startswith(number,'189')", 'filter-functions', ['1896-S']],
  ["endswith(number,'-w')", 'filter-code-case', ['1953-W']],
  ["displayName eq 'athens desk'", 'filter-text-case', []],
  ["tolower(displayName) eq 'athens desk'", 'filter-case-functions', ['1896-S']],
  ["toupper(displayName) eq 'ATHENS DESK'", 'filter-case-functions', ['1896-S']],
  ["substring(displayName,7) eq 'Desk'", 'filter-case-functions', ['1896-S']],
  ["substring(displayName,0,6) eq 'ATHENS'", 'filter-case-functions', ['1896-S', '1906-S']],
  ["number eq '1896-S' and picture/any(p:p/width gt 9)", 'filter-lambda', ['1896-S']],
  ["gtin eq null and number eq '1896-S'", 'filter-text-wildcard', ['1896-S']],
  ["blocked eq false and type eq 'Inventory' and number eq '1896-S'", 'item-gtin', ['1896-S']],
])('finds items by %s (fact:%s)', async ($filter, _, expected) => {
  expect(await numbers({ $filter })).toEqual(expected)
})

it('finds a variant by its code in lower case (fact:filter-code-case)', async () => {
  const { value } = await api.json(query('/itemVariants', { $filter: "code eq 'oak'" }))
  expect(value.map(({ code }: Json) => code)).toEqual(['OAK'])
})

it.each([
  [{ $schemaversion: '1.0' }, 'schemaversion'],
  [{ $schemaversion: '2.0' }, 'schemaversion'],
  [{ $wibble: '1' }, 'unknown-options-ignored'],
  [{ $search: 'desk' }, 'unknown-options-ignored'],
  [{ $apply: 'aggregate($count as n)' }, 'unknown-options-ignored'],
  [{ tenant: 'default' }, 'url-on-premises'],
] as const)('takes the option in %j (fact:%s)', async (options, _fact) => {
  const all = await numbers({})
  expect(await numbers(options as unknown as Record<string, string>)).toEqual(all)
})

it('takes names and keywords in any spelling (fact:names-case, fact:names-case-select)', async () => {
  const { value } = await api.json('/items?$Select=NUMBER,displayname&$ORDERBY=Number DESC&$top=1&$expand=PICTURE')
  expect(Object.keys(value[0])).toEqual(['@odata.etag', 'number', 'displayName', 'picture'])
  expect(value[0].number).toBe('2000-S')
})

describe('an address that leads nowhere', () => {
  const unknown = '00000000-0000-4000-8000-000000000000'

  it.each([
    ['/items(1000)/picture', 'BadRequest_NotFound', 'malformed-guid'],
    [`/items(${deskId.slice(0, -1)})/picture`, 'BadRequest_NotFound', 'malformed-guid'],
    ["/items('1896-S')", 'BadRequest_NotFound', 'wrong-key-form'],
    [`/items(${deskId})/picture(${deskId})`, 'BadRequest_NotFound', 'picture-key-v2-404'],
    [`/items(${deskId})/picture(${deskId})/pictureContent`, 'BadRequest_NotFound', 'picture-key-v2-404'],
    [`/items(${unknown})`, 'BadRequest_ResourceNotFound', 'unknown-id'],
    [`/items(${unknown})/picture`, 'BadRequest_ResourceNotFound', 'unknown-id'],
    [`/items(${unknown})/picture/pictureContent`, 'BadRequest_ResourceNotFound', 'unknown-id'],
    ['/nothing', 'BadRequest_ResourceNotFound', 'unknown-segment'],
    [`/companies(${unknown})/items`, 'Internal_CompanyNotFound', 'unknown-company'],
  ])('%s is answered with 404 %s (fact:%s)', async (path, code) => {
    expect(await refused(path)).toMatchObject({ status: 404, code })
  })
})

it.each([
  ['/items?$filter=number eq', 'BadRequest'],
  ["/items?$filter=substringof('a',number)", 'BadRequest'],
  ["/items?$filter=nothing eq 'a'", 'BadRequest'],
  ['/items?$filter=true', 'BadRequest'],
])('answers 400 for %s (fact:filter-parse-error)', async (path, code) => {
  expect(await refused(path)).toMatchObject({ status: 400, code })
})

it.each<[Partial<Quirks>, string, Json]>([
  [{ 'unknown-segment': 'BadRequest_NotFound' }, '/nothing', { status: 404, code: 'BadRequest_NotFound' }],
  [{ 'unknown-property': 'BadRequest_NotFound' }, '/items?$select=x', { status: 400, code: 'BadRequest_NotFound' }],
  [{ 'company-name-status': '400' }, '/items?company=Nope', { status: 400, code: 'Unknown' }],
])('has the quirk %j', async (quirks, path, expected) => {
  await using other = await startEmulator({ quirks })
  expect(await refusalOf(await new Api(other, 'v2.0').fetch(path))).toMatchObject(expected)
})

it('may clear a picture by an empty upload, or ignore the page size: quirks (fact:empty-upload)', async () => {
  await using other = await startEmulator({ quirks: { 'empty-upload': '204', 'max-page-size': 'ignored' } })
  const own = new Api(other, 'v2.0')
  expect((await own.upload('items', deskId, new Uint8Array())).status).toBe(204)
  expect(await own.picture('items', deskId)).toMatchObject({ width: 0, height: 0, contentType: '' })
  const page = await own.json('/items', { headers: { Prefer: 'odata.maxpagesize=2' } })
  expect(page.value).toHaveLength(15)
})

describe('a company by its name', () => {
  const notValid = { status: 404, code: 'Unknown', message: 'The supplied company name is not valid.' }

  it.each<[string, RequestInit | undefined]>([
    ['/items?company=Nope', undefined],
    ['/items?Company=Nope', undefined],
    ['/items', { headers: { Company: 'Nope' } }],
  ])('that there is not, in %s, is refused (fact:unknown-company-name)', async (path, init) => {
    expect(await refused(path, init)).toEqual(notValid)
  })
})

describe('several companies', () => {
  const ids = { contoso: '11111111-2222-4333-8444-555555555555' }
  const item = (displayName: string) => seed.item({ number: '1', displayName, picture: onePixelPng })

  // fact:company-parameter, fact:company-parameter-case, fact:company-header
  it('answer by path, option and header, and only where one is named (fact:no-company-named)', async () => {
    await using two = await startEmulator({
      seed: [
        seed.company({ name: 'Contoso', id: ids.contoso }, [item('of Contoso')]),
        seed.company({ name: 'Fabrikam' }, [item('of Fabrikam')]),
      ],
    })
    const own = new Api(two, 'v2.0')
    const first = async (path: string, init?: RequestInit) => (await own.json(path, init)).value[0]
    const companies = (await own.json('/companies')).value
    expect(companies.map(({ name }: Json) => name)).toEqual(['Contoso', 'Fabrikam'])
    expect(await refusalOf(await own.fetch('/items'))).toMatchObject({ status: 404, code: 'Internal_CompanyNotFound' })
    const [contoso, fabrikam] = ['of Contoso', 'of Fabrikam']
    expect((await first(`/companies(${ids.contoso})/items`)).displayName).toBe(contoso)
    expect((await first('/items?company=Fabrikam')).displayName).toBe(fabrikam)
    expect((await first(`/items?Company=${companies[1].id}`)).displayName).toBe(fabrikam)
    expect((await first('/items', { headers: { Company: 'Contoso' } })).displayName).toBe(contoso)
    // The path is what counts where both are there.
    expect((await first(`/companies(${ids.contoso})/items?company=Fabrikam`)).displayName).toBe(contoso)
    const requests = [{ id: '1', method: 'GET', url: 'items', headers: { Company: 'Fabrikam' } }]
    const headers = { 'Content-Type': 'application/json' }
    const batch = await own.fetch('/$batch', { method: 'POST', headers, body: JSON.stringify({ requests }) })
    expect(((await batch.json()) as Json).responses[0].body.value[0].displayName).toBe(fabrikam)
  })

  it('keep their pictures apart, and come back on a reset', async () => {
    await using two = await startEmulator({
      seed: { companies: [seed.company({ name: 'A' }, [item('a')]), seed.company({ name: 'B' }, [item('b')])] },
    })
    const own = new Api(two, 'v2.0')
    const [{ id }] = (await own.json('/items?company=A')).value
    await own.fetch(`/items(${id})/picture?company=A`, { method: 'DELETE' })
    const widths = async () =>
      Promise.all(
        ['A', 'B'].map(
          async (name) => (await own.json(`/items?$expand=picture&company=${name}`)).value[0].picture.width,
        ),
      )
    expect(await widths()).toEqual([0, 1])
    await two.reset()
    expect(await widths()).toEqual([1, 1])
  })

  it.each<[string, unknown, string]>([
    [
      'of one name',
      { companies: [seed.company({ name: 'A' }, []), seed.company({ name: 'a' }, [])] },
      "two companies named 'a'",
    ],
    [
      'of one id',
      {
        companies: [seed.company({ name: 'A', id: ids.contoso }, []), seed.company({ name: 'B', id: ids.contoso }, [])],
      },
      'two companies with the id',
    ],
    ['that are none', { companies: [] }, 'The seed has no company'],
    ['without a name', { companies: [{ entities: [] }] }, 'Company 0 of the seed has no name'],
    ['without entities', { companies: [{ company: { name: 'A' } }] }, 'use seed.company({ name }, [ entities ])'],
  ])('%s are refused', async (_, wrong, message) => {
    await expect(startEmulator({ seed: wrong as never })).rejects.toThrow(message)
  })
})

describe('the list of all pictures', () => {
  it.each([
    '/pictures',
    `/pictures?$filter=id eq ${deskId}`,
    "/pictures?$filter=parentType eq 'Item'",
    `/pictures(${deskId})`,
  ])(
    '%s asks for the parent (fact:pictures-needs-parent, fact:pictures-error-status, fact:pictures-key)',
    async (path) => {
      expect(await refused(path)).toEqual({
        status: 400,
        code: 'Application_DialogException',
        message: 'You must get to the parent first to get to the picture.',
      })
    },
  )
})

it('tells the type of what is no image (fact:unrecognised-verbatim)', async () => {
  const bytes = Buffer.from('a text')
  await api.upload('items', deskId, bytes)
  const expected = { width: 0, height: 0, contentType: 'application/octet-stream' }
  expect(await api.picture('items', deskId)).toMatchObject(expected)
  expect(sha256(await api.download('items', deskId))).toBe(sha256(bytes))
  await emulator.reset()
})

it.each(['beta', 'v1.0', 'v2.0'] as const)(
  'expands every navigation next to the picture in %s (fact:expand-any)',
  async (version) => {
    const properties = { itemCategoryCode: 'CHAIR', baseUnitOfMeasureCode: 'PCS', unitPrice: 12.5 }
    await using own = await startEmulator({
      seed: [
        seed.item({ number: '1', displayName: 'One', properties }),
        seed.item({ number: '2', displayName: 'Two' }),
        seed.customer({ number: 'C', displayName: 'C', properties: { currencyCode: 'EUR', blocked: 'All' } }),
      ],
    })
    const ownApi = new Api(own, version)
    const one = (navigation: Json) => (version === 'v2.0' ? navigation : navigation[0])
    const [first, second] = (await ownApi.json('/items?$expand=picture, itemCategory,unitOfMeasure')).value
    expect(one(first.itemCategory)).toMatchObject({ id: first.itemCategoryId, code: 'CHAIR' })
    expect(one(first.unitOfMeasure)).toMatchObject({ code: 'PCS' })
    expect(one(first.picture)).toMatchObject({ width: 0 })
    expect(second.itemCategory).toEqual(version === 'v2.0' ? null : [])
    const expand = 'currency($select=code),paymentMethod,paymentTerm,shipmentMethod'
    const [customer] = (await ownApi.json(`/customers?$expand=${expand}&$filter=blocked eq 'All'`)).value
    expect(one(customer.currency)).toEqual({ code: 'EUR' })
    expect(await numbers({ $filter: "itemCategoryCode eq 'chair' and unitPrice gt 12" }, ownApi)).toEqual(['1'])
  },
)

it('says of what it does not model that it does not model it', async () => {
  for (const options of [
    { $expand: 'defaultDimensions' },
    { $select: 'taxGroupCode' },
    { $filter: "taxGroupCode eq 'a'" },
  ]) {
    const refusal = await refused(query('/items', options as unknown as Record<string, string>))
    expect(refusal).toMatchObject({
      status: 501,
      code: 'Emulator_NotModelled',
      message: expect.stringMatching(/^This emulator does not model/),
    })
  }
})

it.each<[Json, string]>([
  [{ colour: 'red' }, "unknown property 'colour'"],
  [{ Blocked: true }, 'did you mean blocked?'],
  [{ blocked: 'no' }, "the blocked 'no', which is not of type boolean"],
  [{ type: 'Thing' }, "the type 'Thing', which is not of type itemType"],
])('refuses the properties %j of a seed', async (properties, message) => {
  const start = startEmulator({ seed: [seed.item({ number: '1', displayName: '', properties })] })
  await expect(start).rejects.toThrow(message)
})

it('pages by the last key, quoted, also where that row has gone meanwhile (fact:next-link, fact:max-page-size)', async () => {
  const headers = { Prefer: 'odata.maxpagesize=2' }
  const first = await api.json('/items', { headers })
  const next = new URL(first['@odata.nextLink'])
  expect(next.searchParams.get('$skiptoken')).toBe(`'${first.value[1].id}',2`)
  next.searchParams.set('$skiptoken', `'00000000-0000-4000-8000-000000000000',2`)
  const path = next.pathname.slice(new URL(api.baseUrl).pathname.length) + next.search
  expect((await api.json(path, { headers })).value.map(({ number }: Json) => number)).toEqual(['1906-S', '1908-S'])
  expect(await refused('/items?$skiptoken=5')).toMatchObject({ status: 400, code: 'BadRequest' })
})

it('gives no next link to a list that $top cuts (fact:top-no-next-link)', async () => {
  expect(await api.json('/items?$top=2')).not.toHaveProperty('@odata.nextLink')
})

it('refuses POST and PUT on the content in the words of the product (fact:content-post-refused, fact:content-post-405)', async () => {
  for (const method of ['POST', 'PUT']) {
    expect(await refused(`/items(${deskId})/picture/pictureContent`, { method, body: 'x' })).toEqual({
      status: 405,
      code: 'BadRequest_MethodNotAllowed',
      message: `'${method}' requests for 'pictureContent' of EdmType 'Primitive' are not allowed within Dynamics 365 Business Central OData web services.`,
    })
  }
})

it('refuses a write that announces to read only (fact:data-access-intent)', async () => {
  const headers = { 'If-Match': '*', 'Data-Access-Intent': 'ReadOnly' }
  expect((await api.upload('items', deskId, onePixelPng, headers)).status).toBe(400)
  expect((await api.fetch('/items', { headers })).status).toBe(200)
})
