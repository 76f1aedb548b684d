import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'

interface Action {
  inputs: Record<string, { default: string }>
  runs: { steps: Step[] }
}

interface Step {
  env?: Record<string, string>
  run: string
}

const root = new URL('../../', import.meta.url)
let action: Action
let emulator: Emulator
let folder: string

beforeAll(async () => {
  action = parse(await readFile(new URL('action.yml', root), 'utf8'))
  emulator = await startEmulator({ token: 'action-token' })
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-action-'))
  // Everything is installed here already: npm only says what it was asked for, and what it could have read.
  await writeFile(join(folder, 'npm'), '#!/bin/sh\necho "npm $* in $PWD"\nenv\n')
  await writeFile(join(folder, 'npx'), '#!/bin/sh\necho "npx was called"\nexit 99\n')
  for (const name of ['npm', 'npx']) await chmod(join(folder, name), 0o755)
})
afterAll(async () => {
  await emulator.close()
  await rm(folder, { recursive: true })
})

/** Runs the steps of the action as the runner does: inputs filled into the variables of each, its script given to bash. */
async function run(inputs: Record<string, string>): Promise<{ code: number; output: string; outputs: string[] }> {
  const outputs: string[] = []
  for (const step of action.runs.steps) {
    const { code, output } = await runStep(step, inputs)
    outputs.push(output)
    if (code !== 0) return { code, output: outputs.join(''), outputs }
  }
  return { code: 0, output: outputs.join(''), outputs }
}

function runStep(step: Step, inputs: Record<string, string>): Promise<{ code: number; output: string }> {
  const value = (text: string) => {
    const name = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(text)?.[1]
    return name === undefined ? text : (inputs[name] ?? action.inputs[name]?.default ?? `no input ${name}`)
  }
  const variables = Object.entries(step.env ?? {}).map(([name, text]) => [name, value(text)])
  const path = { PATH: `${folder}:${process.env.PATH}`, GITHUB_ACTION_PATH: fileURLToPath(root).replace(/\/$/, '') }
  const env = { ...path, ...Object.fromEntries(variables), GITHUB_OUTPUT: join(folder, 'outputs') }
  return new Promise((resolve) => {
    execFile('bash', ['-c', step.run], { env, cwd: folder }, (error, stdout, stderr) => {
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
  expect(output).toContain('::notice title=bc-pictures verify::The contract holds as far as it was tried:')
  expect(code).toBe(0)
  expect(JSON.parse(await readFile(join(folder, 'observed.json'), 'utf8')).mode).toBe('write')
})

it('tells a workflow what it found, and where the observations are', async () => {
  const base = { 'base-url': emulator.baseUrls['v2.0'], token: 'action-token', parents: 'items' }
  await run({ ...base, observations: 'observed.json' })
  expect(await readFile(join(folder, 'outputs'), 'utf8')).toContain('result=passed\nobservations=observed.json\n')
  expect((await run({ ...base, token: 'another' })).code).toBe(3)
  expect(await readFile(join(folder, 'outputs'), 'utf8')).toMatch(/result=failed\nobservations=\n$/)
})

it('signs in at a token endpoint of its own', async () => {
  await using oauth = await startEmulator({ auth: 'oauth' })
  const app = { tenant: 'contoso.example', 'client-id': 'app', 'client-secret': 'secret' }
  const endpoint = { 'base-url': oauth.baseUrls['v2.0'], 'token-url': `${oauth.url}/contoso.example/oauth2/v2.0/token` }
  expect((await run({ ...app, ...endpoint, parents: 'items' })).code).toBe(0)
})

it('fails with the exit code of the command', async () => {
  const { code, output } = await run({ 'base-url': emulator.baseUrls['v2.0'], token: 'another', parents: 'items' })
  expect(code).toBe(3)
  expect(output).toContain('refuses the credentials')
})

it('runs its own checkout, installed by its lockfile, and calls no package by name', async () => {
  const scripts = action.runs.steps.map((step) => step.run).join('\n')
  expect(scripts).not.toMatch(/npx|npm (exec|install|i) |bc-pictures@/)
  const { outputs } = await run({ 'base-url': emulator.baseUrls['v2.0'], token: 'action-token', parents: 'items' })
  expect(outputs[0]).toContain(
    `npm ci --no-audit --no-fund --loglevel=error in ${fileURLToPath(root).replace(/\/$/, '')}`,
  )
  expect(outputs.join('')).not.toContain('npx was called')
})

it('shows no secret to what is installed', async () => {
  const secrets = { token: 'action-token', 'client-secret': 's3cret-of-the-app', 'access-key': 'key-of-the-user' }
  const { outputs } = await run({ 'base-url': emulator.baseUrls['v2.0'], ...secrets })
  expect(outputs[0]).toContain('PATH=')
  for (const secret of Object.values(secrets)) expect(outputs[0]).not.toContain(secret)
})

it('pins every action that a workflow uses by its commit', async () => {
  const folderOfWorkflows = new URL('.github/workflows/', root)
  const used: string[] = []
  for (const name of await readdir(folderOfWorkflows)) {
    const text = await readFile(new URL(name, folderOfWorkflows), 'utf8')
    used.push(...[...text.matchAll(/uses: *(\S+)/g)].map(([, action = '']) => action))
  }
  expect(used.length).toBeGreaterThan(0)
  // The tag may move; the commit may not. `./` is this repository.
  expect(used.filter((name) => !name.startsWith('./') && !/@[0-9a-f]{40}$/.test(name))).toEqual([])
})

it('lets no input become a command', async () => {
  for (const step of action.runs.steps) expect(step.run).not.toContain('${{')
  const { code } = await run({ 'base-url': emulator.baseUrls['v2.0'], entities: '$(touch pwned); `touch pwned`' })
  expect(code).toBe(2)
  await expect(readFile(join(folder, 'pwned'))).rejects.toThrow('ENOENT')
})
