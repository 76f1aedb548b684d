import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { onePixelPng } from '../../src/emulator/test/support.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))
let examples: readonly string[]
let folder: string

/** A project in which the package's names lead to the sources, so that the examples run as they stand. */
beforeAll(async () => {
  const guide = await readFile(join(root, 'docs/emulator.md'), 'utf8')
  examples = [...guide.matchAll(/```ts\n([\s\S]+?)```/g)].map(([, code = '']) => code)
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-guide-'))
  const entry = join(folder, 'node_modules/bc-pictures')
  await mkdir(entry, { recursive: true })
  const exports = { '.': './client.js', './emulator': './emulator.js' }
  await writeFile(join(entry, 'package.json'), JSON.stringify({ name: 'bc-pictures', type: 'module', exports }))
  for (const name of ['client', 'emulator']) {
    await writeFile(join(entry, `${name}.js`), `export * from ${JSON.stringify(join(root, `src/${name}/index.ts`))}`)
  }
  await symlink(join(root, 'node_modules/vitest'), join(folder, 'node_modules/vitest'))
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }))
  await mkdir(join(folder, 'test'))
  await writeFile(join(folder, 'test/bicycle.png'), onePixelPng)
})
afterAll(() => rm(folder, { recursive: true }))

/** Runs the only example that holds some text, with lines before and after it, and gives what it prints. */
async function runExample(marker: string, before: string, after: string): Promise<string> {
  const found = examples.filter((example) => example.includes(marker))
  expect(found).toHaveLength(1)
  const file = join(folder, 'example.ts')
  await writeFile(file, `${before}\n${found[0]}\n${after}`)
  const { stdout } = await run(process.execPath, ['--no-warnings', file], { cwd: folder })
  return stdout.trim()
}

it('starts an emulator as the guide says', async () => {
  const printed = await runExample(
    'const { companyId, baseUrls } = emulator',
    '',
    "console.log(baseUrls['v2.0'], companyId)",
  )
  expect(printed).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/BC\/api\/v2\.0 29a080a9-/)
})

it('takes the seed of the guide, with snapshot, faults and journal', async () => {
  const bytes = `const someBytes = Uint8Array.of(${onePixelPng.join()})`
  const after = 'console.log(emulator.faults().length, emulator.requests().length)\nawait emulator.close()'
  expect(await runExample('seed.itemVariant({', bytes, after)).toBe('1 0')
})

it('answers without a port as the guide says', async () => {
  const after = "let count = 0\nfor await (const _ of bc.list('items')) count++\nconsole.log(count)"
  expect(await runExample('await createEmulator', '', after)).toBe('15')
})

it('shares one emulator between test files as the guide says', async () => {
  const setup = examples.find((example) => example.includes('globalSetup')) ?? ''
  await writeFile(join(folder, 'vitest.global-setup.ts'), setup)
  const config =
    "import { defineConfig } from 'vitest/config'\nexport default defineConfig({ test: { globalSetup: './vitest.global-setup.ts' } })"
  await writeFile(join(folder, 'vitest.config.ts'), config)
  const test = `
    import { expect, inject, it } from 'vitest'
    it('reads', async () => {
      const response = await fetch(inject('baseUrl') + '/items', { headers: { Authorization: 'Bearer any' } })
      expect((await response.json()).value).toHaveLength(15)
    })`
  for (const name of ['one', 'two']) await writeFile(join(folder, `${name}.test.ts`), test)
  const { NODE_ENV, VITEST, ...env } = process.env
  const { stdout } = await run(join(root, 'node_modules/.bin/vitest'), ['run', '--no-color'], { cwd: folder, env })
  expect(stdout).toMatch(/Tests\s+2 passed/)
}, 60_000)
