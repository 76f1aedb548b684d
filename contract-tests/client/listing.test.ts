import { describe, expect, it } from 'vitest'
import { findEntity, type Parent } from '../../src/client/index.ts'
import { answer, refuse } from '../../src/test-support/fault-server.ts'
import { startListServer } from '../../src/test-support/list-server.ts'
import { ONE_PIXEL_PNG, sha256 } from '../../src/test-support/pictures.ts'
import { API_VERSIONS } from '../../src/versions.ts'
import { PARENTS } from '../support/parents.ts'
import { clientOf, ITEM, useFaultServer } from './harness.ts'

const { emulator, server } = await useFaultServer()

const parentsOfAll = API_VERSIONS.flatMap((version) => PARENTS[version].map((parent) => [version, parent] as const))

describe.each(parentsOfAll)('in %s, the pictures of %s', (version, name) => {
  const parent = name as Parent<typeof version>

  it('are listed with their facts, as the entities themselves tell them', async () => {
    const { bc } = clientOf(emulator, emulator.url, version)
    let listed = 0
    for await (const { id, picture } of bc.list(parent, { pageSize: 3 })) {
      listed++
      expect(picture).toEqual(await bc.picture(parent, id).info())
    }
    expect(listed).toBeGreaterThan(1)
  })

  it('go up, come back byte for byte, and go away', async () => {
    const { bc } = clientOf(emulator, emulator.url, version)
    for await (const { id } of bc.list(parent)) {
      const picture = bc.picture(parent, id)
      await picture.upload(ONE_PIXEL_PNG)
      expect(await picture.info()).toMatchObject({ exists: true, id, width: 1, height: 1, contentType: 'image/png' })
      expect(sha256((await (await picture.download())?.bytes()) as Uint8Array)).toBe(sha256(ONE_PIXEL_PNG))
      await picture.delete({ ifMatch: (await picture.info()).etag })
      expect([await picture.download(), (await picture.info()).exists]).toEqual([null, false])
      break
    }
    await emulator.reset()
  })
})

describe('a list', () => {
  it.each([
    [{}, 2],
    [{ pageSize: 100 }, 20],
  ])('of 2,000 items with the facts of their pictures takes few requests: %j', async (options, requests) => {
    await using list = await startListServer(2000)
    const { bc } = clientOf(emulator, list.url, 'v2.0')
    const ids = new Set<string>()
    let pictures = 0
    for await (const { id, picture } of bc.list('items', options)) {
      ids.add(id)
      if (picture.exists) pictures++
    }
    expect([ids.size, pictures]).toEqual([2000, 1000])
    expect(list.requests).toBe(requests)
  })

  it('fetches no page that nobody wants', async () => {
    await using list = await startListServer(2000)
    for await (const _ of clientOf(emulator, list.url, 'v2.0').bc.list('items', { pageSize: 10 })) break
    expect(list.requests).toBe(1)
  })

  it('takes a filter, an order and a selection, whatever characters they hold', async () => {
    const { bc } = clientOf(emulator, emulator.url, 'v2.0')
    const filter = "displayName ne 'a & b + c #1 ''quoted'' %41 ü' and number gt '1900'"
    const numbers = []
    for await (const item of bc.list('items', { filter, orderby: 'number desc', select: ['id', 'number'] })) {
      expect(Object.keys(item)).not.toContain('displayName')
      numbers.push(item.number)
    }
    expect(numbers.length).toBeGreaterThan(2)
    expect(numbers).toEqual(numbers.toSorted().reverse())
  })

  it('brings no pictures where none are wanted', async () => {
    for await (const item of clientOf(emulator, emulator.url, 'v2.0').bc.list('items', { expandPicture: false })) {
      expect(item).not.toHaveProperty('picture')
    }
  })

  it('that lacks the pictures it was asked for is an error, not a list without pictures', async () => {
    server.faults.push(answer(200, {}, '{"value":[{"id":"1"}]}'))
    const listing = clientOf(emulator, server.url, 'v2.0').bc.list('items')
    await expect(listing.next()).rejects.toMatchObject({ name: 'InvalidResponseError' })
  })

  it.each(['{}', '[]', '{"value":{}}', 'null'])('that is none is an error: %s', async (body) => {
    server.faults.push(answer(200, {}, body))
    const listing = clientOf(emulator, server.url, 'v2.0').bc.list('items')
    await expect(listing.next()).rejects.toMatchObject({ name: 'InvalidResponseError' })
  })
})

