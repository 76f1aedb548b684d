import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type SeedEntity, seed } from '../../src/emulator/index.ts'
import { sha256 } from '../../src/test-support/pictures.ts'
import { items, openBench, png, servedHash, setPicture } from './harness.ts'

const gif = Buffer.from('47494638396101000100800000ff0000ffffff2c00000000010001000002024401003b', 'hex')

describe('pull', () => {
  it('brings every picture under its number, with the extension of its bytes, and asks no content of entities without one', async () => {
    const seeds = [...items(3), ...items(2, () => undefined).map((one, i) => ({ ...one, number: `200${i}` }))]
    await using bench = await openBench({
      seed: [...seeds, seed.item({ number: 'G', displayName: 'gif', picture: gif })],
    })
    const { outcomes, complete } = await bench.pull()
    expect(outcomes).toEqual({ downloaded: 4, unchanged: 2 })
    expect(complete).toBe(true)
    expect(bench.files()).toEqual(['1000.png', '1001.png', '1002.png', 'G.gif'])
    expect(sha256(bench.file('1001.png'))).toBe(await servedHash(bench.emulator, '1001'))
    expect(bench.requests().filter((line) => line.includes('/pictureContent'))).toHaveLength(5)
    expect(readdirSync(join(bench.folder, '.bc-pictures'))).toEqual(['state.sqlite'])
  })

  it('leaves everything alone the second time, the dates of the files too, and asks for the list only', async () => {
    await using bench = await openBench({ seed: items(5) })
    await bench.pull()
    bench.requests()
    const before = statSync(join(bench.folder, '1000.png')).mtimeMs
    expect((await bench.pull()).outcomes).toEqual({ unchanged: 5 })
    expect(bench.requests()).toHaveLength(1)
    expect(statSync(join(bench.folder, '1000.png')).mtimeMs).toBe(before)
  })

  it('fetches what changed only, whichever way its date moved', async () => {
    await using bench = await openBench({ seed: items(5) })
    await bench.pull()
    await setPicture(bench.emulator, '1003', png(0xff0000))
    bench.requests()
    expect((await bench.pull()).outcomes).toEqual({ unchanged: 4, downloaded: 1 })
    expect(bench.requests()).toHaveLength(2)
    expect(sha256(bench.file('1003.png'))).toBe(await servedHash(bench.emulator, '1003'))
    // A restored environment jumps back (fact:last-modified-copies).
    await bench.emulator.reset()
    expect((await bench.pull()).outcomes).toEqual({ unchanged: 4, downloaded: 1 })
  })

  it('keeps the table of conflicts, {same, edited, missing} here × {same, changed, gone} there', async () => {
    await using bench = await openBench({ seed: items(9) })
    await bench.pull()
    const edit = (number: string) => bench.write(`${number}.png`, png(0x123456))
    const remove = (number: string) => rmSync(join(bench.folder, `${number}.png`))
    for (const number of ['1003', '1004', '1005']) edit(number)
    for (const number of ['1006', '1007', '1008']) remove(number)
    for (const number of ['1001', '1004', '1007']) await setPicture(bench.emulator, number, png(0xffffff))
    for (const number of ['1002', '1005', '1008']) await setPicture(bench.emulator, number, null)
    const before = { 1000: sha256(bench.file('1000.png')), 1002: sha256(bench.file('1002.png')) }
    const { outcomes, reasons, events } = await bench.pull()
    expect(outcomes).toEqual({ unchanged: 1, downloaded: 3, kept: 4 })
    expect(reasons).toEqual({ 'edited here': 1, conflict: 1, 'gone there': 1, 'gone there, edited here': 1 })
    expect(bench.files()).toEqual(
      ['1000', '1001', '1002', '1003', '1004', '1005', '1006', '1007'].map((n) => `${n}.png`),
    )
    expect(sha256(bench.file('1000.png'))).toBe(before[1000])
    expect(sha256(bench.file('1001.png'))).toBe(await servedHash(bench.emulator, '1001'))
    expect(sha256(bench.file('1002.png'))).toBe(before[1002])
    for (const number of ['1003', '1004', '1005']) expect(bench.file(`${number}.png`)).toEqual(png(0x123456))
    for (const number of ['1006', '1007']) {
      expect(sha256(bench.file(`${number}.png`))).toBe(await servedHash(bench.emulator, number))
    }
    const conflict = events.find((event) => event.type === 'entry' && event.reason === 'conflict')
    expect(conflict).toMatchObject({ number: '1004', detail: expect.stringContaining('force: true') })
  })

  it('takes the picture of the server with force, and keeps what was here in the trash', async () => {
    await using bench = await openBench({ seed: items(1) })
    await bench.pull()
    bench.write('1000.png', png(0x123456))
    await setPicture(bench.emulator, '1000', png(0xffffff))
    const { run, outcomes } = await bench.pull({ force: true })
    expect(outcomes).toEqual({ downloaded: 1 })
    expect(sha256(bench.file('1000.png'))).toBe(await servedHash(bench.emulator, '1000'))
    expect(bench.file(`.bc-pictures/trash/${run}/1000.png`)).toEqual(png(0x123456))
  })

  it('removes the old file where the format changed, and leaves an edited one', async () => {
    await using bench = await openBench({ seed: items(2) })
    await bench.pull()
    bench.write('1001.png', png(0x123456))
    for (const number of ['1000', '1001']) await setPicture(bench.emulator, number, gif)
    await bench.pull()
    expect(bench.files()).toEqual(['1000.gif', '1001.png'])
  })

  it('takes files along with renumbered entities, two that swapped their numbers included', async () => {
    const named = (id: string, number: string) =>
      seed.item({ id: `00000000-0000-4000-8000-00000000000${id}`, number, displayName: id, picture: png(Number(id)) })
    await using bench = await openBench({ seed: [named('1', 'A'), named('2', 'B'), named('3', 'C')] })
    await bench.pull()
    const [a, b, c] = ['A', 'B', 'C'].map((name) => sha256(bench.file(`${name}.png`)))
    await bench.reseed([named('1', 'B'), named('2', 'A'), named('3', 'D/1')])
    const { outcomes } = await bench.pull()
    expect(outcomes).toEqual({ renamed: 3, unchanged: 3 })
    expect(bench.files()).toEqual(['A.png', 'B.png', 'D%2F1.png'])
    expect(['B.png', 'A.png', 'D%2F1.png'].map((name) => sha256(bench.file(name)))).toEqual([a, b, c])
  })

  it('takes a number with a new entity for new: the old file goes to the trash, an edited one stays', async () => {
    const made = (id: string, number: string, colour: number) =>
      seed.item({ id: `00000000-0000-4000-8000-0000000000${id}`, number, displayName: id, picture: png(colour) })
    await using bench = await openBench({ seed: [made('11', 'A', 1), made('12', 'B', 2)] })
    await bench.pull()
    const old = bench.file('A.png')
    bench.write('B.png', png(0x123456))
    await bench.reseed([made('21', 'A', 3), made('22', 'B', 4)])
    const { run, outcomes, reasons } = await bench.pull()
    expect(outcomes.downloaded).toBe(1)
    expect(reasons.conflict).toBe(1)
    expect(sha256(bench.file('A.png'))).toBe(await servedHash(bench.emulator, 'A'))
    expect(bench.file(`.bc-pictures/trash/${run}/A.png`)).toEqual(old)
    expect(bench.file('B.png')).toEqual(png(0x123456))
  })

  it('never touches a file that it did not write, and adopts one that is equal', async () => {
    await using bench = await openBench({ seed: items(3) })
    await bench.pull()
    const equal = bench.file('1000.png')
    rmSync(join(bench.folder, '.bc-pictures'), { recursive: true })
    bench.write('1001.png', png(0x123456))
    rmSync(join(bench.folder, '1002.png'))
    bench.write('1002.jpg', 'of somebody')
    const { outcomes, reasons } = await bench.pull()
    expect(reasons).toEqual({ 'already here': 1, conflict: 2 })
    expect(outcomes).toEqual({ unchanged: 1, kept: 2 })
    expect(bench.file('1000.png')).toEqual(equal)
    expect(bench.file('1001.png')).toEqual(png(0x123456))
    expect(bench.files()).toEqual(['1000.png', '1001.png', '1002.jpg'])
  })

  it('puts several sets into folders of their names, and variants under their items', async () => {
    const more: SeedEntity[] = [
      seed.customer({ number: '1000', displayName: 'c', picture: png(7) }),
      seed.itemVariant({ itemNumber: '1000', code: 'A/B', description: 'v', picture: png(8) }),
    ]
    await using bench = await openBench({ seed: [...items(1), ...more] })
    await bench.pull()
    expect(bench.files()).toEqual(['1000.png'])
    await bench.pull({ parents: ['items', 'customers', 'itemVariants'] })
    expect(bench.files()).toEqual(['customers/1000.png', 'itemVariants/1000/A%2FB.png', 'items/1000.png'])
    expect((await bench.pull()).outcomes).toEqual({ unchanged: 1 })
  })

  it('reads a touched file once, and finds it the same', async () => {
    await using bench = await openBench({ seed: items(1) })
    await bench.pull()
    utimesSync(join(bench.folder, '1000.png'), new Date(0), new Date(0))
    expect((await bench.pull()).outcomes).toEqual({ unchanged: 1 })
  })

  it('looks at everything with full, whatever the dates say, and says in v1.0 when that is needed', async () => {
    await using bench = await openBench({ seed: items(3) })
    const { pull } = await import('../../src/transfer/index.ts')
    const old = { folder: bench.folder, parents: ['items'] }
    const { notes } = await pull(bench.client('v1.0'), old)
    expect(notes.join()).toContain('full: true')
    bench.requests()
    await pull(bench.client('v1.0'), { ...old, full: true })
    expect(bench.requests().filter((line) => line.includes('/content'))).toHaveLength(3)
  })

  it('does not go through a link that leads out of the folder', async () => {
    await using bench = await openBench({
      seed: [...items(1), seed.customer({ number: 'C', displayName: 'c', picture: png(9) })],
    })
    const outside = join(bench.folder, '..', `outside-${process.pid}`)
    mkdirSync(outside)
    symlinkSync(outside, join(bench.folder, 'customers'))
    const { failed, outcomes } = await bench.pull({ parents: ['items', 'customers'] })
    expect({ failed, outcomes }).toEqual({ failed: 1, outcomes: { downloaded: 1 } })
    expect(readdirSync(outside)).toEqual([])
    rmSync(outside, { recursive: true })
  })

  // The state said that the new picture was there, so it was never fetched again, and a push sent the old one.
  it('fetches a picture again that could not take its place', async () => {
    await using bench = await openBench({ seed: items(2) })
    await bench.pull({ parents: ['items', 'customers'] })
    const [here, elsewhere] = [join(bench.folder, 'items'), mkdtempSync(join(tmpdir(), 'bc-pictures-elsewhere-'))]
    renameSync(here, join(elsewhere, 'items'))
    symlinkSync(join(elsewhere, 'items'), here)
    await setPicture(bench.emulator, '1000', png(0x123456))
    expect(await bench.pull()).toMatchObject({ failed: 1, outcomes: { unchanged: 1 } })
    rmSync(here)
    renameSync(join(elsewhere, 'items'), here)
    expect((await bench.pull()).outcomes).toEqual({ downloaded: 1, unchanged: 1 })
    expect(sha256(bench.file('items/1000.png'))).toBe(await servedHash(bench.emulator, '1000'))
    rmSync(elsewhere, { recursive: true })
  })

  // They were taken out of the way first, and removed with the temporary files when the run failed: edited ones were lost.
  it('keeps files that cannot take their new places', async () => {
    await using bench = await openBench({ seed: items(2) })
    await bench.pull()
    bench.write('1000.png', png(0x123456))
    const elsewhere = mkdtempSync(join(tmpdir(), 'bc-pictures-elsewhere-'))
    symlinkSync(elsewhere, join(bench.folder, 'items'))
    expect((await bench.pull({ parents: ['items', 'customers'] })).outcomes).toEqual({ unchanged: 1, kept: 1 })
    rmSync(join(bench.folder, 'items'))
    rmSync(elsewhere, { recursive: true })
    await bench.pull({ parents: ['items', 'customers'] })
    expect(bench.files()).toEqual(['items/1000.png', 'items/1001.png'])
    expect(bench.file('items/1000.png')).toEqual(png(0x123456))
  })

  it('leaves a file that is on its way to another place, however a run ends', async () => {
    await using bench = await openBench({ seed: items(1) })
    const moving = join(bench.folder, '.bc-pictures/tmp/items-x.move')
    mkdirSync(join(bench.folder, '.bc-pictures/tmp'), { recursive: true })
    writeFileSync(moving, 'the only copy')
    await bench.pull()
    expect(readdirSync(join(bench.folder, '.bc-pictures/tmp'))).toEqual(['items-x.move'])
  })

  it('refuses a folder of another company, a damaged state, one of a newer version, and a second run', async () => {
    await using bench = await openBench({ seed: items(1) })
    await using other = await openBench({ seed: items(1) })
    await bench.pull()
    const { pull } = await import('../../src/transfer/index.ts')
    await expect(pull(other.client(), { folder: bench.folder, parents: ['items'] })).rejects.toThrow(
      /belongs to company/,
    )
    const state = join(bench.folder, '.bc-pictures/state.sqlite')
    const { DatabaseSync } = await import('node:sqlite')
    const holder = new DatabaseSync(state)
    holder.exec('BEGIN EXCLUSIVE')
    await expect(bench.pull()).rejects.toThrow(/Another run is working/)
    holder.exec('ROLLBACK; PRAGMA user_version = 99')
    holder.close()
    await expect(bench.pull()).rejects.toThrow(/version 99/)
    writeFileSync(state, 'x'.repeat(5000))
    await expect(bench.pull()).rejects.toThrow(/damaged.*run pull/)
  })

  it('names a filter that the server refuses, and counts nothing as gone with one that it takes', async () => {
    await using bench = await openBench({ seed: items(3) })
    await bench.pull()
    await expect(bench.pull({ filter: 'nonsense eq 1' })).rejects.toThrow(/does not take the filter/)
    expect((await bench.pull({ filter: "number eq '1000'" })).outcomes).toEqual({ unchanged: 1 })
    await expect(bench.pull({ filter: "number eq '1000'", delete: true })).rejects.toThrow(/does not go together/)
  })
})

