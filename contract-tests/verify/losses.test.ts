import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmulatorOptions, seed, startEmulator } from '../../src/emulator/index.ts'
import { bcPictures } from '../../src/test-support/bc-pictures.ts'
import { type BrokenRequest, startBrokenServer } from '../../src/test-support/broken-server.ts'
import { ONE_PIXEL_PNG } from '../../src/test-support/pictures.ts'
import { type Report, verify } from '../../src/verify/index.ts'

const TOKEN = 'losses-token'
const JPEG = Buffer.from('/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==', 'base64')
const WEBP = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64')
const ONE_FRAME = Buffer.from('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64')
const TWO_FRAMES = Buffer.concat([ONE_FRAME.subarray(0, -1), ONE_FRAME.subarray(19)])

const SEED: EmulatorOptions['seed'] = [
  seed.item({ number: 'JPEG', displayName: 'JPEG', picture: JPEG }),
  seed.item({ number: 'PNG', displayName: 'PNG', picture: ONE_PIXEL_PNG }),
  seed.item({ number: 'GIF', displayName: 'GIF', picture: ONE_FRAME }),
  seed.item({ number: 'ANIMATED', displayName: 'Animated GIF', picture: TWO_FRAMES }),
  seed.item({ number: 'WEBP', displayName: 'WebP', picture: WEBP }),
  seed.item({ number: 'NONE', displayName: 'Nothing' }),
]

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bc-pictures-losses-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** An emulator that cannot be told from any other server, and what was written to it. */
async function strangeServer() {
  const emulator = await startEmulator({ token: TOKEN, seed: SEED ?? 'empty' })
  const writes: BrokenRequest[] = []
  const proxy = await startBrokenServer(emulator.url, async (request, forward) => {
    if (request.url.startsWith('/_emulator')) return { status: 404, headers: {}, body: Buffer.alloc(0) }
    if (request.method !== 'GET') writes.push(request)
    return forward(request)
  })
  const baseUrl = emulator.baseUrls['v2.0'].replace(emulator.url, proxy.url)
  const dispose = async () => {
    await proxy[Symbol.asyncDispose]()
    await emulator.close()
  }
  return { baseUrl, writes, [Symbol.asyncDispose]: dispose }
}

interface Outcome {
  report: Report | undefined
  error: string | undefined
  asked: readonly string[]
  notes: string[]
}

async function writing(baseUrl: string, key: string, accept: boolean | undefined): Promise<Outcome> {
  const authorization = async () => `Bearer ${TOKEN}`
  const target = { baseUrl, apiVersion: 'v2.0' as const, company: undefined, authorization }
  const notes: string[] = []
  let asked: readonly string[] = []
  const acceptLoss = (losses: readonly string[]) => {
    asked = losses
    return accept ?? false
  }
  const options = { target, write: true, entities: [{ parent: 'items', key }], only: ['upload'], saveTo: folder }
  try {
    const report = await verify({
      ...options,
      restoreForMs: 500,
      onNote: (note) => notes.push(note),
      ...(accept === undefined ? {} : { acceptLoss }),
    })
    return { report, error: undefined, asked, notes }
  } catch (error) {
    return { report: undefined, error: (error as Error).message, asked, notes }
  }
}

describe('before it writes', () => {
  it.each([
    ['JPEG', 'is a JPEG: it may lose some quality'],
    ['ANIMATED', 'is an animated GIF: it may lose all but the first of its 2 frames'],
  ])('refuses to write to items:%s unless the loss is accepted, and names the flag', async (key, part) => {
    await using server = await strangeServer()
    for (const accept of [undefined, false]) {
      const { error, notes } = await writing(server.baseUrl, key, accept)
      expect(error).toContain(`The picture of items:${key} ${part}`)
      expect(error).toContain('--yes')
      expect(notes.join('\n')).toContain('A server may store images anew')
    }
    expect(server.writes).toEqual([])
    const { report, asked } = await writing(server.baseUrl, key, true)
    expect(asked).toHaveLength(1)
    expect(report?.notRestored).toEqual([])
    expect(server.writes.length).toBeGreaterThan(0)
  })

  it.each(['PNG', 'GIF', 'WEBP', 'NONE'])('does not ask about items:%s, which loses nothing', async (key) => {
    await using server = await strangeServer()
    const { report, asked } = await writing(server.baseUrl, key, false)
    expect(asked).toEqual([])
    expect(report?.notRestored).toEqual([])
    expect(server.writes.length).toBeGreaterThan(0)
  })

  it("does not ask about a JPEG of this project's emulator, which compresses nothing", async () => {
    await using emulator = await startEmulator({ token: TOKEN, seed: SEED ?? 'empty' })
    const { report, asked } = await writing(emulator.baseUrls['v2.0'], 'JPEG', false)
    expect(asked).toEqual([])
    expect(report?.notRestored).toEqual([])
  })

  it('takes entities with a lossless picture, or with none, where the caller names none', async () => {
    await using emulator = await startEmulator({ token: TOKEN })
    const authorization = async () => `Bearer ${TOKEN}`
    const target = {
      baseUrl: emulator.baseUrls['v2.0'],
      apiVersion: 'v2.0' as const,
      company: undefined,
      authorization,
    }
    const notes: string[] = []
    await verify({ target, write: true, only: ['upload'], saveTo: folder, onNote: (note) => notes.push(note) })
    expect(notes.filter((note) => /JPEG:/.test(note))).toEqual([])
    expect(notes.filter((note) => /is saved in/.test(note)).length).toBeGreaterThan(3)
  })
})

describe('the command', () => {
  const env = { BC_TOKEN: TOKEN }

  it('exits with 2 where nobody can answer, having written nothing, and goes on with --yes', async () => {
    await using server = await strangeServer()
    const args = ['verify', '--base-url', server.baseUrl, '--write', '--entity', 'items:JPEG', '--only', 'upload']
    const refused = await bcPictures(args, { env, cwd: folder })
    expect(refused.code).toBe(2)
    expect(refused.stderr).toMatch(/error: The picture of items:JPEG is a JPEG: .* Pass --yes/)
    expect(server.writes).toEqual([])
    const accepted = await bcPictures([...args, '--yes'], { env, cwd: folder })
    expect(accepted.stderr).toContain('The picture of items:JPEG is as it was.')
    expect(accepted.code).toBe(0)
  })

  it('leaves nothing behind', async () => {
    expect(await readdir(folder)).toEqual([])
  })
})

it('does not write to an entity that the server returns in place of the named one', async () => {
  await using emulator = await startEmulator({ token: TOKEN, seed: SEED ?? 'empty' })
  const writes: string[] = []
  await using ignoring = await startBrokenServer(emulator.url, (request, forward) => {
    if (request.method !== 'GET') writes.push(request.url)
    return forward({ ...request, url: request.url.replace(/[?&](\$|%24)filter=[^&]*/, '') })
  })
  const baseUrl = emulator.baseUrls['v2.0'].replace(emulator.url, ignoring.url)
  const { error } = await writing(baseUrl, 'MISSING', true)
  expect(error).toContain('The server does not filter: asked for items:MISSING, it returned items:JPEG.')
  const found = await writing(baseUrl, 'png', true)
  expect(found.report?.results.find(({ id }) => id === 'upload')?.on).toBe('items:PNG')
  expect(writes.every((url) => url.includes('/items('))).toBe(true)
})