describe('an entity', () => {
  it('is found by its number, an item variant by item and code', async () => {
    const { bc } = clientOf(emulator, emulator.url, 'v2.0')
    expect(await findEntity(bc, 'items', '1896-S')).toMatchObject({
      id: ITEM,
      number: '1896-S',
      picture: { exists: true },
    })
    expect(await findEntity(bc, 'itemVariants', '1908-S/GREEN')).toMatchObject({ itemNumber: '1908-S', code: 'GREEN' })
    expect(await findEntity(bc, 'items', "no'such")).toBeNull()
    // Unless the quote is doubled, these two are conditions of another kind.
    expect(await findEntity(bc, 'items', "x' or number eq '1896-S")).toBeNull()
    expect(await findEntity(bc, 'itemVariants', "x' or code ne '/GREEN")).toBeNull()
    await expect(findEntity(bc, 'itemVariants', '1908-S')).rejects.toThrow(/ITEM\/CODE/)
  })
})

describe('an entity that is not the one that was asked for', () => {
  const row = (facts: object) => ({ id: ITEM, picture: { width: 0, height: 0, contentType: '' }, ...facts })
  const giving = (facts: object) => server.faults.push(answer(200, {}, JSON.stringify({ value: [row(facts)] })))

  // A real server did ignore filters: the next upload would have replaced another item's picture (fact:filter-in).
  it.each([
    ['items', '1906-S', { number: '1896-S' }, 'number is "1906-S", and got one where it is "1896-S"'],
    ['itemVariants', '1/RED', { itemNumber: '1', code: 'BLUE' }, 'code is "RED", and got one where it is "BLUE"'],
    ['itemVariants', '1/RED', { itemNumber: '2', code: 'RED' }, 'itemNumber is "1", and got one where it is "2"'],
    ['items', '1906-S', { number: null }, 'number is "1906-S", and got one where it is "null"'],
  ] as const)('is never taken for it: %s %s', async (parent, number, facts, message) => {
    giving(facts)
    const found = findEntity(clientOf(emulator, server.url, 'v2.0').bc, parent, number)
    await expect(found).rejects.toMatchObject({ name: 'InvalidResponseError' })
    giving(facts)
    const again = findEntity(clientOf(emulator, server.url, 'v2.0').bc, parent, number)
    await expect(again).rejects.toThrow(`${message}: the server ignored $filter.`)
  })

  it.each(['1896-s', ' 1896-S '])('but small letters and blanks around it do not matter: %j', async (number) => {
    giving({ number: '1896-S' })
    expect(await findEntity(clientOf(emulator, server.url, 'v2.0').bc, 'items', number)).toMatchObject({ id: ITEM })
  })
})

describe('the name of an entity reaches the server as it is:', () => {
  const filterOf = ({ url = '' }) => new URL(url, 'http://x').searchParams.get('$filter')
  it.each([
    [
      "O'Neill & Söhne 100% #1 a+b \u{1F4A1} \u0000 ?x=1",
      "number eq 'O''Neill & Söhne 100% #1 a+b \u{1F4A1} \u0000 ?x=1'",
    ],
    ['a/b\\c', "number eq 'a/b\\c'"],
  ])('%j', async (number, filter) => {
    server.seen.length = 0
    server.faults.push(answer(200, {}, '{"value":[]}'))
    await findEntity(clientOf(emulator, server.url, 'v2.0').bc, 'items', number)
    expect(server.seen.map(filterOf)).toEqual([filter])
  })

  it('of an item variant of an item with slashes', async () => {
    server.seen.length = 0
    server.faults.push(answer(200, {}, '{"value":[]}'))
    await findEntity(clientOf(emulator, server.url, 'v2.0').bc, 'itemVariants', 'A/1/GREEN')
    expect(server.seen.map(filterOf)).toEqual(["itemNumber eq 'A/1' and code eq 'GREEN'"])
  })
})

