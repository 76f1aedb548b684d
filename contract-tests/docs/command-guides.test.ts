import { execFile, spawn } from 'node:child_process'
import { chmod, copyFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { type Emulator, seed, startEmulator } from '../../src/emulator/index.ts'
import { codeBlocks } from '../../src/tools/docs/code-blocks.ts'
import { type Consumer, installPacked } from '../support/packed-package.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const run = promisify(execFile)
const blocksOf = async (guide: string) => codeBlocks(await readFile(join(root, 'docs', guide), 'utf8'))
let consumer: Consumer
let demo: Emulator
/** Has what the guide to bulk transfer speaks of: an item with a GTIN, and items without a picture. */
let shop: Emulator

beforeAll(async () => {
  consumer = await installPacked()
  const { folder } = consumer
  const desk = join(root, 'src/emulator/seed/pictures/athens-desk.png')
  const chair = join(root, 'src/emulator/seed/pictures/paris-chair.jpg')
  demo = await startEmulator()
  shop = await startEmulator({
    seed: [
      seed.item({ number: '1896-S', displayName: 'ATHENS Desk', picture: desk }),
      seed.item({ number: '1936-S', displayName: 'BERLIN Guest Chair' }),
      seed.item({ number: '2000', displayName: 'Lamp' }),
      seed.item({ number: '3000', displayName: 'Shelf', properties: { gtin: '4006381333931' } }),
      seed.itemVariant({ itemNumber: '1896-S', code: 'OAK', description: 'oak', picture: chair }),
      seed.customer({ number: '10000', displayName: 'Adatum', picture: desk }),
    ],
  })
  // What the guides take for granted: photos of two kinds, a ZIP by GTIN, and credentials in a file.
  await mkdir(join(folder, 'photos'))
  for (const [from, to] of [
    [chair, 'photo.jpg'],
    [chair, 'photos/2000.jpg'],
    [desk, 'bicycle.png'],
  ] as const)
    await copyFile(from, join(folder, to))
  const zip = new ZipFile()
  zip.addFile(desk, '4006381333931.png')
  zip.end()
  await writeFile(join(folder, 'photos.zip'), await bytesOf(zip.outputStream))
  await writeFile(join(folder, 'bc-pictures.env'), 'BC_TOKEN=any\n')
  await chmod(join(folder, 'bc-pictures.env'), 0o600)
  await symlink(join(root, 'node_modules/sharp'), join(folder, 'node_modules/sharp'))
}, 180_000)
afterAll(async () => {
  await Promise.all([demo.close(), shop.close()])
  await consumer[Symbol.asyncDispose]()
})

async function bytesOf(stream: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** Runs a block as it stands, but for the addresses of servers and folders that exist only elsewhere. */
function runBlock(code: string, emulator: Emulator): Promise<{ stdout: string }> {
  const base = emulator.baseUrls['v2.0']
  const here = code
    .replaceAll('http://127.0.0.1:7048/BC/api/v2.0', base)
    .replaceAll('https://bcserver:7048/BC/api/v2.0', base)
    .replaceAll('--tenant contoso.com --environment sandbox', `--base-url ${base}`)
    .replaceAll('--base-url …', `--base-url ${base}`)
    .replaceAll('=…', '=any')
    .replaceAll('/srv/', `${consumer.folder}/srv-`)
    .replaceAll('/etc/', `${consumer.folder}/`)
    // An emulator of its own would stay behind: ours is there already.
    .replaceAll(/^.*bc-pictures emulator.*$/gm, '')
  const env = {
    PATH: `${join(consumer.folder, 'node_modules/.bin')}:${process.env.PATH}`,
    BC_BASE_URL: base,
    BC_TOKEN: 'any',
  }
  return run('bash', ['--norc', '-euo', 'pipefail', '-c', here], { cwd: consumer.folder, env, maxBuffer: 16 * 2 ** 20 })
}

it.each(['transfer.md', 'verify.md', 'emulator.md'])(
  'every command of docs/%s works as it is written',
  async (guide) => {
    const shell = (await blocksOf(guide)).filter(({ language, flags }) => language === 'sh' && !('show' in flags))
    expect(shell.length).toBeGreaterThan(1)
    for (const { code } of shell) {
      await runBlock(code, guide === 'transfer.md' ? shop : demo)
    }
  },
  120_000,
)

it('the program of docs/transfer.md pulls', async () => {
  const program = (await blocksOf('transfer.md')).find(({ language }) => language === 'js')?.code ?? ''
  await writeFile(join(consumer.folder, 'program.mjs'), program)
  const { stdout } = await runBlock('node program.mjs && ls -R pictures', shop)
  expect(stdout).toContain('1896-S')
}, 60_000)

it('every way to start an emulator in docs/emulator.md starts one', async () => {
  const commands = (await blocksOf('emulator.md'))
    .filter(({ language }) => language === 'sh')
    .flatMap(({ code }) => code.split('\n').filter((line) => line.includes('bc-pictures emulator')))
  expect(commands.length).toBeGreaterThan(2)
  for (const command of commands) expect(await firstLineOf(`${command.split('#')[0]} --port 0`)).toContain('http://')
}, 60_000)

it('the seeds of docs/emulator.md are taken', async () => {
  const text = await readFile(join(root, 'docs/emulator.md'), 'utf8')
  const seeds = [...text.matchAll(/```json\n([\s\S]+?)```/g)].map(([, json = '']) => json)
  expect(seeds.length).toBe(2)
  for (const seed of seeds) {
    await writeFile(join(consumer.folder, 'seed.json'), seed)
    expect(await firstLineOf('bc-pictures emulator --port 0 --json --seed seed.json')).toContain(
      '"companyName":"Contoso"',
    )
  }
}, 60_000)

/** Starts a server, and ends it once it has said where it is. */
async function firstLineOf(command: string): Promise<string> {
  const path = `${join(consumer.folder, 'node_modules/.bin')}:${process.env.PATH}`
  const child = spawn('bash', ['-c', `exec ${command.replace('node_modules/.bin/', '')}`], {
    cwd: consumer.folder,
    env: { PATH: path },
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  let said = ''
  child.stderr.on('data', (data: Buffer) => {
    said += data
  })
  for await (const line of createInterface({ input: child.stdout })) {
    said = line
    if (line.includes('http://')) break
  }
  child.kill('SIGTERM')
  await ended
  return said
}
