import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { CLIENT_KINDS } from '../soak/client-kinds.ts'
import { EMULATOR_KINDS } from '../soak/emulator-kinds.ts'
import { randomOf, seedOf } from '../soak/random.ts'
import { VERIFY_KINDS } from '../soak/verify-kinds.ts'
import { secretOf, shows } from '../soak/world.ts'

const run = promisify(execFile)
const program = fileURLToPath(new URL('broken-soak.ts', import.meta.url))

/** What the soak finds in something broken. */
async function faultsIn(broken: string, cases: number): Promise<string[]> {
  const { stdout } = await run(process.execPath, [program, broken, String(cases)])
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '[]').map(({ fault }: { fault: string }) => fault)
}

// Most of the time is waited, for what does not end.
describe.concurrent('the soak finds', () => {
  it.each([
    ['an upload that is said to be done', 4, 'lost'],
    ['a rejection that nobody hears', 2, 'unheard'],
    ['an upload that does not end', 1, 'hang'],
    ['an error that shows the token', 2, 'credential'],
    ['a download that is cut', 4, 'lost'],
    ['a verify that loses the picture', 4, 'lost'],
    ['an emulator that forgets', 3, 'lost'],
    ['a command that shows the token', 1, 'credential'],
  ])(
    '%s',
    async (broken, cases, fault) => {
      expect(await faultsIn(broken, cases)).toContain(fault)
    },
    120_000,
  )
})

it('has cases of client, emulator and verify, each with a limit', () => {
  for (const kinds of [CLIENT_KINDS, EMULATOR_KINDS, VERIFY_KINDS]) {
    expect(kinds.length).toBeGreaterThan(2)
    for (const { limitMs, weight } of kinds) expect([limitMs > 0, weight > 0]).toEqual([true, true])
  }
})

it('gives the same chance for the same seed, and another for each case', () => {
  const draw = (index: number) => {
    const random = randomOf(seedOf(7, index))
    return Array.from({ length: 5 }, () => random.whole(0, 1000))
  }
  expect(draw(3)).toEqual(draw(3))
  expect(draw(3)).not.toEqual(draw(4))
})

it.each([
  ['as it is', (secret: string) => secret],
  ['in JSON', (secret: string) => JSON.stringify({ secret })],
  ['in a URL', (secret: string) => encodeURIComponent(secret)],
  ['in base64', (secret: string) => Buffer.from(secret).toString('base64')],
])('sees credentials %s', (_, write) => {
  for (let seed = 0; seed < 50; seed += 1) {
    const secret = secretOf(randomOf(seed))
    expect(shows(`before ${write(secret.token)} after`, secret)).toBe(true)
    expect(shows(`before ${write(secret.accessKey)} after`, secret)).toBe(true)
    expect(shows('before [credentials] after', secret)).toBe(false)
  }
})
