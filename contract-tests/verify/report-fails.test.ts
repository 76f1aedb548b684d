import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../../src/emulator/index.ts'
import { bcPictures } from '../../src/test-support/bc-pictures.ts'
import { REPORTERS, verify } from '../../src/verify/index.ts'
import { allPictures, startLocked } from './endurance.ts'

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const env = { BC_TOKEN: 'endurance-token' }

let emulator: Emulator
let cwd: string
let before: Record<string, string>
let args: string[]

beforeAll(async () => {
  emulator = await startLocked()
  args = ['verify', '--base-url', emulator.baseUrls['v2.0'], '--write', '--entity', 'customers:10000']
})
afterAll(() => emulator.close())
beforeEach(async () => {
  await emulator.reset()
  cwd = await mkdtemp(join(tmpdir(), 'bc-pictures-report-'))
  before = await allPictures(emulator)
})
afterEach(async () => {
  // Whatever went wrong with the report, the pictures are back, and no copy is left behind.
  expect(await allPictures(emulator)).toEqual(before)
  expect(existsSync(join(cwd, '.bc-pictures-verify'))).toBe(false)
  await rm(cwd, { recursive: true })
})

/** Runs the command with stdout on a file. */
async function withOutput(file: string, more: readonly string[]): Promise<{ code: number | null; stderr: string }> {
  await using output = await open(file, 'w')
  const options = { cwd, env: { PATH: process.env.PATH ?? '', ...env } }
  const child = spawn(process.execPath, [MAIN, ...args, ...more], { ...options, stdio: ['ignore', output.fd, 'pipe'] })
  const ended = once(child, 'close')
  const stderr = child.stderr ? await text(child.stderr) : ''
  return { code: (await ended)[0], stderr }
}

function wrote(): boolean {
  return emulator.requests().some(({ method }) => method === 'PATCH')
}

describe.runIf(existsSync('/dev/full'))('stdout on a full disk', () => {
  it.each(REPORTERS)('has the pictures put back, and says that the report is not complete: %s', async (reporter) => {
    const { code, stderr } = await withOutput('/dev/full', ['--reporter', reporter])
    expect(stderr).toContain('error: The output cannot be written (ENOSPC)')
    expect(stderr).not.toMatch(/^\s+at /m)
    expect(code).toBe(1)
  })
})

it('puts the pictures back when the reader of the report goes away amid the writes', async () => {
  const options = { cwd, env: { PATH: process.env.PATH ?? '', ...env } }
  const child = spawn(process.execPath, [MAIN, ...args, '--reporter', 'tap'], {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.resume()
  while (!wrote()) await delay(2)
  child.stdout.destroy()
  const stderr = await text(child.stderr)
  if (child.exitCode === null) await once(child, 'close')
  expect(stderr).not.toMatch(/^\s+at /m)
  expect(stderr).toContain('The picture of customers:10000 is as it was.')
  expect(child.exitCode).toBe(130)
})

it('puts the pictures back when nobody reads stderr', async () => {
  const options = { cwd, env: { PATH: process.env.PATH ?? '', ...env } }
  const child = spawn(process.execPath, [MAIN, ...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  child.stderr.destroy()
  await text(child.stdout)
  if (child.exitCode === null) await once(child, 'close')
  expect(child.exitCode).toBe(0)
})

it('refuses a folder as --out before anything is written', async () => {
  await mkdir(join(cwd, 'folder'))
  const { code, stderr } = await bcPictures([...args, '--out', 'folder'], { cwd, env })
  expect(code).toBe(2)
  expect(stderr).toContain('error: folder cannot be written (EISDIR)')
  expect(wrote()).toBe(false)
})

it('says in a sentence that --out could not be written, when that fails at the end', async () => {
  const { code, stderr } = await bcPictures([...args, '--out', '/dev/full'], { cwd, env })
  expect(code).toBe(1)
  expect(stderr).toContain('error: /dev/full cannot be written (ENOSPC)')
  expect(await readdir(cwd)).toEqual([])
})

it('says in a sentence that the summary of the step cannot be written', async () => {
  const summary = { GITHUB_STEP_SUMMARY: join(cwd, 'no', 'such', 'folder.md') }
  const { code, stdout, stderr } = await bcPictures([...args, '--reporter', 'github'], {
    cwd,
    env: { ...env, ...summary },
  })
  expect(code).toBe(1)
  expect(stderr).toMatch(/error: .* cannot be written \(ENOENT\)/)
  expect(stdout).toContain('::notice title=bc-pictures verify::')
})

it.each(['onResult', 'onNote'] as const)(
  'puts the pictures back when %s of the library’s caller throws',
  async (name) => {
    const target = {
      baseUrl: emulator.baseUrls['v2.0'],
      apiVersion: 'v2.0' as const,
      company: undefined,
      authorization: async () => 'Bearer endurance-token',
    }
    const throwing = () => {
      if (name === 'onNote' || wrote()) throw new Error('The caller is broken.')
    }
    const entities = [{ parent: 'customers', key: '10000' }]
    const saveTo = join(cwd, '.bc-pictures-verify')
    await expect(verify({ target, write: true, entities, saveTo, [name]: throwing })).rejects.toThrow(
      'The caller is broken.',
    )
    expect(emulator.requests().filter(({ method }) => method === 'PATCH').length).toBeLessThan(10)
  },
)
