import { describe, expect, it } from 'vitest'
import { seed } from '../../src/emulator/index.ts'
import { sha256 } from '../../src/test-support/pictures.ts'
import { pull, push } from '../../src/transfer/index.ts'
import { items, openBench, png, servedHash } from './harness.ts'

const item = (number: string) => ({ set: 'items', number }) as const
const contents = (lines: readonly string[]) => lines.filter((line) => line.includes('Content')).length

describe('pull, where dates tell too much or too little', () => {
  it('looks at what posting moved, and leaves the files alone', async () => {
    await using bench = await openBench({ seed: items(12) })
    await bench.pull()
    bench.requests()
    await bench.emulator.changes.touch({ set: 'items' }, ['1000', '1001', '1002'])
    expect((await bench.pull()).outcomes).toEqual({ unchanged: 12 })
    expect(contents(bench.requests())).toBe(3)
    await bench.pull()
    expect(contents(bench.requests())).toBe(0)
  })

  it('misses in v1.0 what moved no date, until full looks at everything', async () => {
    await using bench = await openBench({ seed: items(5), quirks: { 'v1-dates': 'stay' } })
    const old = (more = {}) => pull(bench.client('v1.0'), { folder: bench.folder, parents: ['items'], ...more })
    await old()
    await bench.emulator.changes.setPicture(item('1002'), png(0xabcdef), { moveDate: false })
    const { outcomes, notes } = await old()
    expect(outcomes).toEqual({ unchanged: 5 })
    expect(notes.join()).toContain('full: true')
    expect((await old({ full: true })).outcomes).toEqual({ unchanged: 4, downloaded: 1 })
    expect(sha256(bench.file('1002.png'))).toBe(await servedHash(bench.emulator, '1002'))
  })

  it('does not miss a change that is committed after it was dated', async () => {
    await using bench = await openBench({ seed: items(5) })
    await bench.pull()
    bench.emulator.addFaults('PATCH **/pictureContent commit-late ms=400 times=1')
    const client = bench.client()
    for await (const { id, number } of client.list('items', { expandPicture: false })) {
      if (number === '1001') await client.picture('items', id).upload(png(0x777777))
    }
    // Meanwhile something newer is seen, so that "newer than the latest" would leave the late one out for ever.
    await bench.emulator.changes.setPicture(item('1004'), png(0x888888))
    expect((await bench.pull()).outcomes).toEqual({ unchanged: 4, downloaded: 1 })
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect((await bench.pull()).outcomes).toEqual({ unchanged: 4, downloaded: 1 })
    expect(sha256(bench.file('1001.png'))).toBe(await servedHash(bench.emulator, '1001'))
  })

  it('follows a restore to yesterday, where all dates jump back', async () => {
    await using bench = await openBench({ seed: items(5) })
    await bench.emulator.snapshot('yesterday')
    const before = await servedHash(bench.emulator, '1000')
    await bench.emulator.changes.setPicture(item('1000'), png(0x112233))
    await bench.pull()
    await bench.emulator.restore('yesterday')
    expect((await bench.pull()).outcomes).toEqual({ unchanged: 4, downloaded: 1 })
    expect(sha256(bench.file('1000.png'))).toBe(before)
  })

  it('follows numbers that are renamed, and takes a recreated one for new', async () => {
    await using bench = await openBench({ seed: items(12) })
    await bench.pull()
    const kept = bench.file('1000.png')
    await bench.emulator.changes.rename(item('1000'), 'NEW/1')
    await bench.emulator.changes.recreate(item('1001'))
    await bench.emulator.changes.setPicture(item('1001'), png(0x445566))
    const { run, outcomes } = await bench.pull()
    expect(outcomes).toEqual({ renamed: 1, unchanged: 11, downloaded: 1 })
    expect(bench.file('NEW%2F1.png').equals(kept)).toBe(true)
    expect(sha256(bench.file('1001.png'))).toBe(await servedHash(bench.emulator, '1001'))
    expect(bench.files()).toHaveLength(12)
    expect(bench.file(`.bc-pictures/trash/${run}/1001.png`)).toBeDefined()
    await bench.emulator.changes.remove(item('1002'))
    expect((await bench.pull({ delete: true })).outcomes).toMatchObject({ removed: 1 })
  })
})

describe('push, where others change things as well', () => {
  it('does not take its own uploads for those of somebody else, nor those of somebody else for its own', async () => {
    await using bench = await openBench({ seed: items(6, () => undefined) })
    for (let index = 0; index < 6; index += 1) bench.write(`${1000 + index}.png`, png(index + 1, 5, 5))
    await push(bench.client(), { from: bench.folder })
    bench.requests()
    await bench.pull()
    expect(contents(bench.requests())).toBe(0)
    await bench.emulator.changes.setPicture(item('1003'), png(0x999999, 5, 5))
    expect((await bench.pull()).outcomes).toEqual({ unchanged: 5, downloaded: 1 })
  })

  it('replaces an edited file after posting moved the date, as the picture itself did not change', async () => {
    await using bench = await openBench({ seed: items(3) })
    await bench.pull()
    bench.write('1001.png', png(0x314159))
    await bench.emulator.changes.touch({ set: 'items' })
    expect((await push(bench.client(), { from: bench.folder })).outcomes).toEqual({ unchanged: 2, replaced: 1 })
  })

  it('waits out the 500 of the seconds after a write', async () => {
    await using bench = await openBench({ seed: items(3, () => undefined) })
    for (let index = 0; index < 3; index += 1) bench.write(`${1000 + index}.png`, png(index + 1))
    bench.emulator.addFaults('GET **/pictureContent 500 after-write=1')
    const { createPictureClient } = await import('../../src/client/index.ts')
    const { emulator } = bench
    const connection = {
      baseUrl: emulator.baseUrls['v2.0'],
      apiVersion: 'v2.0',
      auth: 'x',
      company: emulator.companyId,
    } as const
    const { outcomes, failed } = await push(createPictureClient(connection), { from: bench.folder })
    expect({ outcomes, failed }).toEqual({ outcomes: { added: 3 }, failed: 0 })
  })

  it('finds items by their GTIN', async () => {
    await using bench = await openBench({
      seed: [
        seed.item({ number: '1000', displayName: 'a', properties: { gtin: '4006381333931' } }),
        ...items(2, () => undefined).slice(1),
      ],
    })
    bench.write('4006381333931.png', png(1))
    bench.write('1001.png', png(2))
    const { outcomes, reasons } = await push(bench.client(), { from: bench.folder, by: 'gtin' })
    expect({ outcomes, reasons }).toEqual({ outcomes: { added: 1, skipped: 1 }, reasons: { 'unknown number': 1 } })
    expect(await servedHash(bench.emulator, '1000')).not.toBeNull()
  })
})
