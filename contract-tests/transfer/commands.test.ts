import { execFileSync } from 'node:child_process'
import { lstatSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { seed } from '../../src/emulator/index.ts'
import { bcPictures } from '../../src/test-support/bc-pictures.ts'
import { items, openBench, png, servedHash } from './harness.ts'

type Bench = Awaited<ReturnType<typeof openBench>>
const call = (bench: Bench, ...args: string[]) =>
  bcPictures(args, {
    cwd: bench.folder,
    env: { BC_BASE_URL: bench.emulator.baseUrls['v2.0'], BC_TOKEN: 'secret-token' },
  })

const open = () =>
  openBench({
    seed: [
      ...items(3),
      seed.item({ number: 'A/B', displayName: 'none' }),
      seed.itemVariant({ itemNumber: '1000', code: 'RED', description: 'r', picture: png(9) }),
    ],
  })

describe('the commands for single entities', () => {
  it('list tells which items have no picture', async () => {
    await using bench = await open()
    const { code, stdout, stderr } = await call(bench, 'list', 'items', '--without-picture')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '1 of 4 entities\n' })
    expect(stdout).toMatch(/^NUMBER +PICTURE +MODIFIED[^\n]*\nA\/B +– /)
    const json = await call(bench, 'list', 'items', '--with-picture', '--json')
    expect(
      json.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).number),
    ).toEqual(['1000', '1001', '1002'])
  })

  it('info, get, put and rm work by number and by id, and put and rm say what was there', async () => {
    await using bench = await open()
    const info = JSON.parse((await call(bench, 'info', 'itemVariants:1000/RED', '--json')).stdout)
    expect(info).toMatchObject({ number: '1000/RED', picture: { exists: true, width: 2, height: 2 } })
    expect((await call(bench, 'get', `itemVariants:${info.id}`)).stdout).toMatch(/→ 1000%2FRED.png \(png/)
    expect(readdirSync(bench.folder)).toContain('1000%2FRED.png')
    bench.write('new.png', png(77, 5, 4))
    const added = await call(bench, 'put', 'items:A/B', 'new.png')
    expect(added).toMatchObject({ code: 0, stdout: 'items:A/B: added png 5×4\n', stderr: '' })
    const replaced = await call(bench, 'put', 'items:1000', 'new.png')
    expect(replaced.stdout).toBe('items:1000: replaced png 2×2 by png 5×4\n')
    expect(replaced.stderr).toMatch(/keeps a set of images/)
    const removed = await call(bench, 'rm', 'items:1000')
    expect(removed.stdout).toBe('items:1000: removed png 5×4\n')
    expect(await servedHash(bench.emulator, '1000')).toBeNull()
    expect((await call(bench, 'rm', 'items:1000')).stdout).toBe('items:1000 has no picture.\n')
  })

  it('get writes to stdout, and does not replace a file of the default name', async () => {
    await using bench = await open()
    const { stdout } = await call(bench, 'get', 'items:1001', '-o', '-')
    expect(stdout).toContain('PNG')
    await call(bench, 'get', 'items:1001')
    const again = await call(bench, 'get', 'items:1001')
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('--force') })
  })

  it('get writes through a link, and replaces neither a device nor a folder', async () => {
    await using bench = await open()
    bench.write('old.png', png(1))
    symlinkSync('old.png', join(bench.folder, 'link.png'))
    expect((await call(bench, 'get', 'items:1001', '-o', 'link.png')).code).toBe(0)
    expect(lstatSync(join(bench.folder, 'link.png')).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(bench.folder, 'old.png'))).not.toEqual(Buffer.from(png(1)))
    execFileSync('mkfifo', [join(bench.folder, 'pipe')])
    for (const [path, why] of [
      ['pipe', 'is not a regular file'],
      ['.', 'is a folder: pass the path of a file in it'],
      ['none/x.png', 'create it first'],
    ] as const) {
      const { code, stderr } = await call(bench, 'get', 'items:1001', '-o', path)
      expect({ path, code, stderr }).toEqual({ path, code: 2, stderr: expect.stringContaining(why) })
    }
    expect(lstatSync(join(bench.folder, 'pipe')).isFIFO()).toBe(true)
    expect(readdirSync(bench.folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it.each([
    ['an unknown number', ['info', 'items:NOPE'], 1, /There is no item NOPE/],
    ['no picture', ['get', 'items:A/B'], 1, /has no picture/],
    ['an unknown set', ['list', 'things'], 2, /use one of items/],
    ['an address that is none', ['info', 'items'], 2, /PARENTS:NUMBER/],
    ['a file that is not there', ['put', 'items:1000', 'none.png'], 2, /cannot be read \(ENOENT\)/],
    ['a folder in place of a picture', ['put', 'items:1000', '.'], 2, /is not a file/],
    ['a filter that the server refuses', ['list', 'items', '--filter', 'x eq 1'], 2, /does not take the filter/],
    ['a company that is not there', ['list', 'items', '--company', 'None'], 2, /None/],
    ['a folder that is none', ['push', 'nowhere'], 2, /nowhere is not there: name a folder of pictures, or a ZIP file/],
  ])('%s is one sentence, with the right exit code', async (_, args, code, sentence) => {
    await using bench = await open()
    const ended = await call(bench, ...args)
    expect(ended.code, ended.stderr).toBe(code)
    expect(ended.stderr).toMatch(sentence)
    expect(ended.stderr.trim().split('\n')).toHaveLength(1)
    expect(ended.stderr + ended.stdout).not.toContain('secret-token')
  })

  it('exits with 3 where the sign-in is refused', async () => {
    await using bench = await open()
    bench.emulator.addFaults('* ** 401')
    for (const args of [
      ['list', 'items'],
      ['login', '--check'],
      ['pull', 'items', 'x'],
    ]) {
      expect(await call(bench, ...args)).toMatchObject({ code: 3 })
    }
  })
})

describe('pull and push as commands', () => {
  it('print a line of JSON for each event, and a summary last', async () => {
    await using bench = await open()
    const { code, stdout } = await call(bench, 'pull', 'items', 'out', '--json', '--report', 'r.csv')
    expect(code).toBe(0)
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(new Set(lines.map(({ type }) => type))).toEqual(new Set(['phase', 'entry', 'progress', 'summary']))
    expect(lines.at(-1)).toMatchObject({ type: 'summary', outcomes: { downloaded: 3 }, complete: true, throttled: 0 })
    expect(readFileSync(join(bench.folder, 'r.csv'), 'utf8').trim().split('\r\n')).toHaveLength(5)
  })

  it('exit with 1 where something is left over, and 0 once it is settled', async () => {
    await using bench = await open()
    await call(bench, 'pull', 'items', 'out')
    bench.write('out/NOPE.png', png(1))
    bench.write('out/1000.png', png(0xaaaaaa))
    const push = await call(bench, 'push', 'out')
    expect(push.code).toBe(1)
    expect(push.stdout).toMatch(/1 {2}replaced\n +2 {2}unchanged/)
    const dry = await call(bench, 'push', 'out', '--dry-run')
    expect(dry).toMatchObject({ code: 0, stdout: expect.stringContaining('there is no item NOPE') })
    const undone = await call(bench, 'push', 'out', '--undo', 'last')
    expect(undone).toMatchObject({ code: 0, stdout: expect.stringContaining('1  put back') })
  })

  it.each([[[]], [['--check']]])('login %j says who, where and what can be read, and never a secret', async (flags) => {
    await using bench = await open()
    const { code, stdout } = await call(bench, 'login', ...flags)
    expect(code).toBe(0)
    expect(stdout).toMatch(/sign-in +bearer token[\s\S]*company +CRONUS[\s\S]*reads items +yes/)
    expect(stdout).not.toContain('secret-token')
  })

  it('end with 130 on an interrupt, leave nothing half-done, and go on', async () => {
    await using bench = await open()
    bench.emulator.addFaults('GET **/pictureContent delay ms=3000')
    const stop = new AbortController()
    const env = { BC_BASE_URL: bench.emulator.baseUrls['v2.0'], BC_TOKEN: 'x' }
    const run = bcPictures(['pull', 'items', 'out'], { cwd: bench.folder, env, interrupt: stop.signal })
    await expect.poll(() => bench.emulator.requests().length, { timeout: 20_000 }).toBeGreaterThan(1)
    await new Promise((resolve) => setTimeout(resolve, 300))
    stop.abort()
    const ended = await run
    expect(ended).toMatchObject({
      code: 130,
      stdout: expect.stringContaining('Interrupted. The same command goes on from here.'),
    })
    expect(readdirSync(join(bench.folder, 'out/.bc-pictures'))).toEqual(['state.sqlite'])
    bench.emulator.clearFaults()
    expect(await call(bench, 'pull', 'items', 'out')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('3  downloaded'),
    })
  })
})
