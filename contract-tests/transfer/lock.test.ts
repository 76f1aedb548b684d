import { once } from 'node:events'
import { existsSync, mkdirSync, utimesSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { push } from '../../src/transfer/index.ts'
import { runToEnd, startCommand } from './command-process.ts'
import { items, openBench } from './harness.ts'

type Bench = Awaited<ReturnType<typeof openBench>>
const lockOf = ({ folder }: Bench) => join(folder, '.bc-pictures/lock.json')

/** Writes a lock as a run on some machine leaves it, with a sign of life so many seconds ago. */
function writeLock(bench: Bench, lock: object | string, secondsAgo = 0): void {
  mkdirSync(join(bench.folder, '.bc-pictures'), { recursive: true })
  bench.write('.bc-pictures/lock.json', typeof lock === 'string' ? lock : JSON.stringify(lock))
  const time = new Date(Date.now() - secondsAgo * 1000)
  utimesSync(lockOf(bench), time, time)
}

const elsewhere = { process: 4711, host: 'another-machine', started: '2026-01-05T08:00:00.000Z' }

describe('a folder in which a run is working', () => {
  it('on another machine is refused to pull and push, which say who works there and since when', async () => {
    await using bench = await openBench({ seed: items(2) })
    writeLock(bench, elsewhere, 60)
    const who = /process 4711 on another-machine, since 2026-01-05T08:00:00.000Z.*wait until it ends/
    await expect(bench.pull()).rejects.toThrow(who)
    await expect(push(bench.client(), { from: bench.folder })).rejects.toThrow(who)
    expect(bench.files()).toEqual([])
    expect(existsSync(lockOf(bench)), 'the lock of the other run is left alone').toBe(true)
  })

  it.each([
    ['gave no sign of life for 90 seconds', 100],
    ['gave its last in the future, as its clock was set back since', -3600],
  ])('on another machine that %s is free again', async (_, secondsAgo) => {
    await using bench = await openBench({ seed: items(2) })
    writeLock(bench, elsewhere, secondsAgo)
    expect((await bench.pull()).outcomes).toEqual({ downloaded: 2 })
    expect(existsSync(lockOf(bench))).toBe(false)
  })

  it.each([
    ['of a process that is gone', { process: 2 ** 22 - 1, host: hostname(), started: '2026-01-05T08:00:00.000Z' }],
    ['whose number another process has by now', { process: process.ppid, host: hostname(), started: 'x' }],
    ['that is empty', ''],
    ['that is damaged', '{"process": 47'],
    ['that holds something else', '[1]'],
    ['that holds nothing', 'null'],
  ])('is free where a lock is left over %s', async (_, lock) => {
    await using bench = await openBench({ seed: items(2) })
    writeLock(bench, lock)
    expect((await bench.pull()).outcomes).toEqual({ downloaded: 2 })
    expect(existsSync(lockOf(bench))).toBe(false)
  })

  it('on this machine is refused with exit code 2 while the process lives, and free once it was killed', async () => {
    await using bench = await openBench({ seed: items(2) })
    bench.emulator.addFaults('GET **/pictureContent delay ms=60000')
    const first = startCommand(bench.emulator, ['pull', 'items', bench.folder])
    const ended = once(first, 'exit')
    await expect.poll(() => existsSync(lockOf(bench)), { timeout: 20_000 }).toBe(true)
    for (const args of [
      ['pull', 'items', bench.folder],
      ['push', bench.folder],
      ['push', bench.folder, '--undo', 'last'],
    ]) {
      const { code, output } = await runToEnd(bench.emulator, args)
      expect({ code, output }).toEqual({ code: 2, output: expect.stringContaining(`(process ${first.pid} on `) })
    }
    first.kill('SIGKILL')
    await ended
    bench.emulator.clearFaults()
    expect(await runToEnd(bench.emulator, ['pull', 'items', bench.folder])).toMatchObject({ code: 0 })
    expect(bench.files()).toEqual(['1000.png', '1001.png'])
  })
})
