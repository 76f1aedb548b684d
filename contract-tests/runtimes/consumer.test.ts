/** Each runtime uses the packed package as its users do: every entry, and the command. `make runtimes` makes many more checks of the client. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulator } from '../../src/emulator/index.ts'
import { verify } from '../../src/verify/index.ts'
import { type Consumer, installPacked } from '../support/packed-package.ts'
import { LOWEST_NODE, quietly, RUNTIMES, type Runtime } from './runtimes.ts'

const run = promisify(execFile)
let consumer: Consumer
/** How many checks pass on the demo company when they write to the picture of one item. */
let passing: number

beforeAll(async () => {
  consumer = await installPacked()
  await cp(fileURLToPath(new URL('consumer', import.meta.url)), consumer.folder, { recursive: true })
  passing = await countPassing()
}, 120_000)
afterAll(() => consumer[Symbol.asyncDispose]())

async function countPassing(): Promise<number> {
  await using emulator = await startEmulator()
  const { results } = await verify({
    target: {
      baseUrl: emulator.baseUrls['v2.0'],
      apiVersion: 'v2.0',
      company: undefined,
      authorization: async () => 'Bearer any',
    },
    write: true,
    entities: [{ parent: 'items', key: '1896-S' }],
    saveTo: consumer.folder,
  })
  return results.filter(({ status }) => status === 'passed').length
}

const MAIN = 'node_modules/bc-pictures/dist/src/cli/main.js'

/** What is started in the consumer's project, with nothing of the surroundings' credentials. */
function startIn({ executable, parameters, trusting = parameters }: Runtime, env: Record<string, string> = {}) {
  const options = { cwd: consumer.folder, env: { PATH: process.env.PATH ?? '', ...quietly(consumer.folder), ...env } }
  return {
    run: (...given: string[]) => run(executable, [...trusting, ...given], { ...options, timeout: 60_000 }),
    spawn: (...given: string[]) =>
      spawn(executable, [...trusting, ...given], { ...options, stdio: ['ignore', 'pipe', 'inherit'] }),
  }
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  if (!stdout) throw new Error('The process has no output.')
  for await (const line of createInterface(stdout)) return line
  throw new Error('The process printed nothing.')
}

describe.each([LOWEST_NODE, ...RUNTIMES])('$name', (runtime) => {
  it('imports every entry, and a picture goes up and down unchanged', async () => {
    // In Deno with no rights but to read the project: no entry asks for more when it is loaded.
    const { stdout } = await startIn({ ...runtime, trusting: runtime.parameters }).run('entries.mjs')
    expect(stdout).toBe('unchanged function 3.0.3 object\n')
  })

  it('requires every entry in CommonJS', async () => {
    const { stdout } = await startIn(runtime).run('entries.cjs')
    expect(stdout).toBe('13 CRONUS International Ltd.\n')
  })

  it('runs the command: emulator, list, get, pull, push and verify', async () => {
    const emulator = startIn(runtime).spawn(MAIN, 'emulator', '--port', '0', '--json')
    try {
      const { baseUrls } = JSON.parse(await firstLine(emulator))
      const command = startIn(runtime, { BC_BASE_URL: baseUrls['v2.0'], BC_TOKEN: 'any' })
      expect((await command.run(MAIN, 'list', 'items')).stdout).toContain('1896-S  png 516×466')
      const folder = `pictures-${runtime.name}`
      await command.run(MAIN, 'pull', 'items', folder)
      expect(await readdir(join(consumer.folder, folder))).toContain('1896-S.png')
      await command.run(MAIN, 'get', 'items:1900-S', '-o', join(folder, '1896-S.png'))
      const { stdout: plan } = await command.run(MAIN, 'push', folder, '--dry-run')
      expect(plan).toMatch(/1896-S/)
      const { stdout: report } = await command.run(MAIN, 'verify', '--write', '--entity', 'items:1896-S')
      expect(passing).toBeGreaterThan(150)
      expect(report).toContain(`${passing} checks passed, 0 failed`)
      emulator.kill('SIGTERM')
      expect(await once(emulator, 'exit')).toEqual([0, null])
    } finally {
      emulator.kill('SIGKILL')
    }
  }, 120_000)
})

// Bun has none of Node's reporters: the command did not start there once.
it('bun: verify names what failed, and which reporters it does not have', async () => {
  const bun = RUNTIMES.find(({ name }) => name === 'bun') as Runtime
  await writeFile(join(consumer.folder, 'metadata.xml'), '<Edmx><DataServices><Schema/></DataServices></Edmx>')
  const only = ['verify', '--metadata-only', 'metadata.xml']
  const { stdout, code } = await startIn(bun)
    .run(MAIN, ...only)
    .catch((error) => error)
  expect(code).toBe(1)
  expect(stdout).toMatch(/✖ [\s\S]*failing tests:[\s\S]*✖ /)
  const junit = await startIn(bun)
    .run(MAIN, ...only, '--reporter', 'junit')
    .catch((error) => error)
  expect(junit.code).toBe(2)
  expect(junit.stderr).toMatch(/^error: The reporter junit is Node's own.*\n$/)
})
