import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { push, undo } from '../../src/transfer/index.ts'
import { items, openBench, png, servedHash } from './harness.ts'

const jpeg = (colour: string) =>
  sharp({ create: { width: 24, height: 16, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()

describe('undo', () => {
  it('says that pictures came back in another encoding, where the server stores them differently each time', async () => {
    const old = await jpeg('red')
    await using bench = await openBench({ seed: items(2, () => old), quirks: { 'stored-bytes': 'varying' } })
    for (const number of ['1000', '1001']) bench.write(`${number}.jpg`, await jpeg('blue'))
    await push(bench.client(), { from: bench.folder, force: true })
    const { notes, outcomes, complete } = await undo(bench.client(), { folder: bench.folder, run: 'last' })
    expect({ outcomes, complete }).toEqual({ outcomes: { restored: 2 }, complete: true })
    expect(notes.join()).toMatch(/2 pictures came back in another encoding.*copies are kept/)
  })

  it('says nothing of it where the very bytes came back', async () => {
    await using bench = await openBench({ seed: items(1), quirks: { 'stored-bytes': 'verbatim' } })
    const before = await servedHash(bench.emulator, '1000')
    bench.write('1000.png', png(0x123456))
    await push(bench.client(), { from: bench.folder, force: true })
    const { notes, outcomes } = await undo(bench.client(), { folder: bench.folder, run: 'last' })
    expect({ notes, outcomes }).toEqual({ notes: [], outcomes: { restored: 1 } })
    expect(await servedHash(bench.emulator, '1000')).toBe(before)
  })
})
