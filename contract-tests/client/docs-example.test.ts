import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { ONE_PIXEL_PNG, sha256 } from '../../src/test-support/pictures.ts'
import { prepare, storedSha256 } from './harness.ts'

const entry = (name: string) => JSON.stringify(new URL(`../../src/${name}/index.ts`, import.meta.url).href)
let emulator: Emulator
let folder: string
beforeAll(async () => {
  emulator = await startEmulator()
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-example-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await emulator.close()
})
beforeEach(() => prepare(emulator))

/** Runs the first TypeScript example of a document as it stands, and gives what it prints. */
async function runFirstExample(document: string, given: Record<string, string>) {
  const text = await readFile(new URL(`../../${document}`, import.meta.url), 'utf8')
  const [, example = ''] = /```ts\n([\s\S]+?)```/.exec(text) ?? []
  const lines = Object.entries(given).map(([name, value]) => `const ${name} = ${value}\n`)
  const code = example.replace("'bc-pictures'", entry('client')).replaceAll('console.log(', 'printed.push(')
  const file = join(folder, `example-${document.replaceAll('/', '-')}.mjs`)
  await writeFile(file, `export const printed = []\n${lines.join('')}${code}`)
  return (await import(file)).printed
}

it('the first example of the guide runs', async () => {
  const bytes = `Uint8Array.of(${ONE_PIXEL_PNG.join()})`
  const given = { baseUrl: JSON.stringify(emulator.baseUrls['v2.0']), token: '"token"', newBytes: bytes }
  const printed = await runFirstExample('docs/client.md', given)
  expect(printed).toEqual(['image/png', ONE_PIXEL_PNG.length, expect.objectContaining({ exists: true, width: 1 })])
  expect(await storedSha256(emulator)).toBe(sha256(ONE_PIXEL_PNG))
})
