/** Does what the README says, in an empty project with the packed package: each example as it is written, but for the port and the host. */
import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { deadLinks } from '../support/links.ts'
import { type Consumer, installPacked } from '../support/packed-package.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const run = promisify(execFile)
let consumer: Consumer
let project: string
let emulator: Emulator
let readme: string

beforeAll(async () => {
  consumer = await installPacked()
  project = consumer.folder
  // As `npm init -y` writes it.
  await run('npm', ['pkg', 'set', 'type=commonjs'], { cwd: project })
  emulator = await startEmulator({ auth: 'oauth' })
  readme = await readFile(join(root, 'README.md'), 'utf8')
}, 180_000)
afterAll(async () => {
  await emulator.close()
  await consumer[Symbol.asyncDispose]()
})

/** The JavaScript example below a heading. */
function example(heading: string): string {
  const section = readme.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  const code = /```js\n(.*?)```/s.exec(section)?.[1]
  if (code === undefined) throw new Error(`The README has no example below "${heading}".`)
  return code
}

/** Saves an example with some texts replaced, each of which it has to hold, and runs it with Node. */
async function runExample(
  file: string,
  code: string,
  replaced: Record<string, string>,
  env = {},
  flags: string[] = [],
) {
  let changed = code
  for (const [from, to] of Object.entries(replaced)) {
    expect(changed).toContain(from)
    changed = changed.replace(from, to)
  }
  await writeFile(join(project, file), changed)
  return await run(process.execPath, [...flags, file], { cwd: project, env: { PATH: process.env.PATH, ...env } })
}

it('the first use runs in a project that is CommonJS by default', async () => {
  await using open = await startEmulator()
  const replaced = { 'http://127.0.0.1:7048': open.url }
  const { stdout } = await runExample('first.mjs', example('First use'), replaced)
  expect(stdout).toMatch(/exists: true/)
  // The README prints this in a comment.
  expect(stdout).toMatch(/width: 516,\s+height: 466,\s+contentType: 'image\/png'/)
  expect((await readFile(join(project, 'desk.png'))).length).toBeGreaterThan(1000)
  const uploads = open.requests().filter(({ method }) => method === 'PATCH')
  expect(uploads.map(({ status }) => status)).toEqual([204])
})

it('the example of a test passes, and the process ends', async () => {
  const { stdout } = await runExample('first.test.mjs', example('In your tests'), {}, {}, ['--test'])
  expect(stdout).toMatch(/pass 1\b/)
})

it('the example of Business Central online signs in with client credentials and lists the companies', async () => {
  const { stdout } = await runExample(
    'online.mjs',
    example('Business Central online'),
    {
      'https://api.businesscentral.dynamics.com': emulator.url,
      'clientCredentials({ tenantId,': `clientCredentials({ tokenUrl: '${emulator.tokenUrl}',`,
    },
    { BC_TENANT_ID: 'contoso.com', BC_CLIENT_ID: 'client', BC_CLIENT_SECRET: 'secret' },
  )
  expect(stdout).toContain('CRONUS International Ltd.')
})

it('the commands work one after the other', async () => {
  await using open = await startEmulator()
  const section = readme.split(/^## /m).find((part) => part.startsWith('From the command line\n')) ?? ''
  const commands = [...section.matchAll(/^ {4}(.*)$/gm)].map(([, command = '']) => command)
  expect(commands.length).toBeGreaterThan(3)
  const script = commands.join('\n').replace('http://127.0.0.1:7048', open.url)
  expect(script).toContain(open.url)
  const { stdout } = await run('bash', ['-e', '-c', script], { cwd: project, env: { PATH: process.env.PATH } })
  expect(stdout).toContain('1936-S')
  expect(await readdir(join(project, 'pictures'))).toContain('1936-S.png')
})

it('verify passes on the emulator as the README calls it', async () => {
  await using open = await startEmulator()
  const [, base = ''] = /verify --base-url (\S+?)`/.exec(readme) ?? []
  expect(base).toContain('http://127.0.0.1:7048')
  const command = join(project, 'node_modules/.bin/bc-pictures')
  const { stdout } = await run(command, ['verify', '--base-url', base.replace('http://127.0.0.1:7048', open.url)], {
    cwd: project,
    env: { PATH: process.env.PATH, BC_TOKEN: 'any' },
  })
  expect(stdout).not.toBe('')
})

it('every link of every page leads somewhere in the package', async () => {
  const folder = join(project, 'node_modules/bc-pictures')
  const pages = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith('.md'))
  expect(pages).toEqual(
    expect.arrayContaining(['README.md', 'CONTRIBUTING.md', 'docs/client.md', 'openapi/DIVERGENCES.md']),
  )
  for (const file of pages) {
    expect(deadLinks(folder, file, await readFile(join(folder, file), 'utf8')), file).toEqual([])
  }
})
