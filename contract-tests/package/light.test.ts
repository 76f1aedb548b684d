/** What an installation of the packed package weighs, and what it says where an optional package is missing. */
import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { type Consumer, installPacked } from '../support/packed-package.ts'

const run = promisify(execFile)
let consumer: Consumer
let emulator: Emulator

beforeAll(async () => {
  consumer = await installPacked()
  emulator = await startEmulator()
}, 120_000)
afterAll(async () => {
  await emulator.close()
  await consumer[Symbol.asyncDispose]()
})

/** The command from the tarball, which is expected to fail. */
async function refusal(...parameters: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const env = { PATH: process.env.PATH, BC_BASE_URL: emulator.baseUrls['v2.0'], BC_TOKEN: 'any' }
  const command = join(consumer.folder, 'node_modules/.bin/bc-pictures')
  const ended = run(command, parameters, { cwd: consumer.folder, env, timeout: 20_000 })
  return ended.then(({ stdout }) => ({ code: 0, stdout, stderr: '' })).catch((error) => error)
}

// 6 MB and 25 packages are a promise (docs/adr/0007): it was 50 packages once.
it('takes less than 6 MB, in bytes and on disk, and fewer than 25 packages', async () => {
  const installed = join(consumer.folder, 'node_modules')
  const files = await readdir(installed, { recursive: true })
  const stats = await Promise.all(files.map((file) => stat(join(installed, file))))
  expect(stats.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(6_000_000)
  // Each file takes whole blocks.
  expect(stats.reduce((sum, { blocks }) => sum + blocks * 512, 0)).toBeLessThan(6_000_000)
  const { packages } = JSON.parse(await readFile(join(installed, '.package-lock.json'), 'utf8'))
  expect(Object.keys(packages)).toContain('node_modules/bc-pictures')
  expect(Object.keys(packages).length).toBeLessThan(25)
})

it('names each package whose code it holds, with the licence', async () => {
  const folder = join(consumer.folder, 'node_modules/bc-pictures/dist')
  const text = await readFile(join(folder, 'THIRD-PARTY-LICENSES.md'), 'utf8')
  expect([...text.matchAll(/^## (\S+) [\d.]+ \((.+)\)$/gm)].map(([, name, licence]) => `${name} ${licence}`)).toEqual([
    '@cfworker/json-schema MIT',
    '@noble/hashes MIT',
    'bmp-ts MIT',
    'image-size MIT',
    'jpeg-js BSD-3-Clause',
    'omggif MIT',
    'pngjs MIT',
  ])
  expect(text.match(/^ {4}(Permission is hereby granted|Redistribution and use)/gm)).toHaveLength(7)
})

it('says what --https needs, and exits with 2', async () => {
  const { code, stdout, stderr } = await refusal('emulator', '--port', '0', '--https')
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^error: [^\n]+: run npm install selfsigned beside it, or [^\n]*--tls-cert[^\n]*\.\n$/)
})

it('says what --fit and --format need, and exits with 2', async () => {
  const folder = join(consumer.folder, 'pictures')
  await mkdir(folder)
  await writeFile(join(folder, '1896-S.png'), await readFile(new URL('../../docs/gallery.png', import.meta.url)))
  for (const flag of [
    ['--fit', '100'],
    ['--format', 'jpeg'],
  ]) {
    const { code, stderr } = await refusal('push', folder, '--parents', 'items', ...flag)
    expect(code).toBe(2)
    expect(stderr).toContain('needs the package sharp, which is not installed with bc-pictures: run npm install sharp')
  }
  expect(emulator.requests().filter(({ method }) => method === 'PATCH')).toEqual([])
})
