import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { push } from '../../src/transfer/index.ts'
import { runToEnd } from './command-process.ts'
import { items, openBench, png } from './harness.ts'

type Bench = Awaited<ReturnType<typeof openBench>>
const stateOf = ({ folder }: Bench) => join(folder, '.bc-pictures/state.sqlite')
const isRoot = process.platform === 'linux' && process.getuid?.() === 0

function changeState(bench: Bench, sql: string): void {
  const state = new DatabaseSync(stateOf(bench))
  state.exec(sql)
  state.close()
}

/** Overwrites a page in the middle of the rows, which opening the file does not notice. */
function spoilPage(bench: Bench): void {
  const bytes = readFileSync(stateOf(bench))
  bytes.fill(0x5a, bytes.length - 3 * 4096)
  writeFileSync(stateOf(bench), bytes)
}

describe('a state that cannot be used', () => {
  it.each([
    [
      'holds something else',
      (bench: Bench) => writeFileSync(stateOf(bench), 'x'.repeat(9000)),
      /is damaged\. .*run pull/,
    ],
    ['is cut off', (bench: Bench) => truncateSync(stateOf(bench), 6000), /is damaged\. .*run pull/],
    ['has a spoilt page', spoilPage, /is damaged\. .*run pull/],
    ['lacks a table', (bench: Bench) => changeState(bench, 'DROP TABLE entities'), /is damaged\. .*run pull/],
    [
      'is a folder',
      (bench: Bench) => {
        rmSync(stateOf(bench))
        mkdirSync(stateOf(bench))
      },
      /cannot be used/,
    ],
    ['is of a newer version', (bench: Bench) => changeState(bench, 'PRAGMA user_version = 99'), /version 99.*newer/],
    ['belongs elsewhere', (bench: Bench) => changeState(bench, "UPDATE meta SET value = 'x'"), /belongs to company/],
  ])(
    'because it %s is named in one sentence with what to do, exit code 2, and nothing is touched',
    async (_, spoil, why) => {
      await using bench = await openBench({ seed: items(200) })
      await bench.pull()
      const before = bench.files().map((file) => bench.file(file).toString('base64'))
      spoil(bench)
      bench.requests()
      for (const args of [
        ['pull', 'items', bench.folder],
        ['push', bench.folder, '--force'],
      ]) {
        const { code, output } = await runToEnd(bench.emulator, args)
        expect({ code, lines: output.trim().split('\n').length }, output).toEqual({ code: 2, lines: 1 })
        expect(output).toMatch(why)
      }
      expect(bench.files().map((file) => bench.file(file).toString('base64'))).toEqual(before)
      expect(bench.requests().filter((line) => !line.startsWith('GET'))).toEqual([])
    },
  )
})

describe('files that cannot be sent', () => {
  it('are named, an unreadable and an empty one, and the others go up', async () => {
    await using bench = await openBench({ seed: items(3, () => undefined) })
    for (const number of ['1000', '1001']) bench.write(`${number}.png`, png(Number(number)))
    bench.write('1002.png', '')
    chmodSync(join(bench.folder, '1001.png'), 0)
    // Root reads everything, so somebody else has to push.
    if (isRoot) {
      chownSync(bench.folder, 65534, 65534)
      chownSync(join(bench.folder, '1000.png'), 65534, 65534)
      chownSync(join(bench.folder, '1002.png'), 65534, 65534)
    }
    const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
    const child = spawn(process.execPath, [main, 'push', bench.folder, '--json'], {
      env: { PATH: process.env.PATH ?? '', BC_BASE_URL: bench.emulator.baseUrls['v2.0'], BC_TOKEN: 'token' },
      ...(isRoot ? { uid: 65534, gid: 65534 } : {}),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise((resolve) => child.on('exit', resolve))
    const lines = (await text(child.stdout)).trim().split('\n')
    expect(await ended).toBe(1)
    const events = lines.map((line) => JSON.parse(line))
    expect(events.find(({ type }) => type === 'failure')).toMatchObject({
      ...{ doing: 'read', number: '1001', path: '1001.png', cause: 'no permission for the file', mayPass: false },
    })
    expect(events.at(-1)).toMatchObject({ outcomes: { added: 1, skipped: 2 }, reasons: { empty: 1 }, failed: 1 })
  })

  it.skipIf(!isRoot)('stop a push on a full disk with one sentence, and it goes on once there is room', async () => {
    await using bench = await openBench({ seed: items(12, () => undefined) })
    const disk = join(bench.folder, 'disk')
    mkdirSync(disk)
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2000k', 'tmpfs', disk])
    try {
      for (let index = 0; index < 12; index += 1) {
        const bytes = Buffer.concat([png(index + 1, 8, 8), Buffer.alloc(60_000, index)])
        writeFileSync(join(disk, `${1000 + index}.png`), bytes)
      }
      writeFileSync(join(disk, '.filler'), Buffer.alloc(1_000_000))
      const full = await push(bench.client(), { from: disk })
      expect(full.stopped?.message).toMatch(/no space left/)
      rmSync(join(disk, '.filler'))
      const { complete, outcomes } = await push(bench.client(), { from: disk })
      expect(complete).toBe(true)
      expect((outcomes.added ?? 0) + (outcomes.unchanged ?? 0)).toBe(12)
    } finally {
      execFileSync('umount', [disk])
    }
  })
})
