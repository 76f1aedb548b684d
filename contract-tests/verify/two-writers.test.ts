import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Emulator } from '../../src/emulator/index.ts'
import { bcPictures } from '../../src/test-support/bc-pictures.ts'
import { sha256 } from '../../src/test-support/pictures.ts'
import { type CheckResult, type Report, VerifyUsageError, verify } from '../../src/verify/index.ts'
import { allPictures, startLocked } from './endurance.ts'

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const headers = { Authorization: 'Bearer endurance-token' }
const customer = { parent: 'customers', key: '10000' }
const theirs = Buffer.from('the picture that somebody else put there')

let emulator: Emulator
let saveTo: string
let before: Record<string, string>
let content: string
let original: string

beforeAll(async () => {
  emulator = await startLocked()
  const set = `${emulator.baseUrls['v2.0']}/companies(${emulator.companyId})/customers`
  const found = (await (await fetch(`${set}?$filter=number eq '10000'`, { headers })).json()) as {
    value: { id: string }[]
  }
  content = `${set}(${found.value[0]?.id})/picture/pictureContent`
})
afterAll(() => emulator.close())
beforeEach(async () => {
  await emulator.reset()
  saveTo = await mkdtemp(join(tmpdir(), 'bc-pictures-two-'))
  before = await allPictures(emulator)
  original = before[`customers(${idOf(content)})`] ?? ''
})
afterEach(() => rm(saveTo, { recursive: true }))

function idOf(url: string): string {
  return /customers\(([^)]+)\)/.exec(url)?.[1] ?? ''
}

async function put(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const type = { 'If-Match': '*', 'Content-Type': 'application/octet-stream' }
  const { status } = await fetch(content, { method: 'PATCH', headers: { ...headers, ...type }, body: bytes })
  expect(status).toBe(204)
}

async function current(): Promise<string> {
  return sha256(await (await fetch(content, { headers })).arrayBuffer())
}

function run(onResult?: (result: CheckResult) => void, notes: string[] = [], only?: string[]): Promise<Report> {
  const target = {
    baseUrl: emulator.baseUrls['v2.0'],
    apiVersion: 'v2.0' as const,
    company: undefined,
    authorization: async () => headers.Authorization,
  }
  const told = { ...(onResult ? { onResult } : {}), onNote: (note: string) => void notes.push(note) }
  return verify({ target, write: true, entities: [customer], saveTo, ...told, ...(only ? { only } : {}) })
}

/** Every copy of the original that a save folder holds. */
async function copies(folder: string): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const hashes = await Promise.all(
    files.map(async ({ parentPath, name }) => sha256(await readFile(join(parentPath, name)))),
  )
  return hashes.filter((hash) => hash === original)
}

describe('somebody else who changes the picture amid a run', () => {
  it('keeps what they put there, and the run keeps its copy, says so, and writes no more', async () => {
    let asked = 0
    const report = await run(async ({ id }) => {
      if (id !== 'upload') return
      await put(theirs)
      asked = emulator.requests().length
    })
    expect(await current()).toBe(sha256(theirs))
    const [problem = ''] = report.notRestored
    expect(problem).toContain('The picture of customers:10000 is not the one that this run left there: somebody else')
    expect(sha256(await readFile(/is saved in (\S+);/.exec(problem)?.[1] ?? ''))).toBe(original)
    const writes = emulator
      .requests()
      .slice(asked)
      .filter(({ method }) => method !== 'GET')
    // At most one was on its way while they wrote.
    expect(writes.length).toBeLessThanOrEqual(1)
    expect(report.results.find(({ id }) => id === 'original-restored')?.status).toBe('failed')
  })

  it('is not taken for a violation of the server', async () => {
    const report = await run(async ({ id }) => void (id === 'upload' && (await put(theirs))))
    const failed = report.results.filter(({ status }) => status === 'failed').map(({ id }) => id)
    expect(failed).toEqual(['original-restored'])
  })

  it('is noticed though it brings back what was there before this run', async () => {
    const url = content.replace('/pictureContent', '')
    const remove = () => fetch(url, { method: 'DELETE', headers })
    await remove()
    const report = await run(async ({ id }) => void (id === 'replace' && (await remove())), [], ['replace'])
    expect(report.notRestored.join()).toContain('somebody else changed it')
  })

  it('is noticed when it comes after the last write, before the original is put back', async () => {
    await run(async ({ id }) => void (id === 'other-methods' && (await put(theirs))))
    expect(await current()).toBe(sha256(theirs))
    expect(await copies(saveTo)).toHaveLength(1)
  })
})

