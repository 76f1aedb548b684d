import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'

interface Action {
  inputs: Record<string, { default: string }>
  runs: { steps: { env: Record<string, string>; run: string }[] }
}

const root = new URL('../../', import.meta.url)
const main = fileURLToPath(new URL('src/cli/main.ts', root))
let action: Action
let emulator: Emulator
let folder: string

beforeAll(async () => {
  action = parse(await readFile(new URL('action.yml', root), 'utf8'))
  emulator = await startEmulator({ token: 'action-token' })
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-action-'))
  // In place of the published package: what npx would start, from the sources, after the two words for npx itself.
  await writeFile(join(folder, 'npx'), `#!/bin/sh\nshift 2\nexec "${process.execPath}" "${main}" "$@"\n`)
  await chmod(join(folder, 'npx'), 0o755)
})
afterAll(async () => {
  await emulator.close()
  await rm(folder, { recursive: true })
})

/** Runs the action's one step as the runner does: inputs filled into its variables, the script given to bash. */
async function run(inputs: Record<string, string>): Promise<{ code: number; output: string }> {
  const [step] = action.runs.steps
  const value = (expression: string) => {
    const name = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1] ?? ''
    return inputs[name] ?? action.inputs[name]?.default ?? `no input ${name}`
  }
  const variables = Object.entries(step?.env ?? {}).map(([name, expression]) => [name, value(expression)])
  const env = { PATH: `${folder}:${process.env.PATH}`, ...Object.fromEntries(variables) }
  return new Promise((resolve) => {
    execFile('bash', ['-c', step?.run ?? ''], { env, cwd: folder }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr })
    })
  })
}

it('verifies a server, and writes to the entities that are named', async () => {
  const { code, output } = await run({
    'base-url': emulator.baseUrls['v2.0'],
    company: 'CRONUS International Ltd.',
    token: 'action-token',
    write: 'true',
    entities: 'items:1896-S\nitemVariants:1908-S/RED\n',
    observations: 'observed.json',
  })
  expect(output).toContain('::notice title=bc-pictures verify::The contract holds as far as it was tried.')
  expect(code).toBe(0)
  expect(JSON.parse(await readFile(join(folder, 'observed.json'), 'utf8')).mode).toBe('write')
})

it('fails with the exit code of the command', async () => {
  const { code, output } = await run({ 'base-url': emulator.baseUrls['v2.0'], token: 'another', parents: 'items' })
  expect(code).toBe(3)
  expect(output).toContain('refuses the credentials')
})

it('runs the version of the package that it belongs to', async () => {
  const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'))
  expect(action.inputs['package-version']?.default).toBe(version)
})

it('lets no input become a command', async () => {
  const [step] = action.runs.steps
  expect(step?.run).not.toContain('${{')
  const { code } = await run({ 'base-url': emulator.baseUrls['v2.0'], entities: '$(touch pwned); `touch pwned`' })
  expect(code).toBe(2)
  await expect(readFile(join(folder, 'pwned'))).rejects.toThrow('ENOENT')
})