describe('a company', () => {
  const companies = [
    { id: '11111111-1111-1111-1111-111111111111', name: 'CRONUS', displayName: 'Cronus International' },
    { id: '22222222-2222-2222-2222-222222222222', name: 'My Company' },
  ]
  const two = answer(200, {}, JSON.stringify({ value: companies }))
  const facts = answer(200, {}, JSON.stringify({ id: ITEM, width: 1, height: 1, contentType: 'image/png' }))
  const pictureOf = (company?: string) =>
    clientOf(emulator, server.url, 'v2.0', { company: company as string }).bc.picture('items', ITEM)

  it.each([
    ['CRONUS', 0],
    ['Cronus International', 0],
    ['My Company', 1],
  ])('is known by its name: %s', async (name, index) => {
    server.seen.length = 0
    server.faults.push(two, facts, facts)
    const picture = pictureOf(name)
    await picture.info()
    await picture.info()
    const urls = server.seen.map(({ url }) => url.replace(/\?$/, '').split('/v2.0')[1])
    const at = `/companies(${companies[index]?.id})/items(${ITEM})/picture`
    expect(urls).toEqual(['/companies', at, at])
  })

  it('is known by its name before it is known by the display name of another', async () => {
    server.seen.length = 0
    const other = { id: '33333333-3333-3333-3333-333333333333', name: 'Old', displayName: 'My Company' }
    server.faults.push(answer(200, {}, JSON.stringify({ value: [other, ...companies] })), facts)
    await pictureOf('My Company').info()
    expect(server.seen[1]?.url).toContain(`/companies(${companies[1]?.id})/`)
  })

  it('whose display name is that of several is an error that lists their names', async () => {
    const all = ['A', 'B'].map((name) => ({ id: name, name, displayName: 'Twin' }))
    server.faults.push(answer(200, {}, JSON.stringify({ value: all })))
    await expect(pictureOf('Twin').info()).rejects.toThrow(
      'company "Twin" is the display name of several: use "A" or "B".',
    )
  })

  it.each(["O'Neill & Söhne (100%) / #1?", '\u{1F4A1} "Ltd."', '%41', '../..', ' '])(
    'may have any name: %j',
    async (name) => {
      server.faults.push(answer(200, {}, JSON.stringify({ value: [{ ...companies[0], name }] })), facts)
      expect((await pictureOf(name).info()).exists).toBe(true)
      server.faults.push(two)
      await expect(pictureOf(name).info()).rejects.toThrow(`company "${name}" is unknown`)
    },
  )

  it('that nobody may open is an error that says what to do', async () => {
    server.faults.push(answer(200, {}, '{"value":[]}'))
    await expect(pictureOf('CRONUS').info()).rejects.toThrow('This user may open no company: use another user.')
  })

  // It goes with the request for the list, too, which was asked for again and again to explain itself.
  it('that the base URL names in its query, and that is not there, is an error at once', async () => {
    server.seen.length = 0
    server.faults.push(...Array(9).fill(refuse(404, 'Internal_CompanyNotFound')))
    const baseUrl = `${server.url}/BC/api/v2.0?company=Contoso`
    const { bc } = clientOf(emulator, server.url, 'v2.0', { baseUrl })
    await expect(bc.companies()).rejects.toMatchObject({ name: 'NotFoundError', code: 'Internal_CompanyNotFound' })
    expect(server.seen).toHaveLength(1)
    server.faults.length = 0
  })

  it('is looked up once, for many calls at once', async () => {
    server.seen.length = 0
    server.faults.push(two, ...Array(10).fill(facts))
    const picture = pictureOf('CRONUS')
    await Promise.all(Array.from({ length: 10 }, () => picture.info()))
    expect(server.seen.filter(({ url }) => url.includes('/companies?'))).toHaveLength(1)
  })

  it('may be given as a GUID in braces, and so may an entity', async () => {
    server.seen.length = 0
    const { bc } = clientOf(emulator, server.url, 'v2.0', { company: `{${emulator.companyId.toUpperCase()}}` })
    const picture = bc.picture('items', `{${ITEM}}`)
    expect([picture.id, (await picture.info()).exists, server.seen.length]).toEqual([ITEM, true, 1])
  })

  it('need not be named where there is only one', async () => {
    expect((await pictureOf().info()).exists).toBe(true)
  })

  it.each([
    [
      'that is not named, among several',
      undefined,
      'This user may open several companies: pass company: "CRONUS" or "My Company".',
    ],
    ['that is not there', 'Contoso', 'company "Contoso" is unknown: use "CRONUS" or "My Company".'],
  ])('%s is an error that lists those that are', async (_, name, message) => {
    server.faults.push(two)
    await expect(pictureOf(name).info()).rejects.toMatchObject({
      name: 'NotFoundError',
      message,
    })
  })

  it('whose id is not there is an error that lists those that are', async () => {
    const id = '33333333-3333-3333-3333-333333333333'
    await expect(pictureOf(id).info()).rejects.toThrow(`company "${id}" is unknown: use "${emulator.companyName}".`)
  })

  it('is looked up again after that failed', async () => {
    server.faults.push(answer(403), two, facts)
    const picture = pictureOf('CRONUS')
    await expect(picture.info()).rejects.toMatchObject({ status: 403 })
    expect((await picture.info()).exists).toBe(true)
  })
})
