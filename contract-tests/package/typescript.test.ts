/** The types of the packed package in projects of consumers, under the strictest options; what compiles, runs. */
import { execFile } from 'node:child_process'
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmulator } from '../../src/emulator/index.ts'
import { COMPILERS, type CompilerVersion, compile } from '../support/compilers.ts'
import { type Consumer, installPacked } from '../support/packed-package.ts'
import { startProxy } from '../support/proxy.ts'
import { COMMON_JS, CONTRACT, EVERY_ENTRY, IN_A_PAGE, PROXY } from './programs.ts'

const run = promisify(execFile)
const compilers = Object.keys(COMPILERS) as CompilerVersion[]
let consumer: Consumer
let project: string

beforeAll(async () => {
  consumer = await installPacked()
  project = consumer.folder
  await mkdir(join(project, 'node_modules/@types'))
  for (const name of ['undici', 'undici-types', '@types/node']) {
    const own = fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url))
    await symlink(own, join(project, 'node_modules', name))
  }
}, 120_000)
afterAll(() => consumer[Symbol.asyncDispose]())

/** Makes these files, and no others, the sources of the project. */
async function sources(files: Record<string, string>): Promise<void> {
  await rm(join(project, 'src'), { recursive: true, force: true })
  await rm(join(project, 'built'), { recursive: true, force: true })
  await mkdir(join(project, 'src'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(project, 'src', name), text)
}

const node = { verbatimModuleSyntax: true, resolveJsonModule: true, types: ['node'] }

describe.each(compilers)('under TypeScript %s with the strictest options', (compiler) => {
  it.each(['node16', 'nodenext', 'bundler'])(
    'every entry compiles with moduleResolution %s',
    async (moduleResolution) => {
      const esm = moduleResolution === 'bundler' ? 'esnext' : moduleResolution
      // TypeScript knows import attributes under any `module` but node16.
      await sources({
        'main.ts': EVERY_ENTRY,
        'proxy.ts': PROXY,
        ...(esm === 'node16' ? {} : { 'contract.ts': CONTRACT }),
      })
      expect(await compile({ project, compiler, options: { ...node, module: esm, moduleResolution } })).toBe('')
    },
    90_000,
  )

  it('the client and the emulator compile for a page, without the types of Node', async () => {
    await sources({ 'main.ts': IN_A_PAGE })
    const options = { verbatimModuleSyntax: true, module: 'esnext', moduleResolution: 'bundler' }
    expect(await compile({ project, compiler, options })).toBe('')
  }, 90_000)

  // Before 5.8, TypeScript does not know that Node can `require` ES modules.
  it.skipIf(compiler === '5.4')(
    'CommonJS compiles and runs',
    async () => {
      await sources({ 'main.cts': COMMON_JS })
      expect(await compile({ project, compiler, options: node })).toBe('')
      expect((await run(process.execPath, ['built/main.cjs'], { cwd: project })).stdout).toBe(
        'CRONUS International Ltd.\n',
      )
    },
    90_000,
  )
})

describe('what was compiled', () => {
  beforeAll(async () => {
    await sources({ 'main.ts': EVERY_ENTRY, 'proxy.ts': PROXY, 'contract.ts': CONTRACT })
    expect(await compile({ project, compiler: '7.0', options: node })).toBe('')
  }, 90_000)

  it('uploads and downloads a picture, and verifies, with every entry imported', async () => {
    const { stdout } = await run(process.execPath, ['built/main.js'], { cwd: project })
    expect(stdout).toBe('beta v1.0 v2.0 1 function function\n')
    expect((await run(process.execPath, ['built/contract.js'], { cwd: project })).stdout).toBe('3.0.3 listCompanies\n')
  })

  it('goes through a proxy with the fetch of undici, both to sign in and for pictures', async () => {
    await using emulator = await startEmulator({ auth: 'oauth' })
    await using proxy = await startProxy()
    const env = {
      PATH: process.env.PATH,
      PROXY: proxy.url,
      BASE_URL: emulator.baseUrls['v2.0'],
      TOKEN_URL: emulator.tokenUrl,
    }
    const { stdout } = await run(process.execPath, ['built/proxy.js'], { cwd: project, env, timeout: 25_000 })
    expect(stdout).toBe('1 company\n')
    // The first agent asks for a tunnel for tokens and pictures, the other for each request.
    const host = `127.0.0.1:${emulator.port}`
    expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${host}`, `GET ${host}`]))
  })
})
