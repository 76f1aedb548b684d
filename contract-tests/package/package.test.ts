import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
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

beforeAll(async () => {
  consumer = await installPacked()
  project = consumer.folder
}, 180_000)
afterAll(() => consumer[Symbol.asyncDispose]())

describe('the package, installed in an empty project', () => {
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
