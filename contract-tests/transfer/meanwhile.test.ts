import { execFileSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../../src/test-support/pictures.ts'
import { pull, push } from '../../src/transfer/index.ts'
import { items, openBench, png, servedHash, setPicture } from './harness.ts'

const isRoot = process.platform === 'linux' && process.getuid?.() === 0

describe('what happens in the middle of a run', () => {
  it('a secret that expires stops a pull, and the next one goes on from there', async () => {
    await using bench = await openBench({ seed: items(30) })
    let downloaded = 0
    const first = await pull(bench.client(), {
      ...{ folder: bench.folder, parents: ['items'], concurrency: 1 },
      onEvent({ type }) {
        if (type === 'entry') downloaded += 1
        if (downloaded === 10) bench.emulator.addFaults('* ** 401')
      },
    })
    expect(first).toMatchObject({ outcomes: { downloaded: 10 }, complete: false, stopped: { unreachable: true } })
    bench.emulator.clearFaults()
    bench.requests()
    expect((await bench.pull()).outcomes).toEqual({ unchanged: 10, downloaded: 20 })
    expect(bench.requests().filter((line) => line.includes('Content'))).toHaveLength(20)
  })

  it('a file that changes after the plan is named and not sent, and the others are', async () => {
    await using bench = await openBench({ seed: items(3, () => undefined) })
    for (const number of ['1000', '1001', '1002']) bench.write(`${number}.png`, png(Number(number)))
    const onPlan = () => appendFileSync(join(bench.folder, '1001.png'), 'more')
    const { outcomes, failures } = await push(bench.client(), { from: bench.folder, onPlan })
    expect(outcomes).toEqual({ added: 2 })
    expect(failures[0]).toMatchObject({ cause: 'the file changed while it was read', mayPass: true })
    expect(await servedHash(bench.emulator, '1001')).toBeNull()
    expect((await push(bench.client(), { from: bench.folder })).outcomes).toEqual({ unchanged: 2, added: 1 })
  })

  it.skipIf(!isRoot)('a file that somebody holds for a moment is replaced once it is free', async () => {
    await using bench = await openBench({ seed: items(2) })
    await bench.pull()
    await setPicture(bench.emulator, '1000', png(0x654321))
    const file = join(bench.folder, '1000.png')
    // The system answers EBUSY to a rename over a file that something is mounted on.
    execFileSync('mount', ['--bind', file, file])
    let held = true
    const release = () => {
      if (held) execFileSync('umount', [file])
      held = false
    }
    const timer = setTimeout(release, 400)
    try {
      expect(await bench.pull()).toMatchObject({ outcomes: { downloaded: 1, unchanged: 1 }, failed: 0 })
      expect(sha256(bench.file('1000.png'))).toBe(await servedHash(bench.emulator, '1000'))
    } finally {
      clearTimeout(timer)
      release()
    }
  })
})
