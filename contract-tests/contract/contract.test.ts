import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { API_VERSIONS } from '../../src/versions.ts'
import { EXPECTATIONS } from '../dredd/expectations.ts'
import { readContract } from '../support/contract.ts'
import { operationsOf } from '../support/operations.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }

interface Result {
  exitCode: number
  output: string
}

function run(cwd: string, command: string, ...parameters: string[]): Promise<Result> {
  return new Promise((resolve) => {
    const options = { cwd, env, maxBuffer: 64 * 2 ** 20 }
    execFile(command, parameters, options, (error, stdout, stderr) => {
      resolve({ exitCode: error ? Number(error.code) : 0, output: stdout + stderr })
    })
  })
}

const lint = (cwd: string) => run(cwd, join(root, 'node_modules/.bin/redocly'), 'lint', '--format', 'json')
const generate = (cwd: string, ...flags: string[]) => run(cwd, process.execPath, 'src/tools/generate/main.ts', ...flags)

describe('the contract', () => {
  it('has no error and no warning of the linter', async () => {
    const { exitCode, output } = await lint(root)
    expect(exitCode).toBe(0)
    expect(output).toContain('"problems": []')
    expect(output).not.toMatch(/"severity": "(warn|error)"/)
  })

  it.each(API_VERSIONS)('scores at least 90 in %s', async (version) => {
    const { output } = await run(root, join(root, 'node_modules/.bin/redocly'), 'score', version, '--format', 'json')
    const { agentReadiness } = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1))
    expect(agentReadiness).toBeGreaterThanOrEqual(90)
  })

  it.each(API_VERSIONS)('has the expected operations in %s', async (version) => {
    expect(operationsOf(await readContract(version))).toHaveLength(EXPECTATIONS[version].operations)
  })
})

describe('generated/', () => {
  it('is what the contract generates', async () => {
    expect(await generate(root, '--check')).toEqual({ exitCode: 0, output: 'generated/ is up to date (140 files)\n' })
  })
})

describe('the checks of contract and generation bite', () => {
  let copy: string

  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'bc-pictures-copy-'))
    await symlink(join(root, 'node_modules'), join(copy, 'node_modules'))
    for (const part of [
      'package.json',
      'redocly.yaml',
      'openapi',
      'generated',
      'src/tools/generate',
      'src/emulator/seed/pictures/rome-chair.png',
      'src/versions.ts',
    ]) {
      await cp(join(root, part), join(copy, part), { recursive: true })
    }
  })
  afterAll(() => rm(copy, { recursive: true }))

  /** Changes a file of the copy while something is checked, and puts it back. */
  async function whileChanged(file: string, change: (text: string) => string, check: () => Promise<void>) {
    const path = join(copy, file)
    const before = await readFile(path, 'utf8')
    const after = change(before)
    expect(after, `the change of ${file}`).not.toBe(before)
    await writeFile(path, after)
    try {
      await check()
    } finally {
      await writeFile(path, before)
    }
  }

  it('on nothing while nothing is changed', async () => {
    expect(await generate(copy, '--check')).toMatchObject({ exitCode: 0 })
  })

  it('on a property renamed in a schema', async () => {
    await whileChanged(
      'openapi/components/schemas/v2.0/Picture.yaml',
      (text) => text.replaceAll('width', 'breadth'),
      async () => {
        const { exitCode, output } = await generate(copy, '--check')
        expect(exitCode).toBe(1)
        expect(output).toContain('generated/types/v2.0.ts: stale')
        expect(await lint(copy)).toMatchObject({ exitCode: 1, output: expect.stringContaining('breadth') })
      },
    )
  })

  it('on an example that does not validate', async () => {
    await whileChanged(
      'openapi/components/examples/v2.0/ItemPicture.yaml',
      (text) => text.replace(/width: \d+/, 'width: wide'),
      async () => {
        const { exitCode, output } = await lint(copy)
        expect(exitCode).toBe(1)
        expect(output).toContain('no-invalid-media-type-examples')
      },
    )
  })

  it('on a generated file edited by hand', async () => {
    await whileChanged(
      'generated/types/v1.0.ts',
      (text) => `${text}// mine\n`,
      async () => {
        const { exitCode, output } = await generate(copy, '--check')
        expect(exitCode).toBe(1)
        expect(output).toContain('generated/types/v1.0.ts: stale, or edited by hand')
      },
    )
  })

  it('on a contract emptied of its paths', async () => {
    await whileChanged(
      'openapi/v2.0.yaml',
      (text) => text.replace(/^paths:[\s\S]*$/m, 'paths: {}\n'),
      async () => {
        const { exitCode, output } = await generate(copy, '--check')
        expect(exitCode).toBe(1)
        expect(output).toContain('The bundle of v2.0 has no paths')
      },
    )
  })

  it('and a second generation changes nothing', async () => {
    const read = () => readFile(join(copy, 'generated/openapi/v2.0.yaml'), 'utf8')
    await generate(copy)
    const first = await read()
    await generate(copy)
    expect(await read()).toBe(first)
    expect(await generate(copy, '--check')).toMatchObject({ exitCode: 0 })
  })
})
