import { execFile } from 'node:child_process'
import { copyFile, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { type CodeBlock, codeBlocks } from '../../src/tools/docs/code-blocks.ts'
import { type Consumer, installPacked } from '../support/packed-package.ts'

/** The guides whose every block of code runs here. Those of client, emulator and verify have tests of their own. */
const GUIDES = ['start', 'getting-started', 'online', 'pictures', 'testing', 'recipes', 'ci', 'generate']

const root = fileURLToPath(new URL('../../', import.meta.url))
const run = promisify(execFile)
const blocks = await Promise.all(
  GUIDES.map(async (name) => [name, codeBlocks(await readFile(join(root, 'docs', `${name}.md`), 'utf8'))] as const),
)
let consumer: Consumer

beforeAll(async () => {
  consumer = await installPacked()
  await copyFile(join(root, 'src/emulator/seed/pictures/athens-desk.png'), join(consumer.folder, 'desk.png'))
  for (const name of ['vitest', 'undici', '@azure/identity']) {
    const link = join(consumer.folder, 'node_modules', name)
    await mkdir(dirname(link), { recursive: true })
    await symlink(join(root, 'node_modules', name), link)
  }
}, 180_000)
afterAll(() => consumer[Symbol.asyncDispose]())

describe.each(blocks)('docs/%s.md', (_, all) => {
  const running = all.filter(({ language, flags }) => ['js', 'ts', 'sh'].includes(language) && !('show' in flags))
  it.each(running.map((block, index) => [`${index + 1}: ${block.code.split('\n')[0]}`, block] as const))(
    'has a block that runs, %s',
    async (_name, block) => {
      await using emulator = await emulatorFor(block)
      await runBlock(block, environmentOf(emulator))
    },
    60_000,
  )

  it.each(all.filter(({ language }) => language === 'yaml').map(({ code }) => [code]))(
    'has YAML that is right: %#',
    async (code) => {
      const workflow = parse(code) as Workflow | Step[]
      const steps = Array.isArray(workflow) ? workflow : Object.values(workflow.jobs).flatMap((job) => job.steps)
      expect(steps.length).toBeGreaterThan(0)
      const { inputs } = parse(await readFile(join(root, 'action.yml'), 'utf8')) as { inputs: Record<string, unknown> }
      for (const { uses = '', with: given = {} } of steps) {
        if (uses.endsWith('@COMMIT')) expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)))
      }
    },
  )
})

interface Step {
  uses?: string
  with?: Record<string, unknown>
}

interface Workflow {
  jobs: Record<string, { steps: Step[] }>
}

/** Starts an emulator that signs callers in as the block does. */
function emulatorFor({ code }: CodeBlock): Promise<Emulator> {
  if (code.includes('clientCredentials(')) return startEmulator({ auth: 'oauth' })
  return startEmulator(code.includes('basic(') ? { auth: 'basic' } : {})
}

function environmentOf({ baseUrls, companyId, url }: Emulator): Record<string, string> {
  return {
    BC_BASE_URL: baseUrls['v2.0'],
    BC_TOKEN: 'guide',
    BC_USER: 'guide',
    BC_ACCESS_KEY: 'key',
    BC_TENANT_ID: 'contoso.example',
    BC_CLIENT_ID: 'guide',
    BC_CLIENT_SECRET: 'secret',
    BC_TOKEN_URL: `${url}/contoso.example/oauth2/v2.0/token`,
    COMPANY_ID: companyId,
    ITEM_ID: '07493b2c-d676-4d09-ba8c-fc03607cab76',
    PORT: '0',
    PATH: process.env.PATH ?? '',
  }
}

async function runBlock({ language, code, flags }: CodeBlock, env: Record<string, string>): Promise<void> {
  const cwd = consumer.folder
  const start = (command: string, args: string[]) => run(command, args, { cwd, env, maxBuffer: 16 * 1024 * 1024 })
  // The address that the guides print is that of an emulator started by hand.
  const here = code.replaceAll('http://127.0.0.1:7048/BC/api/v2.0', env.BC_BASE_URL ?? '')
  if (language === 'sh') {
    await start('bash', ['-euo', 'pipefail', '-c', here])
  } else if (language === 'ts') {
    await start('node_modules/.bin/bc-pictures', ['generate', '--out', 'business-central'])
    await writeFile(join(cwd, 'block.ts'), here)
    await build({
      entryPoints: [join(cwd, 'block.ts')],
      bundle: true,
      packages: 'external',
      format: 'esm',
      outfile: join(cwd, 'block.mjs'),
    })
    await start(process.execPath, ['block.mjs'])
  } else if (flags.test === 'vitest') {
    await writeFile(join(cwd, 'guide.test.mjs'), here)
    await start(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--root', cwd])
    await rm(join(cwd, 'guide.test.mjs'))
  } else {
    const file = flags.file ?? 'block.mjs'
    await writeFile(join(cwd, file), here)
    if (flags.file)
      await start(process.execPath, [
        '--input-type=module',
        '-e',
        DRIVERS[file]?.(pathToFileURL(join(cwd, file)).href) ?? '',
      ])
    else await start(process.execPath, flags.test === 'node' ? ['--test', file] : [file])
  }
}

/** How a file that others import or call is tried. */
const DRIVERS: Record<string, (url: string) => string> = {
  'backend.mjs': (url) => `
    const { server } = await import('${url}')
    if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
    const address = 'http://127.0.0.1:' + server.address().port
    const found = await fetch(address + '/1896-S')
    const missing = await fetch(address + '/none')
    if (found.headers.get('content-type') !== 'image/png' || missing.status !== 404) throw new Error('the backend is wrong')
    server.closeAllConnections()
    server.close()`,
  'global-setup.mjs': (url) => `
    const { default: setup } = await import('${url}')
    const provided = {}
    const teardown = await setup({ provide: (name, value) => { provided[name] = value } })
    const { status } = await fetch(provided.bcBaseUrl + '/companies', { headers: { Authorization: 'Bearer any' } })
    await teardown()
    if (status !== 200) throw new Error('nothing was provided')`,
}

it('a block that fails is noticed in every language', async () => {
  await using emulator = await startEmulator()
  const env = environmentOf(emulator)
  for (const language of ['js', 'ts', 'sh']) {
    const code = language === 'sh' ? 'false' : "throw new Error('broken')"
    await expect(runBlock({ language, flags: {}, code }, env), language).rejects.toThrow()
  }
})
