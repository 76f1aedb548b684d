import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulator } from '../../src/emulator/index.ts'
import { API_VERSIONS } from '../../src/versions.ts'
import { COMPILERS, type CompilerVersion, compile } from '../support/compilers.ts'
import { type Consumer, installPacked } from '../support/packed-package.ts'

const run = promisify(execFile)
const compilers = Object.keys(COMPILERS) as CompilerVersion[]
const root = fileURLToPath(new URL('../..', import.meta.url))
const guide = await readFile(join(root, 'docs/generate.md'), 'utf8')
let consumer: Consumer

/** A consumer's program: every way to upload and download, and what the types must refuse. */
const PROGRAM = `
import { BusinessCentralError, createBusinessCentralClient, type PictureOwner } from './bc/client.js'
import type { components } from './bc/types.js'

declare const process: { env: Record<string, string | undefined> }
declare const console: { log(text: string): void }

async function main(): Promise<void> {
  const client = createBusinessCentralClient({ baseUrl: process.env['BASE_URL'] ?? '', token: process.env['TOKEN'] })
  const { data } = await client.api.GET('/companies')
  const companyId = data?.value[0]?.id ?? ''
  const items = await client.api.GET('/companies({companyId})/items', {
    params: { path: { companyId }, query: { $filter: "number eq '1896-S'" } },
  })
  const item: components['schemas']['Item'] | undefined = items.data?.value[0]
  const owner: PictureOwner = { companyId, parent: 'items', id: item?.id ?? '' }

  // What is no image is kept byte for byte.
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
  const forms = [bytes, bytes.buffer, new Blob([bytes]), new Blob([bytes]).stream()]
  for (const form of forms) {
    await client.uploadPicture(owner, form)
    const blob = await client.downloadPicture(owner)
    const stream = await client.downloadPictureStream(owner)
    for (const back of [
      await client.downloadPictureBytes(owner),
      blob && new Uint8Array(await blob.arrayBuffer()),
      new Uint8Array(await new Response(stream).arrayBuffer()),
    ]) {
      if (String(back) !== String(bytes)) throw new Error('the bytes changed')
    }
    await client.uploadPicture(owner, new Uint8Array([1]), { ifMatch: '*' })
  }

  const nobody: PictureOwner = { companyId, parent: 'items', id: '00000000-0000-4000-8000-000000000000' }
  const refused: unknown = await client.downloadPicture(nobody).catch((error: unknown) => error)
  if (!(refused instanceof BusinessCentralError) || refused.status !== 404 || !refused.code) throw refused
  const text = await client.uploadPicture(owner, 'text' as unknown as Blob).catch((error: unknown) => error)
  if (!(text instanceof TypeError)) throw new Error('text was sent as an image')
  console.log('a picture went up and down')
}

// @ts-expect-error not every entity has a picture
export const wrong: PictureOwner = { companyId: '', parent: 'salesOrders', id: '' }
void main()
`

beforeAll(async () => {
  consumer = await installPacked()
}, 180_000)
afterAll(() => consumer[Symbol.asyncDispose]())

/** Writes the generated files and the program into the consumer's project, a folder for each version. */
async function prepare(type: 'module' | 'commonjs'): Promise<void> {
  const { folder } = consumer
  await rm(join(folder, 'src'), { recursive: true, force: true })
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type }))
  const command = join(folder, 'node_modules/.bin/bc-pictures')
  for (const version of API_VERSIONS) {
    await mkdir(join(folder, 'src', version), { recursive: true })
    const flags = ['--api-version', version, '--out', `src/${version}/bc`]
    await run(command, ['generate', ...flags], { cwd: folder })
    await run(command, ['generate', ...flags, '--check'], { cwd: folder })
    await writeFile(join(folder, 'src', version, 'main.ts'), PROGRAM)
  }
}

describe('what `bc-pictures generate` writes, in a project that installed the package', () => {
  describe.each(['module', 'commonjs'] as const)('of type %s', (type) => {
    beforeAll(() => prepare(type))

    it.each(compilers)(
      'compiles for every API version under TypeScript %s with the strictest options',
      async (compiler) => {
        expect(await compile({ project: consumer.folder, compiler })).toBe('')
      },
      120_000,
    )

    it.each(API_VERSIONS)('carries a picture both ways in %s', async (version) => {
      await using emulator = await startEmulator()
      const env = { ...process.env, BASE_URL: emulator.baseUrls[version], TOKEN: 'consumer' }
      const { stdout } = await run(process.execPath, [`built/${version}/main.js`], { cwd: consumer.folder, env })
      expect(stdout).toBe('a picture went up and down\n')
    })
  })

  // TypeScript 6 and 7 refused the tsconfig.json of the guide: they want a rootDir.
  it.each(['5.9', '6.0', '7.0'] as const)(
    'carries a picture both ways in the program of the guide, with its tsconfig.json under TypeScript %s',
    async (compiler) => {
      await prepare('module')
      const { folder } = consumer
      const block = (kind: string) => guide.match(new RegExp(`\`\`\`${kind}\\n(.*?)\`\`\``, 's'))?.[1] ?? ''
      await rm(join(folder, 'src'), { recursive: true })
      await run(join(folder, 'node_modules/.bin/bc-pictures'), ['generate', '--out', 'src/business-central'], {
        cwd: folder,
      })
      await writeFile(join(folder, 'src/main.ts'), block('ts'))
      await writeFile(join(folder, 'tsconfig.json'), block('json'))
      for (const name of ['@types/node', 'undici-types']) {
        await cp(join(root, 'node_modules', name), join(folder, 'node_modules', name), { recursive: true })
      }
      await run(process.execPath, [join(COMPILERS[compiler], 'bin/tsc')], { cwd: folder })
      await using emulator = await startEmulator()
      await writeFile(join(folder, 'desk.png'), 'kept as it is')
      const env = { ...process.env, BC_BASE_URL: emulator.baseUrls['v2.0'], BC_TOKEN: 'consumer' }
      const { stdout } = await run(process.execPath, ['built/main.js'], { cwd: folder, env })
      expect(stdout).toBe('13\n')
    },
    120_000,
  )

  it('compiles for a bundler, and with declarations that stand on their own', async () => {
    await prepare('module')
    const bundler = { module: 'esnext', moduleResolution: 'bundler', verbatimModuleSyntax: true }
    const options = { ...bundler, isolatedDeclarations: true, declaration: true }
    expect(await compile({ project: consumer.folder, compiler: '7.0', options })).toBe('')
  }, 120_000)
})
