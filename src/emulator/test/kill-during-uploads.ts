import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes, randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Json, sha256 } from './support.ts'

const main = fileURLToPath(new URL('emulator-process.ts', import.meta.url))

/** What one entity may hold after a kill. */
interface Expected {
  readonly acknowledged: string
  /** Sent, but no answer came: it may be there, whole, or not at all. */
  readonly unanswered: string | undefined
}

interface Tally {
  acknowledged: number
  interrupted: number
}

/**
 * Starts an emulator on one data folder, kills it with SIGKILL amid concurrent uploads, and looks at the folder through
 * the next one: as often as it is told.
 * @throws Error when an acknowledged upload is not there with its SHA-256, or something half is there
 */
export async function killDuringUploads(kills: number): Promise<Tally> {
  const data = await mkdtemp(join(tmpdir(), 'bc-pictures-killed-'))
  const tally: Tally = { acknowledged: 0, interrupted: 0 }
  const expected = new Map<string, Expected>()
  try {
    for (let kill = 0; kill < kills; kill++) {
      const { child, urls } = await start(data)
      await check(urls, expected)
      const uploads = urls.slice(0, 6).map((url) => uploadUntilKilled(url, expected, tally))
      await sleep(randomInt(20, 250))
      child.kill('SIGKILL')
      await Promise.all([once(child, 'exit'), ...uploads])
    }
    const { child, urls } = await start(data)
    await check(urls, expected)
    const left = (await readdir(join(data, 'contents'))).filter((name) => name.endsWith('.partial'))
    child.kill()
    await once(child, 'exit')
    if (left.length > 0) throw new Error(`Left over: ${left.join(', ')}`)
    return tally
  } finally {
    await rm(data, { recursive: true })
  }
}

async function start(data: string): Promise<{ child: ChildProcess; urls: string[] }> {
  const options = JSON.stringify({ auth: 'none', data })
  const child = spawn(process.execPath, [main, options], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  const baseUrl = JSON.parse(line).baseUrls['v2.0']
  const items = (await (await fetch(`${baseUrl}/items`)).json()) as Json
  // Paths, not ports, say which entity it is: the port changes with every start.
  return { child, urls: items.value.map(({ id }: Json) => `${baseUrl}/items(${id})/picture/pictureContent`) }
}

async function uploadUntilKilled(url: string, expected: Map<string, Expected>, tally: Tally): Promise<void> {
  const { pathname } = new URL(url)
  for (;;) {
    const bytes = randomBytes(randomInt(1, 400_000))
    const hash = sha256(bytes)
    const acknowledged = expected.get(pathname)?.acknowledged ?? ''
    expected.set(pathname, { acknowledged, unanswered: hash })
    try {
      const { status } = await fetch(url, { method: 'PATCH', headers: { 'If-Match': '*' }, body: bytes })
      if (status !== 204) throw new Error(`An upload was answered with ${status}.`)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      tally.interrupted++
      return
    }
    expected.set(pathname, { acknowledged: hash, unanswered: undefined })
    tally.acknowledged++
  }
}

/** Looks at every entity that was written to, and settles which of the two contents it holds. */
async function check(urls: readonly string[], expected: Map<string, Expected>): Promise<void> {
  for (const url of urls) {
    const { pathname } = new URL(url)
    const wanted = expected.get(pathname)
    if (wanted === undefined) continue
    const found = sha256(await (await fetch(url)).bytes())
    const untouched = wanted.acknowledged === ''
    if (!untouched && found !== wanted.acknowledged && found !== wanted.unanswered) {
      throw new Error(`${pathname} holds ${found}, but ${wanted.acknowledged} was acknowledged.`)
    }
    expected.set(pathname, { acknowledged: found, unanswered: undefined })
  }
}
