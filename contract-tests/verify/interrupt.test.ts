import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Emulator } from '../../src/emulator/index.ts'
import { startBrokenServer } from '../../src/test-support/broken-server.ts'
import { sha256 } from '../../src/test-support/pictures.ts'
import { type VerifyOptions, verify } from '../../src/verify/index.ts'
import { allPictures, interruptedRun, startLocked } from './endurance.ts'

let emulator: Emulator

beforeAll(async () => {
  emulator = await startLocked()
})
afterAll(() => emulator.close())

/** Moments of a run: on the way to the first write, and amid the writes. soak.ts tries fifty at random. */
it.each([0, 300, 600, 1200])(
  'has every picture as it was when SIGINT comes %i ms after the first request',
  async (afterMs) => {
    const { code, lost, leftovers } = await interruptedRun(emulator, 'v2.0', afterMs)
    expect(lost).toEqual([])
    expect(leftovers).toEqual([])
    expect([130, 0]).toContain(code)
  },
)

/** A run that writes to one customer, through another server if one is given. */
function writing(saveTo: string, origin = emulator.url): VerifyOptions {
  return {
    target: {
      baseUrl: emulator.baseUrls['v2.0'].replace(emulator.url, origin),
      apiVersion: 'v2.0',
      company: undefined,
      authorization: async () => 'Bearer endurance-token',
    },
    write: true,
    entities: [{ parent: 'customers', key: '10000' }],
    saveTo,
  }
}

it('puts the picture back, and says so, when the caller of the library aborts amid the writes', async () => {
  const saveTo = await mkdtemp(join(tmpdir(), 'bc-pictures-abort-'))
  const before = await allPictures(emulator)
  const controller = new AbortController()
  const notes: string[] = []
  const report = await verify({
    ...writing(saveTo),
    signal: controller.signal,
    onResult: ({ id }) => id === 'bytes' && controller.abort(),
    onNote: (note) => notes.push(note),
  })
  expect(report.ended?.by).toBe('interrupt')
  expect(notes.at(-1)).toBe('The picture of customers:10000 is as it was.')
  expect(await allPictures(emulator)).toEqual(before)
  await rm(saveTo, { recursive: true })
})

it('names the saved copy when the server takes no more writes', async () => {
  const saveTo = await mkdtemp(join(tmpdir(), 'bc-pictures-stuck-'))
  const before = await allPictures(emulator)
  let writes = 0
  await using stuck = await startBrokenServer(emulator.url, async (request, forward) => {
    if (request.method === 'PATCH' && ++writes > 5) return { status: 500, headers: {}, body: Buffer.alloc(0) }
    return forward(request)
  })
  const report = await verify({
    ...writing(saveTo, stuck.url),
    restoreForMs: 1000,
  })
  const [problem = ''] = report.notRestored
  const file = /is saved in (\S+), put it back with your sign-in: curl /.exec(problem)?.[1] ?? ''
  const original = Object.entries(before).find(([name, hash]) => name.startsWith('customers') && hash !== 'none')?.[1]
  expect(sha256(await readFile(file))).toBe(original)
  // The command that the message names does what it says, once the server takes writes again.
  const headers = [...problem.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name = '', value = '']): [string, string] => [
    name,
    value.replace('…', 'Bearer endurance-token'),
  ])
  const [, method = '', upload = '', url = ''] = /-X (\w+).* --data-binary '@([^']+)' '([^']+)'$/.exec(problem) ?? []
  await fetch(url.replace(stuck.url, emulator.url), { method, headers, body: await readFile(upload) })
  expect(await allPictures(emulator)).toEqual(before)
  await emulator.reset()
  await rm(saveTo, { recursive: true })
})

it('ends with a message, not with a hang, when the server goes away amid the run', async () => {
  const gone = createServer((request) => request.socket.destroy())
  gone.listen(0, '127.0.0.1')
  await new Promise((resolve) => gone.once('listening', resolve))
  const { port } = gone.address() as { port: number }
  const report = await verify({
    target: {
      baseUrl: `http://127.0.0.1:${port}/BC/api/v2.0`,
      apiVersion: 'v2.0',
      company: undefined,
      authorization: undefined,
    },
  })
  expect(report.ended?.by).toBe('unreachable')
  expect(report.results).toEqual([])
  await new Promise((resolve) => gone.close(resolve))
})
