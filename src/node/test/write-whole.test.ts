import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { writeWhole } from '../../replace-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-whole-'))
})
afterEach(() => rm(folder, { recursive: true }))

// `verify --out` made a file of mode 0600 readable for everybody, and replaced a link by a file.
it('writes a file anew, with the permissions that it had, at the end of a link', async () => {
  await mkdir(join(folder, 'there'))
  await writeFile(join(folder, 'there', 'real.json'), 'a text that is longer than the new one')
  await chmod(join(folder, 'there', 'real.json'), 0o600)
  await symlink(join('there', 'real.json'), join(folder, 'link.json'))
  await writeWhole(join(folder, 'link.json'), '{}')
  expect((await lstat(join(folder, 'link.json'))).isSymbolicLink()).toBe(true)
  expect(await readFile(join(folder, 'there', 'real.json'), 'utf8')).toBe('{}')
  expect(((await stat(join(folder, 'there', 'real.json'))).mode & 0o777).toString(8)).toBe('600')
})

it('leaves the old file, and nothing else, where the new one cannot be written', async () => {
  await writeFile(join(folder, 'old.json'), 'old')
  const text = { toString: () => 'no text' } as unknown as string
  await expect(writeWhole(join(folder, 'old.json'), text)).rejects.toThrow()
  expect([await readdir(folder), await readFile(join(folder, 'old.json'), 'utf8')]).toEqual([['old.json'], 'old'])
})

it.each([
  ['nowhere/a.json', 'ENOENT'],
  ['.', 'EISDIR'],
])('says why %s cannot be written: %s', async (name, code) => {
  await expect(writeWhole(join(folder, name), '')).rejects.toMatchObject({ code })
})
