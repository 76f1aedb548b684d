import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { bcPictures } from '../../src/test-support/bc-pictures.ts'
import { items, openBench, png } from './harness.ts'
import { hasTerminal, screenOf, startOnTerminal } from './terminal.ts'

/** Every command that sends a request again. */
const COMMANDS = [
  ['list', 'items'],
  ['info', 'items:1000'],
  ['get', 'items:1000'],
  ['put', 'items:1000', 'new.png'],
  ['rm', 'items:1000'],
  ['login'],
  ['pull', 'items', 'out'],
  ['push', 'out'],
].map((args): [string[]] => [args])

/** A server that fails at the first two requests. */
async function openFailing(fault: string) {
  const bench = await openBench({
    seed: items(2, (index) => (index === 0 ? png(1, 9, 9) : undefined)),
    faults: [`${fault} times=2`],
  })
  bench.write('new.png', png(7, 9, 9))
  mkdirSync(join(bench.folder, 'out'))
  bench.write('out/1001.png', png(2, 9, 9))
  const env = { BC_BASE_URL: bench.emulator.baseUrls['v2.0'], BC_TOKEN: 'secret-token' }
  return { bench, env, run: (args: readonly string[]) => bcPictures([...args], { cwd: bench.folder, env }) }
}

const notes = (text: string) => text.split('\n').filter((line) => line.endsWith('Trying again.'))

// A wrong port was silent for all the seconds that the retries take.
describe('a request that failed and is sent again', () => {
  it.each(COMMANDS)('is told once on stderr: %j', async (args) => {
    const { bench, run } = await openFailing('GET ** drop')
    await using _ = bench
    const { code, stdout, stderr } = await run(args)
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('Trying again.') })
    expect(notes(stderr)).toEqual([
      expect.stringMatching(/^GET \S+ got no complete response \(.*\): check --base-url /),
    ])
    expect(notes(stdout)).toEqual([])
  })

  it.each(COMMANDS)('is not told where machines read: %j', async (args) => {
    const { bench, run } = await openFailing('GET ** drop')
    await using _ = bench
    const { code, stderr } = await run([...args, '--json'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })

  it('is told where the server says that it cannot answer, and not where it throttles', async () => {
    for (const [fault, expected] of [
      ['GET ** 503', 1],
      ['GET ** 429 retry-after=0', 0],
    ] as const) {
      const { bench, run } = await openFailing(fault)
      await using _ = bench
      const { code, stderr } = await run(['list', 'items'])
      expect({ fault, code, notes: notes(stderr).length }).toEqual({ fault, code: 0, notes: expected })
    }
  })

  it.runIf(hasTerminal())('is told on a terminal in a line of its own', async () => {
    const { bench, env } = await openFailing('GET ** drop')
    await using _ = bench
    const terminal = startOnTerminal(['info', 'items:1000'], env)
    expect(await terminal.ended, terminal.shown()).toBe(0)
    expect(notes(screenOf(terminal.shown()).join('\n'))).toHaveLength(1)
  })
})
