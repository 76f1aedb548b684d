import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Consumer, installPacked } from '../support/packed-package.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const run = promisify(execFile)
let consumer: Consumer
let project: string

/** What a consumer writes: every entry imported, a picture up and down, a few lines that the types must accept or refuse. */
const CONSUMER = `
import { strict as assert } from 'node:assert'
import { API_VERSIONS, createRawClient, type RawClient } from 'bc-pictures'
import { startEmulator } from 'bc-pictures/emulator'
import type { paths as Beta } from 'bc-pictures/types/beta'
import type { paths as V1 } from 'bc-pictures/types/v1.0'
import type { components, paths as V2 } from 'bc-pictures/types/v2.0'
import contract from 'bc-pictures/openapi/v2.0.json' with { type: 'json' }
import { isViolated, type Report, verify } from 'bc-pictures/verify'

const emulator = await startEmulator()
const client: RawClient<'v2.0'> = createRawClient({
  baseUrl: emulator.baseUrls['v2.0'],
  apiVersion: 'v2.0',
  headers: { Authorization: 'Bearer consumer' },
})
const companyId = emulator.companyId
const { data: items } = await client.GET('/companies({companyId})/items', {
  params: { path: { companyId }, query: { $filter: "number eq '1896-S'" } },
})
const itemId = items?.value[0]?.id ?? ''
const path = '/companies({companyId})/items({itemId})/picture/pictureContent'
const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
const upload = await client.PATCH(path, { params: { path: { companyId, itemId }, header: { 'If-Match': '*' } }, body: bytes })
assert.equal(upload.response.status, 204)
const { data: blob } = await client.GET(path, { params: { path: { companyId, itemId } } })
assert.deepEqual(new Uint8Array(await (blob as Blob).arrayBuffer()), bytes)
const target = {
  baseUrl: emulator.baseUrls['v2.0'],
  apiVersion: 'v2.0',
  company: undefined,
  authorization: async () => 'Bearer consumer',
} as const
const report: Report = await verify({ target, parents: ['items'] })
assert.equal(isViolated(report), false)
await emulator.close()

// @ts-expect-error there is no version 3.0
createRawClient({ baseUrl: '', apiVersion: 'v3.0' })
// @ts-expect-error an upload takes bytes
const wrong = () => client.PATCH(path, { params: { path: { companyId, itemId }, header: { 'If-Match': '*' } }, body: 'text' })
const width: components['schemas']['Picture']['width'] = 1
export type Paths = [Beta['/companies'], V1['/companies'], V2['/companies']]
console.log(API_VERSIONS.join(' '), contract.openapi, width, typeof wrong)
`

beforeAll(async () => {
  consumer = await installPacked()
  project = consumer.folder
  await mkdir(join(project, 'src'))
  await writeFile(join(project, 'src/main.ts'), CONSUMER)
  const compilerOptions = { target: 'es2022', lib: ['es2023', 'dom'], types: [], module: 'nodenext', strict: true }
  const options = { ...compilerOptions, resolveJsonModule: true, outDir: 'built', rootDir: 'src' }
  await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['src'] }))
}, 180_000)
afterAll(() => consumer[Symbol.asyncDispose]())

describe('the package, installed in an empty project', () => {
  it.each([
    // The lowest one: docs/client.md names it.
    ['5.4', 'typescript-5.4'],
    ['5', 'typescript'],
    ['7', 'typescript-7'],
  ])(
    'compiles under TypeScript %s',
    async (major, folder) => {
      const compiler = join(root, 'node_modules', folder, 'bin/tsc')
      const { stdout: version } = await run(process.execPath, [compiler, '--version'])
      expect(version).toContain(`Version ${major}.`)
      const nodeTypes = ['--typeRoots', join(root, 'node_modules/@types'), '--types', 'node']
      const { stdout } = await run(process.execPath, [compiler, '-p', project, ...nodeTypes], { cwd: project }).catch(
        (error) => error,
      )
      expect(stdout).toBe('')
    },
    60_000,
  )

  it('uploads and downloads a picture, with every entry imported', async () => {
    const { stdout } = await run(process.execPath, ['built/main.js'], { cwd: project })
    expect(stdout).toBe('beta v1.0 v2.0 3.0.3 1 function\n')
  })

  it('has a file behind each entry that it exports', async () => {
    const { exports, name } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    const entries = Object.keys(exports)
    expect(entries).toContain('./openapi/beta.yaml')
    for (const entry of entries) {
      for (const target of Object.values(typeof exports[entry] === 'string' ? [exports[entry]] : exports[entry])) {
        const file = join(project, 'node_modules', name, String(target))
        expect((await readFile(file)).length, `${entry} leads to ${target}`).toBeGreaterThan(0)
      }
    }
  })

  it('bundles the emulator for browsers, without anything of Node', async () => {
    const { outputFiles } = await build({
      stdin: { contents: "export { createEmulator } from 'bc-pictures/emulator'", resolveDir: project },
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'browser',
    })
    const bundled = join(project, 'bundled.mjs')
    await writeFile(bundled, outputFiles[0]?.contents ?? '')
    const program = `
      import { createEmulator } from ${JSON.stringify(bundled)}
      const { fetch, baseUrls } = await createEmulator()
      const response = await fetch(baseUrls['v2.0'] + '/items', { headers: { Authorization: 'Bearer any' } })
      console.log((await response.json()).value.length)`
    const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program])
    expect(stdout).toBe('15\n')
  })

  it('has the command', async () => {
    const { stdout } = await run('npm', ['exec', '--', 'bc-pictures', 'emulator', '--help'], { cwd: project })
    expect(stdout).toContain('Usage: bc-pictures emulator')
  })

  it('carries neither the sources nor what only development needs', async () => {
    const installed = join(project, 'node_modules')
    expect(await readdir(join(installed, 'bc-pictures'))).not.toContain('contract-tests')
    expect(await readdir(installed)).not.toContain('dredd')
    expect(await readdir(join(installed, 'bc-pictures/dist/src'))).not.toContain('tools')
  })
})
