import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { ALL_BYTES, sha256 } from '../../src/test-support/pictures.ts'
import { compile } from '../support/compilers.ts'
import { type Consumer, installPacked } from '../support/packed-package.ts'
import { GENERATORS, type Generator } from './other-generators.ts'

const run = promisify(execFile)
const modules = {
  generators: fileURLToPath(new URL('node_modules', import.meta.url)),
  project: fileURLToPath(new URL('../../node_modules', import.meta.url)),
}

/** Wraps a generator's program: what is no image comes back byte for byte, so the digest tells (fact:unrecognised-verbatim). */
const MAIN = `
declare const process: { env: Record<string, string> }
interface Input { baseUrl: string; token: string; companyId: string; itemId: string; image: Blob }
const { BASE_URL, TOKEN, COMPANY, ITEM } = process.env as Record<'BASE_URL' | 'TOKEN' | 'COMPANY' | 'ITEM', string>
const image = new Blob([Uint8Array.from({ length: 256 }, (_, index) => index)])
const back = await roundTrip({ baseUrl: BASE_URL, token: TOKEN, companyId: COMPANY, itemId: ITEM, image })
const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await back.arrayBuffer()))
console.log([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''))
export {}
`

describe('code made from the packed contract by another generator', () => {
  let consumer: Consumer
  let emulator: Emulator
  beforeAll(async () => {
    consumer = await installPacked()
    emulator = await startEmulator({ token: 'generated' })
  }, 180_000)
  afterAll(async () => {
    await emulator.close()
    await consumer[Symbol.asyncDispose]()
  })

  it.each(GENERATORS.map((generator) => [generator.name, generator] as const))(
    'by %s compiles, and carries bytes both ways unchanged',
    async (_, generator) => {
      const project = await mkdtemp(join(tmpdir(), 'bc-pictures-generated-'))
      const contract = join(consumer.folder, 'node_modules/bc-pictures/generated/openapi/v2.0.json')
      const fill = (text: string) => text.replace('CONTRACT', contract).replace('BASE_URL', emulator.baseUrls['v2.0'])
      try {
        await prepare(project, generator, fill)
        const [command = '', ...flags] = generator.command.map(fill)
        await run(join(modules[generator.from], '.bin', command), flags, { cwd: project })
        const options = { lib: ['es2023', 'dom', 'dom.iterable', 'dom.asynciterable'], ...LENIENT }
        expect(await compile({ project, compiler: '5.9', options })).toBe('')
        const env = { ...process.env, ...(await targetOf(emulator)) }
        // Bundled as apps are: ng-openapi-gen writes imports that only bundlers resolve.
        const bundle = { bundle: true, format: 'esm', packages: 'external', outfile: join(project, 'app.mjs') } as const
        await build({ ...bundle, entryPoints: [join(project, 'src/main.ts')] })
        const { stdout } = await run(process.execPath, ['app.mjs'], { cwd: project, env })
        expect(stdout.trim()).toBe(sha256(ALL_BYTES))
      } finally {
        await rm(project, { recursive: true })
      }
    },
    120_000,
  )
})

/** Generated code is compiled as people do it: strict, but without the options that no generator heeds. */
const LENIENT = {
  target: 'es2023',
  module: 'esnext',
  moduleResolution: 'bundler',
  skipLibCheck: true,
  exactOptionalPropertyTypes: false,
  isolatedModules: false,
  noImplicitOverride: false,
  noImplicitReturns: false,
  noPropertyAccessFromIndexSignature: false,
  noUncheckedIndexedAccess: false,
  noUnusedLocals: false,
  noUnusedParameters: false,
}

async function prepare(project: string, generator: Generator, fill: (text: string) => string): Promise<void> {
  await mkdir(join(project, 'src'))
  await writeFile(join(project, 'package.json'), JSON.stringify({ name: 'generated', private: true, type: 'module' }))
  await writeFile(join(project, 'src/main.ts'), `${generator.program}\n${MAIN}`)
  for (const [name, text] of Object.entries(generator.files ?? {})) await writeFile(join(project, name), fill(text))
  for (const name of generator.needs) {
    const link = join(project, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(join(modules[name === 'openapi-fetch' ? 'project' : 'generators'], name), link)
  }
}

async function targetOf({ baseUrls, companyId }: Emulator): Promise<Record<string, string>> {
  const headers = { Authorization: 'Bearer generated' }
  const response = await fetch(`${baseUrls['v2.0']}/companies(${companyId})/items?$top=1`, { headers })
  const { value } = (await response.json()) as { value: { id: string }[] }
  return { BASE_URL: baseUrls['v2.0'], TOKEN: 'generated', COMPANY: companyId, ITEM: value[0]?.id ?? '' }
}
