import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Emulator, seed, startEmulator } from '../index.ts'
import { Api, deskId, type Json, onePixelPng, refusalOf, sha256 } from './support.ts'

const itemOf = async (api: Api, number: string): Promise<Json> =>
  (await api.json(`/items?$filter=number eq '${number}'&$expand=picture`)).value[0]
const dateOf = async (api: Api, number = '1896-S') => Date.parse((await itemOf(api, number)).lastModifiedDateTime)

async function withEmulator(use: (emulator: Emulator, api: Api, old: Api) => Promise<void>, options = {}) {
  await using emulator = await startEmulator(options)
  await use(emulator, new Api(emulator, 'v2.0'), new Api(emulator, 'v1.0'))
}

describe('somebody else', () => {
  it('renames an item: it keeps its id and picture, its variants follow, dates move', () =>
    withEmulator(async ({ changes }, api, old) => {
      const [before, oldDate] = [await dateOf(api), await dateOf(old)]
      await changes.rename({ set: 'items', number: '1896-S' }, '1896-X')
      expect(await itemOf(api, '1896-S')).toBeUndefined()
      expect(await itemOf(api, '1896-X')).toMatchObject({ id: deskId, picture: { width: 516 } })
      expect((await api.json(`/itemVariants?$filter=itemNumber eq '1896-X'`)).value).toHaveLength(2)
      expect(await dateOf(api, '1896-X')).toBeGreaterThan(before)
      expect(await dateOf(old, '1896-X')).toBeGreaterThan(oldDate)
      expect(() => changes.rename({ set: 'items', number: '1896-X' }, '1900-S')).toThrow("'1900-S' is taken")
      expect(() => changes.rename({ set: 'items', number: '1896-X' }, undefined as never)).toThrow(
        'must be a string, not undefined',
      )
    }))

  it('makes an item anew: another id, no picture', () =>
    withEmulator(async ({ changes }, api) => {
      await changes.recreate({ set: 'items', number: '1896-S' })
      const item = await itemOf(api, '1896-S')
      expect(item.id).not.toBe(deskId)
      expect(item.picture).toMatchObject({ width: 0, id: item.id })
      expect(await refusalOf(await api.fetch(`/items(${deskId})`))).toMatchObject({ status: 404 })
    }))

  it('removes an item, and a variant', () =>
    withEmulator(async ({ changes }, api) => {
      await changes.remove({ set: 'items', number: '1896-S' })
      await changes.remove({ set: 'itemVariants', number: '1908-S/RED' })
      expect(await itemOf(api, '1896-S')).toBeUndefined()
      expect((await api.json('/itemVariants')).value).toHaveLength(4)
    }))

  it('posts: dates of v2.0 move, those of v1.0 and the pictures do not (fact:last-modified-v2, fact:last-modified-v1)', () =>
    withEmulator(async ({ changes }, api, old) => {
      const before = await Promise.all([dateOf(api), dateOf(old), dateOf(api, '1900-S')])
      const etag = (await itemOf(api, '1896-S')).picture['@odata.etag']
      await changes.touch({ set: 'items' }, ['1896-S'])
      expect(await dateOf(api)).toBeGreaterThan(before[0])
      expect([await dateOf(old), await dateOf(api, '1900-S')]).toEqual(before.slice(1))
      expect((await itemOf(api, '1896-S')).picture['@odata.etag']).toBe(etag)
      await changes.touch({ set: 'items' })
      expect(await dateOf(api, '1900-S')).toBeGreaterThan(before[2])
    }))

  it('replaces and removes a picture, with or without moving the date', () =>
    withEmulator(async ({ changes }, api) => {
      const before = await dateOf(api)
      const name = { set: 'items', number: '1896-S' } as const
      await changes.setPicture(name, onePixelPng, { moveDate: false })
      expect(sha256(await api.download('items', deskId))).toBe(sha256(onePixelPng))
      expect(await dateOf(api)).toBe(before)
      await changes.setPicture(name, null)
      expect((await itemOf(api, '1896-S')).picture.width).toBe(0)
      expect(await dateOf(api)).toBeGreaterThan(before)
    }))

  it('does all this over HTTP as well', () =>
    withEmulator(async ({ url }, api) => {
      const change = (body: unknown) =>
        fetch(`${url}/_emulator/change`, {
          method: 'POST',
          body: typeof body === 'string' ? body : JSON.stringify(body),
        })
      const item = { set: 'items', number: '1896-S' }
      const picture = onePixelPng.toString('base64')
      for (const sound of [
        { ...item, do: 'picture', picture, moveDate: false },
        { ...item, do: 'touch' },
        { set: 'items', do: 'touch' },
        { ...item, do: 'rename', to: 'X' },
        { ...item, number: 'X', do: 'recreate' },
        { ...item, number: 'X', do: 'remove' },
      ]) {
        expect([sound, (await change(sound)).status]).toEqual([sound, 204])
      }
      expect(await itemOf(api, 'X')).toBeUndefined()
      const other = { set: 'items', number: '1900-S' }
      const wrong: readonly (readonly [unknown, string])[] = [
        ['{', 'The change is not a JSON object: send one such as {"do":"remove"'],
        ['[]', 'The change is not a JSON object'],
        [{}, "The change has 'do' undefined: use one of rename, recreate, remove, touch, picture."],
        [{ ...other, do: 'x' }, "The change has 'do' 'x': use one of rename"],
        [{ ...other, do: 'toString' }, "The change has 'do' 'toString'"],
        [{ ...other, do: 'rename' }, "The change 'rename' needs the new number as 'to' in a string, not undefined."],
        [{ ...other, do: 'rename', To: 'X' }, "The change 'rename' does not take 'To': it takes do, set, company"],
        [
          { ...other, do: 'remove', force: true },
          "The change 'remove' does not take 'force': it takes do, set, company",
        ],
        [
          { ...other, do: 'picture' },
          "The change 'picture' needs a 'picture' in base64, or null to remove it, not undef",
        ],
        [{ ...other, do: 'picture', picture: '§' }, 'in base64, or null to remove it, not other text.'],
        [{ ...other, do: 'picture', picture: null, moveDate: 'no' }, "'moveDate' is true or false, not 'no'."],
        [
          { set: 'items', do: 'touch', nubmers: ['1900-S'] },
          "The change 'touch' does not take 'nubmers': did you mean nu",
        ],
        [{ set: 'items', do: 'touch', numbers: '1900-S' }, 'takes numbers in strings, such as "numbers":["1000"], not'],
        [{ ...other, do: 'touch', numbers: ['1'] }, "The change 'touch' has both 'number' and 'numbers': send one"],
        [{ set: 'items', do: 'remove' }, "The change 'remove' needs a 'number' in a string, not undefined: name"],
        [{ set: 'items', do: 'remove', number: 1000 }, "The change 'remove' needs a 'number' in a string, not 1000"],
        [{ set: 'orders', do: 'touch' }, "The set 'orders' is unknown: use one of items, customers"],
        [{ ...other, do: 'remove', company: 5 }, 'The company is 5: give its name or its id in a string'],
        [
          { set: 'itemVariants', number: '1908-S/RED', do: 'rename', to: 'X' },
          'is not of the form ITEM/CODE: write both.',
        ],
      ]
      for (const [body, message] of wrong) {
        expect(await refusalOf(await change(body))).toMatchObject({
          status: 400,
          message: expect.stringContaining(message),
        })
      }
      expect(await refusalOf(await change({ ...item, do: 'remove' }))).toMatchObject({
        status: 404,
        message: 'There is no entity 1896-S in items: check its number.',
      })
      expect(await refusalOf(await change({ ...other, do: 'touch', company: 'Nod' }))).toMatchObject({
        status: 404,
        message: "There is no company 'Nod': use 'CRONUS International Ltd.'.",
      })
    }))

  it('is told by the library, too, what it passes wrongly', () =>
    withEmulator(async ({ changes }) => {
      const item = { set: 'items', number: '1896-S' } as const
      const wrong: readonly (readonly [() => unknown, string])[] = [
        [() => changes.touch({ set: 'orders' as never }), "The set 'orders' is unknown: use one of items"],
        [() => changes.touch({ set: 'items' }, '1896-S' as never), "must be a list, such as ['1000'], not '1896-S'."],
        [() => changes.touch({ set: 'items' }, ['nowhere']), 'There is no entity nowhere in items: check its number.'],
        [() => changes.remove('items:1896-S' as never), 'The set undefined is unknown'],
        [() => changes.remove(undefined as never), 'The set undefined is unknown'],
        [
          () => changes.remove({ set: 'items', number: 1896 as never }),
          'The number of the entity must be a string, not 1896.',
        ],
        [() => changes.rename(item, ''), "The new number must be a string, not ''."],
        [
          () => changes.setPicture(item, 'a.png' as never),
          "must be bytes (Uint8Array), or null to remove it, not 'a.png'.",
        ],
      ]
      for (const [call, message] of wrong) await expect(async () => call()).rejects.toThrow(message)
    }))

  it('is remembered in a data folder', async () => {
    const data = await mkdtemp(join(tmpdir(), 'bc-pictures-changes-'))
    await withEmulator(
      async ({ changes }) => {
        await changes.rename({ set: 'items', number: '1896-S' }, 'X')
        await changes.touch({ set: 'items' }, ['X'])
      },
      { data },
    )
    await withEmulator(
      async (_, api, old) => {
        const [item, oldItem] = [await itemOf(api, 'X'), await itemOf(old, 'X')]
        expect(Date.parse(item.lastModifiedDateTime)).toBeGreaterThan(Date.parse(oldItem.lastModifiedDateTime))
        expect(Object.keys(item)).not.toContain('@fieldModified')
      },
      { data },
    )
    await rm(data, { recursive: true })
  })
})

