import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createServer } from 'vite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { ONE_PIXEL_PNG, sha256 } from '../../src/test-support/pictures.ts'
import { type CodeBlock, codeBlocks } from '../../src/tools/docs/code-blocks.ts'
import { ITEM, prepare, storedSha256 } from './harness.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const blocks = codeBlocks(await readFile(join(root, 'docs/client.md'), 'utf8'))
const [first, ...fragments] = blocks.filter(({ language }) => language === 'ts')
const others = blocks.filter(({ language }) => language !== 'ts')
const entry = (name: string) => JSON.stringify(join(root, 'src', name, 'index.ts'))

let emulator: Emulator
let folder: string
beforeAll(async () => {
  emulator = await startEmulator()
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-example-'))
  await copyFile(join(root, 'src/emulator/seed/pictures/athens-desk.png'), join(folder, 'chair.png'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  await emulator.close()
})
beforeEach(() => prepare(emulator))

/** Runs an example with lines before it, and returns what it prints. */
async function runExample({ code }: CodeBlock, name: string, before: string): Promise<unknown[]> {
  const imports = [...code.matchAll(/^import .*$/gm)].map(([line]) => line)
  const body = code.replace(/^import .*$/gm, '').replaceAll('console.log(', 'printed.push(')
  const program = `${imports.join('\n')}\n${before}\nexport const printed = []\n{\n${body}\n}`
    .replace("'bc-pictures/node'", entry('node'))
    .replaceAll("'bc-pictures'", entry('client'))
    .replaceAll("'chair.png'", JSON.stringify(join(folder, 'chair.png')))
  const file = join(folder, `${name}.mjs`)
  await writeFile(file, program)
  return (await import(file)).printed
}

const literal = JSON.stringify

describe('docs/client.md', () => {
  it('begins with an example that runs', async () => {
    const newBytes = `const newBytes = Uint8Array.of(${ONE_PIXEL_PNG.join()})`
    const before = `const baseUrl = ${literal(emulator.baseUrls['v2.0'])}, token = 'token'\n${newBytes}`
    const printed = await runExample(first as CodeBlock, 'first', before)
    expect(printed).toEqual(['image/png', ONE_PIXEL_PNG.length, expect.objectContaining({ exists: true, width: 1 })])
    expect(await storedSha256(emulator)).toBe(sha256(ONE_PIXEL_PNG))
  })

  it.each(fragments.map((block, index) => [block.code.split('\n')[0], block, index] as const))(
    'has an example that runs in its context: %s',
    async (_, block, index) => {
      const names = ['createPictureClient', 'createLimits']
      const own = names.filter((name) => !new RegExp(`^import .*\\b${name}\\b`, 'm').test(block.code))
      const before = [
        `import { ${own.join(', ')} } from 'bc-pictures'`,
        `const baseUrl = ${literal(emulator.baseUrls['v2.0'])}, token = 'token', id = ${literal(ITEM)}`,
        `const company = ${literal(emulator.companyId)}`,
        `const bc = createPictureClient({ baseUrl, apiVersion: 'v2.0', auth: token, company })`,
        `const picture = bc.picture('items', id)`,
      ].join('\n')
      const printed = await runExample(block, `fragment-${index}`, before)
      expect(printed.length > 0).toBe(block.code.includes('console.log('))
    },
  )

  it('has a configuration of Vite that leads to the emulator', async () => {
    expect(others.map(({ language }) => language)).toEqual(['js'])
    const file = join(folder, 'vite.config.mjs')
    await writeFile(file, (others[0]?.code ?? '').replace('http://127.0.0.1:7048', emulator.url))
    const { default: config } = await import(file)
    expect(config.server.proxy['/online'].rewrite('/online/v2.0/contoso')).toBe('/v2.0/contoso')
    const server = await createServer({
      ...config,
      root: folder,
      configFile: false,
      logLevel: 'silent',
      server: { ...config.server, host: '127.0.0.1', port: 0 },
    })
    try {
      await server.listen()
      const origin = server.resolvedUrls?.local[0] ?? ''
      const { pathname } = new URL(emulator.baseUrls['v2.0'])
      const response = await fetch(new URL(`${pathname}/companies`, origin), {
        headers: { Authorization: 'Bearer any' },
      })
      expect(await response.json()).toMatchObject({ value: [{ id: emulator.companyId }] })
    } finally {
      await server.close()
    }
  })
})
