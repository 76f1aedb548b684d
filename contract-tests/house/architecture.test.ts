import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-lint-'))
  await copyFile(join(root, '.biome.json'), join(folder, '.biome.json'))
})
afterEach(() => rm(folder, { recursive: true }))

/** What the linter, with this project's rules, says of a file that imports a module. */
async function lintImport(file: string, module: string): Promise<string> {
  await mkdir(dirname(join(folder, file)), { recursive: true })
  await writeFile(join(folder, file), `import * as all from '${module}'\n\nexport const mine = all\n`)
  return new Promise((resolve) => {
    const parameters = ['lint', '--vcs-enabled=false', '--colors=off', file]
    const biome = join(root, 'node_modules/.bin/biome')
    execFile(biome, parameters, { cwd: folder }, (_, stdout, stderr) => resolve(stdout + stderr))
  })
}

it.each([
  ['src/emulator/api/service.ts', '../../../generated/types/v2.0.ts', 'independent witness'],
  ['src/emulator/api/odata/query.ts', '../../../../openapi/v2.0.yaml', 'independent witness'],
  ['src/emulator/api/service.ts', '../../client/index.ts', 'independent witness'],
  ['src/emulator/api/service.ts', 'openapi-fetch', 'independent witness'],
  ['src/emulator/api/service.ts', 'node:http', 'noNodejsModules'],
  ['src/emulator/exchange.ts', 'node:crypto', 'noNodejsModules'],
  ['src/emulator/storage/store.ts', 'node:stream', 'noNodejsModules'],
  ['src/client/index.ts', '../emulator/index.ts', 'neither the emulator nor the command line'],
  ['src/client/index.ts', 'node:fs', 'noNodejsModules'],
  ['src/node/index.ts', '../emulator/index.ts', 'neither the emulator nor the command line'],
  ['src/verify/run.ts', '../emulator/index.ts', 'independent witness'],
  ['src/verify/run.ts', '../client/index.ts', 'independent witness'],
  ['src/verify/checks/all.ts', '../../cli/connection.ts', 'independent witness'],
  ['src/verify/checks/all.ts', '../../../contract-tests/support/contract.ts', 'independent witness'],
  ['src/verify/run.ts', 'openapi-fetch', 'independent witness'],
])('the linter keeps %s from importing %s', async (file, module, complaint) => {
  expect((await lintImport(file, module)).replace(/\s+/g, ' ')).toContain(complaint)
})

it.each([
  ['src/emulator/api/service.ts', './pictures.ts'],
  ['src/emulator/http/server.ts', 'node:http'],
  ['src/emulator/start.ts', 'node:http'],
  ['src/client/index.ts', '../../generated/types/v2.0.ts'],
  ['src/client/test/bad-input.test.ts', 'node:fs'],
  ['src/verify/run.ts', './session.ts'],
])('the linter lets %s import %s', async (file, module) => {
  expect(await lintImport(file, module)).toContain('Checked 1 file')
  expect(await lintImport(file, module)).not.toMatch(/noRestrictedImports|noNodejsModules/)
})
