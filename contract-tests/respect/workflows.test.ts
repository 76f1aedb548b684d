import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { type Break, startBrokenServer } from '../../src/test-support/broken-server.ts'
import { API_VERSIONS, type ApiVersion } from '../../src/versions.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())

/** Runs the workflow of a version with Redocly's runner. */
async function respect(version: ApiVersion, breakIt: Break): Promise<{ code: number; output: string }> {
  await using server = await startBrokenServer(emulator.url, breakIt)
  const url = emulator.baseUrls[version].replace(emulator.url, server.url)
  const inputs = ['--input', 'token=any', '--input', 'number=1936-S']
  const args = [
    `openapi/workflows/${version}.yaml`,
    '--server',
    `pictures=${url}`,
    ...inputs,
    '--severity',
    'SCHEMA_CHECK=off',
  ]
  const env = { PATH: process.env.PATH ?? '', REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  // The server must outlive the run.
  return await new Promise((resolve) => {
    execFile(`${root}node_modules/.bin/redocly`, ['respect', ...args], { cwd: root, env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, output: stdout + stderr })
    })
  })
}

it.each(API_VERSIONS)('the workflow of %s uploads, reads back, replaces and deletes', async (version) => {
  const uploads: number[] = []
  const { code, output } = await respect(version, async (request, forward) => {
    if (request.method === 'PATCH') uploads.push(request.body.length)
    return forward(request)
  })
  expect(output).toMatch(/Workflows: 1 passed, 1 total/)
  expect(code).toBe(0)
  // The runner sends the files' bytes, not a text made of them.
  expect(uploads).toEqual([15491, 2601])
})

it('the workflow notices a delete that does nothing', async () => {
  const { code, output } = await respect('v2.0', async (request, forward) =>
    request.method === 'DELETE' ? { status: 204, headers: {}, body: Buffer.alloc(0) } : forward(request),
  )
  expect(code).toBe(1)
  expect(output).toContain('readDeleted')
})