describe('two runs on one entity', () => {
  it('do not happen: the second one ends at once, and says which process is at work', async () => {
    let second: unknown
    const first = await run(({ id }) => {
      if (id === 'upload') second ??= run().catch((error) => error)
    })
    const error = (await second) as Error
    expect(error).toBeInstanceOf(VerifyUsageError)
    expect(error.message).toContain(`another run (process ${process.pid} on ${hostname()})`)
    expect(first.notRestored).toEqual([])
    expect(await allPictures(emulator)).toEqual(before)
    expect(await readdir(saveTo)).toEqual([])
  })

  it('do not happen from two working directories of one machine either', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'bc-pictures-two-'))
    let second: ReturnType<typeof bcPictures> | undefined
    await run(({ id }) => {
      const args = ['verify', '--base-url', emulator.baseUrls['v1.0'], '--write', '--entity', 'customers:10000']
      if (id === 'upload') second ??= bcPictures(args, { cwd: elsewhere, env: { BC_TOKEN: 'endurance-token' } })
    })
    // It may have begun after the first one ended; then it did its work.
    const { code, stderr } = (await second) ?? { code: 0, stderr: '' }
    expect([0, 2]).toContain(code)
    await rm(elsewhere, { recursive: true })
    if (code === 2) expect(stderr).toContain('The pictures of customers:10000 are being written to by another run')
    expect(await allPictures(emulator)).toEqual(before)
  })

  it('on two machines lose nothing: the original is there, or in a copy that one of them names', async () => {
    const env = { BC_TOKEN: 'endurance-token' }
    const args = ['verify', '--base-url', emulator.baseUrls['v2.0'], '--write', '--entity', 'customers:10000']
    const runs = ['a', 'b'].map(async (name) => {
      const home = join(saveTo, name)
      await mkdir(home)
      // Each has a temporary folder of its own, as on another machine.
      return bcPictures(args, { cwd: home, env: { ...env, TMPDIR: home } })
    })
    const ended = await Promise.all(runs)
    const there = (await current()) === original
    const named = ended.some(({ stderr }) => stderr.includes('somebody else changed it'))
    const kept = await copies(saveTo)
    expect(there || (named && kept.length > 0)).toBe(true)
    for (const { code } of ended) expect([0, 1]).toContain(code)
  })
})

describe('a run that was killed amid its writes', () => {
  const args = () => ['verify', '--base-url', emulator.baseUrls['v2.0'], '--write', '--entity', 'customers:10000']

  /** Kills a run after its first write; the picture is not the original then. */
  async function killed(): Promise<void> {
    const env = { PATH: process.env.PATH ?? '', BC_TOKEN: 'endurance-token' }
    const child = spawn(process.execPath, [MAIN, ...args()], { cwd: saveTo, env, stdio: 'ignore' })
    const ended = once(child, 'close')
    while (!emulator.requests().some(({ method }) => method === 'PATCH')) await delay(2)
    child.kill('SIGKILL')
    await ended
    await put(theirs)
  }

  const again = () => bcPictures(args(), { cwd: saveTo, env: { BC_TOKEN: 'endurance-token' } })

  it('is noticed by the next one, which names the copy and writes nothing until that is settled', async () => {
    await killed()
    const { code, stderr } = await again()
    expect(code).toBe(2)
    const [, copy = '', folder = ''] = /saved in (\S+)\. Put that right.*Or move (\S+) elsewhere/s.exec(stderr) ?? []
    expect(sha256(await readFile(copy))).toBe(original)
    expect(await current()).toBe(sha256(theirs))
    await rename(folder, `${folder}-elsewhere`)
    expect((await again()).stderr).toContain('The picture of customers:10000 is as it was.')
    expect(await current()).toBe(sha256(theirs))
  })

  it('is in nobody’s way once its picture is back', async () => {
    await killed()
    await put(await readFile(/saved in (\S+)\./.exec((await again()).stderr)?.[1] ?? ''))
    const { code, stderr } = await again()
    expect(stderr).toContain('The picture of customers:10000 is as it was.')
    expect(code).toBe(0)
    expect(await allPictures(emulator)).toEqual(before)
  })
})