it('a quirk lets the dates of v1.0 and beta stay when a picture changes (fact:last-modified-v1)', () =>
  withEmulator(
    async (emulator, api, old) => {
      const [before, oldDate] = [await dateOf(api), await dateOf(old)]
      await api.upload('items', deskId, onePixelPng)
      expect(await dateOf(api)).toBeGreaterThan(before)
      expect(await dateOf(old)).toBe(oldDate)
      expect(await dateOf(new Api(emulator, 'beta'))).toBe(oldDate)
    },
    { quirks: { 'v1-dates': 'stay' } },
  ))

it('goes back to yesterday with a snapshot, dates included (fact:last-modified-copies)', () =>
  withEmulator(async (emulator, api) => {
    const before = await itemOf(api, '1896-S')
    await emulator.snapshot()
    await api.upload('items', deskId, onePixelPng)
    await emulator.changes.rename({ set: 'items', number: '1896-S' }, 'X')
    await emulator.restore()
    expect(await itemOf(api, '1896-S')).toEqual(before)
  }))

describe('a late commit (fact:last-modified-order)', () => {
  it('is acknowledged and dated at once, and to be seen later', () =>
    withEmulator(async (emulator, api) => {
      const before = await itemOf(api, '1896-S')
      emulator.addFaults('PATCH ** commit-late ms=300 times=1')
      const sent = Date.now()
      expect((await api.upload('items', deskId, onePixelPng)).status).toBe(204)
      const acknowledged = Date.now()
      expect(await itemOf(api, '1896-S')).toEqual(before)
      await expect.poll(async () => (await itemOf(api, '1896-S')).picture.width).toBe(1)
      const date = await dateOf(api)
      expect(date).toBeGreaterThanOrEqual(sent)
      expect(date).toBeLessThanOrEqual(acknowledged)
      expect(sha256(await api.download('items', deskId))).toBe(sha256(onePixelPng))
    }))

  it('of a delete works alike, and a reset gives up what is still to come', () =>
    withEmulator(async (emulator, api) => {
      emulator.addFaults('DELETE ** commit-late ms=200')
      await api.fetch(api.picturePath('items', deskId), { method: 'DELETE' })
      await expect.poll(async () => (await itemOf(api, '1896-S')).picture.width).toBe(0)
      await emulator.reset()
      emulator.addFaults('DELETE ** commit-late ms=100')
      await api.fetch(api.picturePath('items', deskId), { method: 'DELETE' })
      await emulator.reset()
      await new Promise((resolve) => setTimeout(resolve, 200))
      expect((await itemOf(api, '1896-S')).picture.width).toBe(516)
    }))
})

it('a fault can be bound to the seconds after a write of the same entity (fact:write-then-500)', () =>
  withEmulator(async (emulator, api) => {
    emulator.addFaults('GET **/pictureContent 500 after-write=1')
    const [, other] = (await api.json('/items')).value
    const status = async (id: string) => (await api.fetch(api.contentPath('items', id))).status
    expect(await status(deskId)).toBe(200)
    await api.upload('items', deskId, onePixelPng)
    expect([await status(deskId), await status(other.id)]).toEqual([500, 200])
    await expect.poll(() => status(deskId), { timeout: 5000 }).toBe(200)
  }))

it('loads numbers that file systems and URLs do not like', () =>
  withEmulator(
    async (_, api) => {
      expect((await api.json('/items')).value.map(({ number }: Json) => number)).toEqual(hostile)
      expect((await api.json(`/items?$filter=number eq ${encodeURIComponent("'100%'")}`)).value).toHaveLength(1)
    },
    { seed: hostile.map((number) => seed.item({ number, displayName: number })) },
  ))

const hostile = ['A/B', 'CON', '100%', 'abc', 'ABC', '.a.', ' a ', "O'Neil", 'ä']