describe('pull with delete', () => {
  it('leaves alone what lies behind a link', async () => {
    await using bench = await openBench({ seed: items(12) })
    await bench.pull({ parents: ['items', 'customers'] })
    const elsewhere = mkdtempSync(join(tmpdir(), 'bc-pictures-elsewhere-'))
    renameSync(join(bench.folder, 'items'), join(elsewhere, 'photos'))
    symlinkSync(join(elsewhere, 'photos'), join(bench.folder, 'items'))
    await setPicture(bench.emulator, '1000', null)
    const { events } = await bench.pull({ delete: true })
    expect(events).toContainEqual(
      expect.objectContaining({ outcome: 'kept', reason: 'gone there, behind a link', path: 'items/1000.png' }),
    )
    expect(readdirSync(join(elsewhere, 'photos'))).toContain('1000.png')
    rmSync(elsewhere, { recursive: true })
  })

  it('moves files of pictures that are gone to the trash, edited ones excepted', async () => {
    await using bench = await openBench({ seed: items(12) })
    await bench.pull()
    for (const number of ['1000', '1001']) await setPicture(bench.emulator, number, null)
    bench.write('1001.png', png(0x123456))
    const { run, outcomes, complete } = await bench.pull({ delete: true })
    expect(complete).toBe(true)
    expect(outcomes).toEqual({ unchanged: 10, kept: 1, removed: 1 })
    expect(bench.files()).toHaveLength(11)
    expect(bench.file(`.bc-pictures/trash/${run}/1000.png`)).toBeDefined()
    expect((await bench.pull({ delete: true })).outcomes).toEqual({ unchanged: 10, kept: 1 })
  })

  it.each([
    [
      '60 % are really gone',
      12,
      (bench: Awaited<ReturnType<typeof openBench>>) => bench.reseed(items(5)),
      /more than maxDelete/,
    ],
    ['the list is empty', 12, (bench: Awaited<ReturnType<typeof openBench>>) => bench.reseed([]), /came back empty/],
  ])('removes nothing and says why where %s', async (_, count, change, reason) => {
    await using bench = await openBench({ seed: items(count) })
    await bench.pull()
    await change(bench)
    const { notes, complete } = await bench.pull({ delete: true })
    expect(notes.join()).toMatch(reason)
    expect(complete).toBe(false)
    expect(bench.files()).toHaveLength(count)
  })

  it('removes nothing where a page of the list breaks off', async () => {
    await using bench = await openBench({ seed: items(12) })
    await bench.pull()
    await bench.reseed(items(11))
    bench.emulator.addFaults('GET **/items truncate bytes=300')
    const { stopped, complete } = await bench.pull({ delete: true })
    expect(complete).toBe(false)
    expect(stopped?.message).toMatch(/items/)
    expect(bench.files()).toHaveLength(12)
  })

  it('removes more where it is told that this is right', async () => {
    await using bench = await openBench({ seed: items(10) })
    await bench.pull()
    await bench.reseed(items(4))
    expect((await bench.pull({ delete: true, maxDelete: '60%' })).outcomes.removed).toBe(6)
    expect(bench.files()).toHaveLength(4)
    await expect(bench.pull({ delete: true, maxDelete: 'all' })).rejects.toThrow("a number of files, not 'all'")
  })
})
