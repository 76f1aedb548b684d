import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/index.ts'
import { bcPictures } from '../../src/test-support/bc-pictures.ts'
import { sha256 } from '../../src/test-support/pictures.ts'
import { type Report, verify } from '../../src/verify/index.ts'
import type { ApiVersion } from '../../src/versions.ts'
import { PARENTS } from '../support/parents.ts'

const TOKEN = 'endurance-token'
const headers = { Authorization: `Bearer ${TOKEN}` }

/** Starts an emulator that takes one token. */
export function startLocked(quirks: EmulatorOptions['quirks'] = {}): Promise<Emulator> {
  return startEmulator({ token: TOKEN, quirks })
}

/** Verifies an emulator of {@link startLocked} as a caller with the right token, through a proxy where its URL is given. */
export function verifyEmulator(
  emulator: Emulator,
  version: ApiVersion,
  write: boolean,
  saveTo: string,
  throughUrl = emulator.url,
): Promise<Report> {
  const authorization = async () => headers.Authorization
  const baseUrl = emulator.baseUrls[version].replace(emulator.url, throughUrl)
  const target = { baseUrl, apiVersion: version, company: undefined, authorization }
  return verify({ target, write, saveTo })
}

/** What a run reports as wrong. */
export function alarms({ results }: Report): string[] {
  return results.flatMap(({ violations }) => violations.map(({ rule, message }) => `${rule}: ${message}`))
}

/** The SHA-256 of every picture of the company, by parent and id; `none` where there is no picture. */
export async function allPictures({ baseUrls, companyId }: Emulator): Promise<Record<string, string>> {
  const pictures: Record<string, string> = {}
  for (const parent of PARENTS['v2.0']) {
    const set = `${baseUrls['v2.0']}/companies(${companyId})/${parent}`
    const { value } = (await (await fetch(set, { headers })).json()) as { value: { id: string }[] }
    for (const { id } of value) {
      const response = await fetch(`${set}(${id})/picture/pictureContent`, { headers })
      pictures[`${parent}(${id})`] = response.status === 204 ? 'none' : sha256(await response.arrayBuffer())
    }
  }
  return pictures
}

/** The result of an interrupted run. */
export interface InterruptedRun {
  readonly afterMs: number
  readonly code: number | null
  /** Pictures that are neither as they were, nor named in a message with a saved copy of their bytes. */
  readonly lost: readonly string[]
  /** Whether files were left behind though every picture is back. */
  readonly leftovers: readonly string[]
}

/** Starts a run that writes, interrupts it some milliseconds after its first request, and compares every picture with what it was. */
export async function interruptedRun(
  emulator: Emulator,
  version: ApiVersion,
  afterMs: number,
): Promise<InterruptedRun> {
  const cwd = await mkdtemp(join(tmpdir(), 'bc-pictures-interrupt-'))
  try {
    const before = await allPictures(emulator)
    const args = ['verify', '--base-url', emulator.baseUrls[version], '--write', '--reporter', 'json']
    const interrupt = new AbortController()
    const running = bcPictures(args, { cwd, env: { BC_TOKEN: TOKEN }, interrupt: interrupt.signal })
    await firstRequest(emulator)
    await delay(afterMs)
    interrupt.abort()
    const { code, stderr } = await running
    const after = await allPictures(emulator)
    const changed = Object.keys(before).filter((name) => before[name] !== after[name])
    const lost = await Promise.all(
      changed.map(async (name) => ((await isNamed(cwd, stderr, before[name])) ? [] : [name])),
    )
    const leftovers = changed.length > 0 ? [] : (await readdir(cwd, { recursive: true })).filter((name) => name !== '')
    return { afterMs, code, lost: lost.flat(), leftovers }
  } finally {
    await rm(cwd, { recursive: true, force: true })
  }
}

// A busy machine takes its time to start a process, so moments are counted from its first request. It looks for the company,
// which nothing else here does.
async function firstRequest(emulator: Emulator): Promise<void> {
  const asked = () => emulator.requests().filter(({ path }) => /\/companies$/.test(path.split('?')[0] ?? '')).length
  const before = asked()
  while (asked() === before) await delay(5)
}

async function isNamed(cwd: string, stderr: string, hash: string | undefined): Promise<boolean> {
  for (const [, file = ''] of stderr.matchAll(/is saved in (\S+), put it back/g)) {
    if (sha256(await readFile(join(cwd, file))) === hash) return true
  }
  return false
}
