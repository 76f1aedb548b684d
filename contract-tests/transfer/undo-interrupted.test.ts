import { once } from 'node:events'
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { push, undo } from '../../src/transfer/index.ts'
import { startCommand } from './command-process.ts'
import { idOf, items, openBench, png, servedHash } from './harness.ts'

type Bench = Awaited<ReturnType<typeof openBench>>
const NUMBERS = Array.from({ length: 12 }, (_, index) => String(1000 + index))
const hashes = (bench: Bench) => Promise.all(NUMBERS.map((number) => servedHash(bench.emulator, number)))

/** Twelve items, six of them with a picture, all of them pushed over. */
async function openPushed(): Promise<{ bench: Bench; before: (string | null)[] }> {
  const bench = await openBench({ seed: items(12, (index) => (index < 6 ? png(index + 1, 9, 9) : undefined)) })
  const before = await hashes(bench)
  for (const number of NUMBERS) bench.write(`${number}.png`, png(0x500000 + Number(number), 9, 9))
  await push(bench.client(), { from: bench.folder, force: true })
  return { bench, before }
}

describe('an undo', () => {
  it.each([
    ['between two pictures', ['PATCH **/pictureContent delay ms=500', 'DELETE ** delay ms=500']],
    ['before it reads back', ['GET **/pictureContent delay ms=300']],
  ])('that is killed %s goes on with the same command, and changes nothing twice', async (_, slow) => {
    const { bench, before } = await openPushed()
    await using _bench = bench
    for (let kill = 0; kill < 3; kill += 1) {
      bench.emulator.addFaults(...slow)
      const child = startCommand(bench.emulator, ['push', bench.folder, '--undo', 'last', '--concurrency', '2'])
      const ended = once(child, 'exit')
      const from = bench.emulator.requests().length
      await expect
        .poll(() => bench.emulator.requests().length, { timeout: 20_000, interval: 10 })
        .toBeGreaterThan(from + 6 + kill)
      child.kill('SIGKILL')
      // An undo that came to its end would be undone itself by the next one.
      expect(await ended).toEqual([null, 'SIGKILL'])
      bench.emulator.clearFaults()
    }
    const last = await undo(bench.client(), { folder: bench.folder, run: 'last' })
    expect(last).toMatchObject({ complete: true, failed: 0 })
    expect(await hashes(bench)).toEqual(before)
    // What it left is settled: the last run is the undo now, and it can be undone itself.
    expect(existsSync(join(bench.folder, '.bc-pictures/lock.json'))).toBe(false)
  })

  it('after a push means that push, though an undo before it was interrupted', async () => {
    const { bench, before } = await openPushed()
    await using _bench = bench
    const stop = new AbortController()
    const interrupted = await undo(bench.client(), {
      ...{ folder: bench.folder, run: 'last', signal: stop.signal, concurrency: 1 },
      onEvent: ({ type }) => void (type === 'entry' && stop.abort()),
    })
    expect(interrupted.interrupted).toBe(true)
    bench.write('1003.png', png(0x777777, 9, 9))
    const left = await servedHash(bench.emulator, '1003')
    expect(left).not.toBe(before[3])
    await push(bench.client(), { from: bench.folder })
    await undo(bench.client(), { folder: bench.folder, run: 'last' })
    expect(await servedHash(bench.emulator, '1003')).toBe(left)
  })

  it('finishes the moves of a pull that was killed, before it removes temporary files', async () => {
    const { bench } = await openPushed()
    await using _bench = bench
    // As a pull leaves it that was killed while a renamed entity's file was on its way.
    const id = await idOf(bench.emulator, '1000')
    const state = new DatabaseSync(join(bench.folder, '.bc-pictures/state.sqlite'))
    state.exec(`UPDATE entities SET status = 'placing', oldPath = '1000.png', path = 'A.png' WHERE id = '${id}'`)
    state.close()
    const temporary = join(bench.folder, '.bc-pictures/tmp')
    mkdirSync(temporary)
    renameSync(join(bench.folder, '1000.png'), join(temporary, `items-${id}.move`))
    await undo(bench.client(), { folder: bench.folder, run: 'last' })
    expect(bench.file('A.png').equals(png(0x500000 + 1000, 9, 9))).toBe(true)
  })
})
