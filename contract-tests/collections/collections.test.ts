import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { API_VERSIONS, type ApiVersion } from '../../src/versions.ts'
import { readContract } from '../support/contract.ts'
import { operationsOf } from '../support/operations.ts'

const run = promisify(execFile)
const here = fileURLToPath(new URL('.', import.meta.url))
const folder = fileURLToPath(new URL('../../generated/collections/', import.meta.url))

/** Programs that people run the collections with: the folder to start in, and the command. */
const RUNNERS = {
  newman: (version: ApiVersion, variables: readonly string[]) => ({
    cwd: join(folder, 'postman'),
    command: [join(here, 'run-newman.cjs'), `${version}.postman_collection.json`, ...variables],
  }),
  Bruno: (version: ApiVersion, variables: readonly string[]) => ({
    cwd: join(folder, 'bruno', version),
    command: [
      join(here, 'node_modules/@usebruno/cli/bin/bru.js'),
      ...['run', '-r', ...variables.flatMap((text) => ['--env-var', text])],
    ],
  }),
} as const

/** Runs a collection with other values for some of its variables. Returns the exit code and what was printed. */
function runCollection(name: keyof typeof RUNNERS, version: ApiVersion, variables: Record<string, string>) {
  const given = Object.entries(variables).map(([key, value]) => `${key}=${value}`)
  const { cwd, command } = RUNNERS[name](version, given)
  return run(process.execPath, command, { cwd, maxBuffer: 16 * 2 ** 20 }).then(
    ({ stdout }) => ({ code: 0, output: stdout }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, output: stdout + stderr }),
  )
}

const asked = (emulator: Emulator) =>
  emulator.requests().map(({ method, path, status }) => `${status} ${method} ${path}`)

describe.each(Object.keys(RUNNERS) as (keyof typeof RUNNERS)[])('%s', (name) => {
  it.each(API_VERSIONS)(
    'runs every operation of %s on the demo company without a 4xx, and can be run again',
    async (version) => {
      // The token of the collections, and no other.
      await using emulator = await startEmulator({ token: 'any-token' })
      const operations = operationsOf(await readContract(version))
      const picture = await stat(join(folder, 'postman/picture.png'))
      // Bruno takes its time: it runs once.
      const times = name === 'Bruno' ? 1 : 2
      for (let time = 1; time <= times; time += 1) {
        const { code, output } = await runCollection(name, version, { baseUrl: emulator.baseUrls[version] })
        expect(code, output).toBe(0)
        expect(asked(emulator).filter((line) => !/^20[04] /.test(line))).toEqual([])
        expect(emulator.requests()).toHaveLength(operations.length * time)
      }
      const calls = emulator.requests()
      expect(new Set(calls.map(({ method, path }) => `${method} ${path}`)).size).toBe(operations.length)
      const uploads = calls.filter(({ method }) => method === 'PATCH')
      expect(uploads.length).toBe(operations.filter(({ method }) => method === 'PATCH').length * times)
      expect(new Set(uploads.map(({ requestBytes }) => requestBytes))).toEqual(new Set([picture.size]))
      // There is an image to download, since the upload came before.
      const downloads = calls.filter(({ method, path }) => method === 'GET' && /content$/i.test(path))
      expect(downloads.filter(({ status, responseBytes }) => status !== 200 || responseBytes === 0)).toEqual([])
      expect(downloads).toHaveLength(uploads.length)
    },
    120_000,
  )

  it('fails where a request is refused', async () => {
    await using emulator = await startEmulator()
    const unknown = '00000000-0000-4000-8000-000000000000'
    const { code, output } = await runCollection(name, 'v1.0', {
      baseUrl: emulator.baseUrls['v1.0'],
      vendorId: unknown,
    })
    expect(code, output).not.toBe(0)
    const refused = asked(emulator).filter((line) => !/^20[04] /.test(line))
    expect(refused.length).toBeGreaterThan(3)
    expect(refused.every((line) => line.startsWith('404 ') && line.includes(unknown))).toBe(true)
  }, 60_000)
})

it.each(API_VERSIONS)('the two collections of %s hold the operations of the contract', async (version) => {
  const names = Object.values((await readContract(version)).paths).flatMap((item) =>
    Object.values(item).flatMap((operation) => (operation as { summary?: string }).summary ?? []),
  )
  const postman = await readFile(join(folder, 'postman', `${version}.postman_collection.json`), 'utf8')
  for (const one of names) expect(postman).toContain(`"name": ${JSON.stringify(one)}`)
  expect(names.length).toBeGreaterThan(25)
})
