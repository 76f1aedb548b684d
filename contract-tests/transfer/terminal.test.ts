import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { startBrokenServer } from '../../src/test-support/broken-server.ts'
import { items, openBench, png, servedHash } from './harness.ts'
import { CLEARED, hasTerminal, screenOf, startOnTerminal } from './terminal.ts'

type Bench = Awaited<ReturnType<typeof openBench>>
const envOf = ({ emulator }: Bench) => ({ BC_BASE_URL: emulator.baseUrls['v2.0'], BC_TOKEN: 'token' })
const waitFor = (terminal: { shown(): string }, text: RegExp) =>
  expect.poll(() => text.test(terminal.shown()), { timeout: 30_000, interval: 20 }).toBe(true)

describe.skipIf(!hasTerminal())('on a terminal', () => {
  it('pull draws one line that grows, in the width of the terminal, and leaves only the summary', async () => {
    await using bench = await openBench({ seed: items(60) })
    bench.emulator.addFaults('GET **/pictureContent delay ms=100')
    const terminal = startOnTerminal(['pull', 'items', join(bench.folder, 'out')], envOf(bench))
    await waitFor(terminal, /█+░+ Downloading items: \d+ of 60/)
    expect(await terminal.ended).toBe(0)
    const drawn = terminal.shown().split(CLEARED)
    const bars = drawn.flatMap((text) => text.split(/\r?\n/)[0] ?? []).filter((text) => /[█░]/.test(text))
    expect(bars.length).toBeGreaterThan(3)
    for (const bar of bars) expect([...bar].length).toBeLessThan(100)
    const screen = screenOf(terminal.shown()).filter(Boolean)
    expect(screen[0]).toBe('      60  downloaded')
    expect(screen.join('\n')).not.toMatch(/[█░]|Downloading/)
  })

  it('Ctrl-C ends a pull with 130 and says how to go on, and the same command does', async () => {
    await using bench = await openBench({ seed: items(30) })
    bench.emulator.addFaults('GET **/pictureContent delay ms=300')
    const args = ['pull', 'items', join(bench.folder, 'out')]
    const terminal = startOnTerminal(args, envOf(bench))
    await waitFor(terminal, /Downloading items: [1-9]/)
    terminal.type('\x03')
    expect(await terminal.ended).toBe(130)
    expect(screenOf(terminal.shown()).join('\n')).toMatch(
      /Stopping\.[\s\S]*Interrupted\. The same command goes on from here\./,
    )
    bench.emulator.clearFaults()
    const again = startOnTerminal(args, envOf(bench))
    expect(await again.ended).toBe(0)
    expect(bench.files().filter((file) => /^out.\d+\.png$/.test(file))).toHaveLength(30)
  })

  // One request is slow, while the text is the one to be seen.
  it.each([
    ['list', ['list', 'items'], 'Reading the list', 'GET **/items*'],
    ['info', ['info', 'items:1000'], 'Looking up items:1000', 'GET **/items*'],
    ['get', ['get', 'items:1000', '-o', 'got.png'], 'Downloading', 'GET **/pictureContent'],
    ['put', ['put', 'items:1000', 'new.png'], 'Uploading', 'PATCH **/pictureContent'],
    ['rm', ['rm', 'items:1000'], 'Removing', 'DELETE **'],
    ['login', ['login'], 'Signing in', 'GET **/companies'],
  ])(
    '%s says what it is busy with once it takes longer than a second, and clears it away',
    async (_, args, text, slow) => {
      await using bench = await openBench({ seed: items(3) })
      bench.write('new.png', png(5, 4, 4))
      const given = args.map((arg) => (arg.endsWith('.png') ? join(bench.folder, arg) : arg))
      bench.emulator.addFaults(`${slow} delay ms=1500 times=1`)
      const terminal = startOnTerminal(given, envOf(bench))
      expect(await terminal.ended, terminal.shown()).toBe(0)
      expect(terminal.shown()).toContain(text)
      expect(screenOf(terminal.shown()).join('\n')).not.toContain(text)
      bench.emulator.clearFaults()
      const quick = startOnTerminal(['list', 'items'], envOf(bench))
      await quick.ended
      expect(quick.shown()).not.toContain('Reading the list')
    },
  )

  it.each([
    ['y', 0],
    ['n', 2],
    ['', 2],
  ])('verify asks before it writes over what it cannot put back, and takes "%s" for its answer', async (key, code) => {
    const photo = await sharp({ create: { width: 20, height: 20, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer()
    await using bench = await openBench({ seed: [...items(1, () => photo), ...items(3, () => png(1)).slice(1)] })
    const writes: string[] = []
    // Not to be told from another server: the emulator itself is not asked about.
    await using proxy = await startBrokenServer(bench.emulator.url, async (request, forward) => {
      if (request.url.startsWith('/_emulator')) return { status: 404, headers: {}, body: Buffer.alloc(0) }
      if (request.method !== 'GET') writes.push(request.method)
      return forward(request)
    })
    const before = await servedHash(bench.emulator, '1000')
    const home = mkdtempSync(join(tmpdir(), 'bc-pictures-terminal-'))
    try {
      const baseUrl = bench.emulator.baseUrls['v2.0'].replace(bench.emulator.url, proxy.url)
      const args = ['verify', '--base-url', baseUrl, '--write', '--entity', 'items:1000', '--only', 'upload']
      const terminal = startOnTerminal([...args, '--save-to', home], { BC_TOKEN: 'token' })
      await waitFor(terminal, /Write to it all the same\? \[y\/N\] /)
      expect(terminal.shown()).toMatch(/items:1000 is a JPEG/)
      expect(writes).toEqual([])
      terminal.type(`${key}\n`)
      expect(await terminal.ended, terminal.shown()).toBe(code)
      expect(writes.length > 0).toBe(code === 0)
      if (code !== 0) expect(await servedHash(bench.emulator, '1000')).toBe(before)
    } finally {
      rmSync(home, { recursive: true })
    }
  })
})
