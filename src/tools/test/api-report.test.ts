import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changedLines } from '../api-report/changed-lines.ts'
import { apiReports } from '../api-report/report.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
/** A copy of what `make` built. */
let root: string
let before: Map<string, string>

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'bc-pictures-api-'))
  for (const part of ['dist/src', 'dist/generated', 'package.json'])
    await cp(join(repository, part), join(root, part), { recursive: true })
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'))
  before = await apiReports(root)
}, 60_000)
afterAll(() => rm(root, { recursive: true }))

it('describes the four entries of the package', () => {
  expect([...before.keys()]).toEqual(['client.api.md', 'node.api.md', 'emulator.api.md', 'verify.api.md'])
  expect(before.get('client.api.md')).toContain('export function createPictureClient')
  expect(before.get('node.api.md')).toContain('export function downloadTo')
  expect(before.get('emulator.api.md')).toContain('export function createEmulator')
  expect(before.get('verify.api.md')).toContain('export function verify')
})

describe('a change that users see', () => {
  it.each([
    [
      'an export that is gone',
      'client',
      'client/index.d.ts',
      /^.*find-entity.*\n/m,
      '',
      '- export function findEntity',
    ],
    ['an option that is required', 'client', 'client/options.d.ts', 'timeout?:', 'timeout:', '+     timeout: number'],
    [
      'a method of a type that is not exported itself',
      'emulator',
      'emulator/parts.d.ts',
      'snapshot(',
      'takeSnapshot(',
      '+     takeSnapshot(',
    ],
  ])(
    'is in the report: %s',
    async (_name, entry, file, from, to, line) => {
      const path = join(root, 'dist/src', file)
      const text = await readFile(path, 'utf8')
      const changed = text.replace(from, to)
      expect(changed).not.toBe(text)
      await writeFile(path, changed)
      try {
        const after = await apiReports(root)
        const lines = changedLines(before.get(`${entry}.api.md`) ?? '', after.get(`${entry}.api.md`) ?? '')
        expect(lines.join('\n')).toContain(line)
      } finally {
        await writeFile(path, text)
      }
    },
    60_000,
  )
})

it('names the lines that are gone and the lines that are new', () => {
  expect(changedLines('a\nb\nb\nc', 'a\nb\nd\nc')).toEqual(['- b', '+ d'])
  expect(changedLines('a\nb', 'a\nb')).toEqual([])
})
