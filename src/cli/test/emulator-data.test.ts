import { execFile } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startEmulator } from '../../emulator/index.ts'
import { openSqlite } from '../../emulator/storage/sqlite.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const isRoot = process.getuid?.() === 0
const call = promisify(execFile)
let root: string
let count = 0

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'bc-pictures-command-data-'))
  await chmod(root, 0o755)
})
afterAll(() => rm(root, { recursive: true }))

async function newFolder(): Promise<string> {
  const folder = join(root, String(++count))
  await (await startEmulator({ data: folder, seed: 'empty' })).close()
  return folder
}

/** Runs the command on a data folder that it cannot use, and gives the exit code and what it printed. */
async function runOn(data: string, uid?: number) {
  const options = { timeout: 20_000, ...(uid === undefined ? {} : { uid, gid: uid }) }
  const parameters = ['--no-warnings', main, 'emulator', '--port', '0', '--data', data]
  return call(process.execPath, parameters, options).then(
    () => ({ code: 0, stdout: '', stderr: '' }),
    ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
  )
}

async function expectOneSentence(data: string, sentence: string, uid?: number): Promise<void> {
  const { code, stdout, stderr } = await runOn(data, uid)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^error: [^\n]+\.\n$/)
  expect(stderr).toContain(data)
  expect(stderr).toContain(sentence)
}

it.each<[string, (folder: string) => Promise<unknown>, string]>([
  [
    'the database is a folder',
    async (folder) => {
      await rm(join(folder, 'emulator.sqlite'))
      await mkdir(join(folder, 'emulator.sqlite'))
    },
    'emulator.sqlite is a folder, where a file has to be.',
  ],
  [
    'the database is a link that leads nowhere',
    async (folder) => {
      await rm(join(folder, 'emulator.sqlite'))
      await symlink('nowhere', join(folder, 'emulator.sqlite'))
    },
    'emulator.sqlite is a link, where a file has to be.',
  ],
  [
    'contents is a file',
    async (folder) => {
      await rm(join(folder, 'contents'), { recursive: true })
      await writeFile(join(folder, 'contents'), '')
    },
    'contents is a file, where a folder has to be.',
  ],
  [
    'a record is not JSON',
    async (folder) => {
      const database = openSqlite(join(folder, 'emulator.sqlite'))
      database.exec("UPDATE companies SET record = 'x'")
      database.close()
    },
    'its record is not JSON.',
  ],
])('exits with 2 and one sentence where %s', async (_what, damage, sentence) => {
  const folder = await newFolder()
  await damage(folder)
  await expectOneSentence(folder, sentence)
})

it.runIf(process.platform === 'linux')(
  'exits with 2 and one sentence where no folder can be made, as in /proc',
  async () => {
    // Node's recursive mkdir never ends there.
    await expectOneSentence('/proc/no/such/folder', 'ENOENT')
  },
)

it('exits with 2 and one sentence where the folder is another owner’s', async ({ skip }) => {
  if (process.platform === 'win32') skip()
  const folder = await newFolder()
  const closed = join(root, String(++count))
  await mkdir(closed)
  await chmod(folder, 0o555)
  await chmod(closed, 0)
  const nobody = isRoot ? 65534 : undefined
  await expectOneSentence(folder, 'EACCES', nobody)
  await expectOneSentence(closed, 'EACCES', nobody)
  await expectOneSentence(join(closed, 'deeper'), 'EACCES', nobody)
  await chmod(folder, 0o755)
  await chmod(closed, 0o755)
})

it('exits with 2 and one sentence where the folder is mounted for reading only', async ({ skip }) => {
  if (!isRoot || process.platform !== 'linux') skip()
  const folder = await newFolder()
  const mounted = join(root, String(++count))
  await mkdir(mounted)
  const isMounted = await call('mount', ['--bind', '-o', 'ro', folder, mounted]).then(
    () => true,
    () => false,
  )
  if (!isMounted) skip()
  try {
    await expectOneSentence(mounted, 'EROFS')
    await expectOneSentence(join(mounted, 'deeper'), 'cannot be used')
  } finally {
    await call('umount', [mounted])
  }
})
