import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { Emulator } from '../../src/emulator/index.ts'
import { type BrokenResponse, startBrokenServer } from '../../src/test-support/broken-server.ts'
import { sha256 } from '../../src/test-support/pictures.ts'
import { type Report, verify } from '../../src/verify/index.ts'
import { allPictures, startLocked } from './endurance.ts'

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const entities = [{ parent: 'customers', key: '10000' }]

/** An emulator and a folder for saved pictures: one for each test, as the tests wait for the same seconds. */
interface World extends AsyncDisposable {
  readonly emulator: Emulator
  readonly saveTo: string
  /** Every picture at the start. */
  readonly before: Record<string, string>
}

async function openWorld(): Promise<World> {
  const emulator = await startLocked()
  const saveTo = await mkdtemp(join(tmpdir(), 'bc-pictures-restore-'))
  return {
    emulator,
    saveTo,
    before: await allPictures(emulator),
    async [Symbol.asyncDispose]() {
      await emulator.close()
      await rm(saveTo, { recursive: true })
    },
  }
}

/** What a server does, from one moment on and for a while. */
type Trouble = (authorization: string | undefined) => BrokenResponse | undefined

interface Troubled {
  report: Report
  notes: string[]
}

/** Runs verify on a server that gets into trouble once the checks of the entity are done. */
async function throughTrouble(
  { emulator, saveTo }: World,
  trouble: Trouble,
  options: {
    forMs?: number
    authorization?: (refused?: string) => Promise<string>
    onNote?: (note: string) => void
  } = {},
): Promise<Troubled> {
  let inTrouble = false
  await using server = await startBrokenServer(emulator.url, async (request, forward) => {
    const { authorization, ...headers } = request.headers
    const answer = inTrouble ? trouble(authorization) : undefined
    return (
      answer ??
      forward({
        ...request,
        headers: { ...headers, ...(authorization ? { authorization: 'Bearer endurance-token' } : {}) },
      })
    )
  })
  const notes: string[] = []
  const report = await verify({
    target: {
      baseUrl: emulator.baseUrls['v2.0'].replace(emulator.url, server.url),
      apiVersion: 'v2.0',
      company: undefined,
      authorization: options.authorization ?? (async () => 'Bearer endurance-token'),
    },
    write: true,
    entities,
    saveTo,
    only: ['upload'],
    ...(options.forMs ? { restoreForMs: options.forMs } : {}),
    onResult: ({ id }) => {
      if (id === 'upload') inTrouble = true
    },
    onNote: (note) => {
      notes.push(note)
      options.onNote?.(note)
    },
  })
  return { report, notes }
}

const answer = (status: number): BrokenResponse => ({ status, headers: {}, body: Buffer.alloc(0) })

/** Gives an answer until some milliseconds have passed since it was first asked for. */
function forAWhile(ms: number, response: BrokenResponse): Trouble {
  let since: number | undefined
  return () => {
    since ??= performance.now()
    return performance.now() - since < ms ? response : undefined
  }
}

describe.concurrent('putting a picture back', () => {
  it.each<[string, BrokenResponse]>([
    ['500', answer(500)],
    ['401', answer(401)],
    ['404', answer(404)],
    ['a connection that breaks', { ...answer(200), cutAfter: -1 }],
  ])('goes on through three seconds of %s', async (_, response) => {
    await using world = await openWorld()
    const { report, notes } = await throughTrouble(world, forAWhile(3000, response))
    expect(report.notRestored).toEqual([])
    expect(await allPictures(world.emulator)).toEqual(world.before)
    expect(notes.some((note) => /is not back yet \(.*\): trying again for up to 5 min/s.test(note))).toBe(true)
  })

  it('goes on though the caller fails while it is told that it takes longer', async () => {
    await using world = await openWorld()
    const onNote = (note: string) => {
      if (note.includes('is not back yet')) throw new Error('The caller is broken.')
    }
    const run = throughTrouble(world, forAWhile(3000, answer(500)), { onNote })
    await expect(run).rejects.toThrow('The caller is broken.')
    expect(await allPictures(world.emulator)).toEqual(world.before)
  })

  it('asks for a new token when the one that it has is refused', async () => {
    await using world = await openWorld()
    let fresh = 'first'
    const refused: (string | undefined)[] = []
    const authorization = async (old?: string) => {
      if (old !== undefined) refused.push(old)
      if (old === `Bearer ${fresh}`) fresh = 'second'
      return `Bearer ${fresh}`
    }
    const trouble: Trouble = (given) => (given === 'Bearer first' ? answer(401) : undefined)
    const { report } = await throughTrouble(world, trouble, { authorization })
    expect(report.notRestored).toEqual([])
    expect(refused).toEqual(['Bearer first'])
    expect(await allPictures(world.emulator)).toEqual(world.before)
  })

  it('names the saved copy once its time is up', async () => {
    await using world = await openWorld()
    const { report } = await throughTrouble(world, () => answer(500), { forMs: 700 })
    const [problem = ''] = report.notRestored
    expect(problem).toMatch(/could not be put back \(.*\): its original is saved in/)
    const original = Object.entries(world.before).find(
      ([name, hash]) => name.startsWith('customers') && hash !== 'none',
    )?.[1]
    expect(sha256(await readFile(/is saved in (\S+), put it back/.exec(problem)?.[1] ?? ''))).toBe(original)
  })
})

describe('Ctrl-C while a picture is being put back', () => {
  it('ends it the second time, with the copy named; twice at once counts as once', async () => {
    await using world = await openWorld()
    const { emulator, saveTo } = world
    let stuck = false
    await using server = await startBrokenServer(emulator.url, async (request, forward) =>
      stuck ? answer(500) : forward(request),
    )
    const base = emulator.baseUrls['v2.0'].replace(emulator.url, server.url)
    const child = spawn(
      process.execPath,
      [MAIN, 'verify', '--base-url', base, '--write', '--entity', 'customers:10000'],
      {
        cwd: saveTo,
        env: { PATH: process.env.PATH ?? '', BC_TOKEN: 'endurance-token' },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    const said = text(child.stderr)
    while (!emulator.requests().some(({ method }) => method === 'PATCH')) await delay(2)
    stuck = true
    child.kill('SIGINT')
    await delay(20)
    // npm passes a Ctrl-C on that the terminal has sent to everybody already.
    child.kill('SIGINT')
    await delay(1500)
    expect(child.exitCode).toBeNull()
    const asked = performance.now()
    child.kill('SIGINT')
    const stderr = await said
    expect(performance.now() - asked).toBeLessThan(3500)
    expect(child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)))).toBe(130)
    expect(stderr).toMatch(/could not be put back \(it was interrupted\): its original is saved in \S+, put it back/)
  })
})
