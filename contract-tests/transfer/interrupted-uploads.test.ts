import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { push, undo } from '../../src/transfer/index.ts'
import { startCommand } from './command-process.ts'
import { items, openBench, png, servedHash } from './harness.ts'

type Bench = Awaited<ReturnType<typeof openBench>>
const NUMBERS = ['1000', '1001', '1002']
const FIT = { fit: 20, format: 'jpeg' } as const
const uploads = (bench: Bench) => bench.requests().filter((line) => line.startsWith('PATCH')).length

const webp = (colour: string) =>
  sharp({ create: { width: 60, height: 30, channels: 3, background: colour } })
    .webp()
    .toBuffer()

/** Pushes with a conversion, and kills the process once the uploads are carried out and before any is read back. */
async function pushAndKill(bench: Bench): Promise<void> {
  bench.emulator.addFaults('GET **/pictureContent delay ms=60000')
  const child = startCommand(bench.emulator, ['push', bench.folder, '--fit', '20', '--format', 'jpeg', '--force'])
  const ended = once(child, 'exit')
  const done = () =>
    bench.emulator.requests().filter(({ method, status }) => method === 'PATCH' && (status ?? 500) < 300).length
  await expect.poll(done, { timeout: 30_000 }).toBe(NUMBERS.length)
  child.kill('SIGKILL')
  await ended
  bench.emulator.clearFaults()
  bench.requests()
}

async function openKilled(mode: 'reencoded' | 'verbatim') {
  const bench = await openBench({ seed: items(3, () => undefined), quirks: { 'stored-bytes': mode } })
  const photos = await Promise.all(['red', 'green', 'blue'].map(webp))
  photos.forEach((photo, index) => void bench.write(`${NUMBERS[index]}.webp`, photo))
  await pushAndKill(bench)
  return { bench, photos, [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose]() }
}

describe.each(['reencoded', 'verbatim'] as const)(
  'a push with a conversion, killed before the reading back (%s)',
  (mode) => {
    it('is known again by a pull, which leaves the originals, and by a push, which sends nothing', async () => {
      await using world = await openKilled(mode)
      const { bench, photos } = world
      expect(await bench.pull()).toMatchObject({ outcomes: { unchanged: 3 }, complete: true })
      photos.forEach((photo, index) => void expect(bench.file(`${NUMBERS[index]}.webp`).equals(photo)).toBe(true))
      expect(bench.files()).toHaveLength(3)
      expect((await push(bench.client(), { from: bench.folder, ...FIT })).outcomes).toEqual({ unchanged: 3 })
      expect(uploads(bench)).toBe(0)
    })

    it('is known again by a push with other options, and an edited file goes up without force', async () => {
      await using world = await openKilled(mode)
      const { bench } = world
      bench.write('1001.webp', await webp('yellow'))
      const { outcomes, reasons } = await push(bench.client(), { from: bench.folder, ...FIT, fit: 40 })
      expect({ outcomes, reasons }).toEqual({ outcomes: { unchanged: 2, replaced: 1 }, reasons: { unchanged: 2 } })
      bench.write('1002.webp', await webp('black'))
      expect((await bench.pull()).reasons).toEqual({ 'edited here': 1 })
    })

    it('can be undone once a run has settled it', async () => {
      await using world = await openKilled(mode)
      const { bench } = world
      await bench.pull()
      expect((await undo(bench.client(), { folder: bench.folder, run: 'last' })).outcomes).toEqual({ restored: 3 })
      for (const number of NUMBERS) expect(await servedHash(bench.emulator, number)).toBeNull()
    })
  },
)

describe('an upload that was not read back', () => {
  it('is known again by a pull that looks at everything, though it was converted', async () => {
    await using bench = await openBench({ seed: items(1, () => undefined) })
    const photo = await webp('red')
    bench.write('1000.webp', photo)
    await push(bench.client(), { from: bench.folder, ...FIT, verify: false })
    expect((await bench.pull({ full: true })).outcomes).toEqual({ unchanged: 1 })
    expect(bench.file('1000.webp').equals(photo)).toBe(true)
  })

  it('can be undone by itself', async () => {
    await using bench = await openBench({ seed: items(1) })
    const before = await servedHash(bench.emulator, '1000')
    bench.write('1000.png', png(0x777777, 9, 9))
    await push(bench.client(), { from: bench.folder, verify: false, force: true })
    expect((await undo(bench.client(), { folder: bench.folder, run: 'last' })).outcomes).toEqual({ restored: 1 })
    expect(await servedHash(bench.emulator, '1000')).toBe(before)
  })
})

describe('a state of the version before', () => {
  it('is taken over', async () => {
    await using bench = await openBench({ seed: items(2) })
    await bench.pull()
    const state = new DatabaseSync(join(bench.folder, '.bc-pictures/state.sqlite'))
    state.exec('ALTER TABLE entities DROP COLUMN sent; PRAGMA user_version = 1')
    state.close()
    rmSync(join(bench.folder, '1001.png'))
    expect((await bench.pull()).outcomes).toEqual({ unchanged: 1, downloaded: 1 })
    expect((await push(bench.client(), { from: bench.folder })).outcomes).toEqual({ unchanged: 2 })
  })
})
