import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startEmulator } from '../../src/emulator/index.ts'
import { startBrokenServer } from '../../src/test-support/broken-server.ts'
import { verify } from '../../src/verify/index.ts'

let saveTo: string

beforeAll(async () => {
  saveTo = await mkdtemp(join(tmpdir(), 'bc-pictures-conflicts-'))
})
afterAll(() => rm(saveTo, { recursive: true }))

it.each([
  ['a deadlock', 409, 'Internal_ServerError'],
  ['an administrator who changes something', 409, 'Internal_EntityWithSameKeyExists'],
  ['a deadlock in another form', 400, 'Application_DialogException'],
])('takes %s that passes for no violation: %i %s', async (_, status, code) => {
  await using emulator = await startEmulator({ token: 'conflict-token' })
  let writes = 0
  await using busy = await startBrokenServer(emulator.url, async (request, forward) => {
    const etag = request.headers['if-match']?.includes('"') ?? false
    if (!['PATCH', 'DELETE'].includes(request.method) || etag || ++writes % 6 !== 0) return forward(request)
    const body = Buffer.from(JSON.stringify({ error: { code, message: 'The activity was deadlocked.' } }))
    return { status, headers: { 'content-type': 'application/json' }, body }
  })
  const target = {
    baseUrl: emulator.baseUrls['v2.0'].replace(emulator.url, busy.url),
    apiVersion: 'v2.0' as const,
    company: undefined,
    authorization: async () => 'Bearer conflict-token',
  }
  const report = await verify({ target, write: true, entities: [{ parent: 'items', key: '1896-S' }], saveTo })
  const alarms = report.results.flatMap(({ violations }) => violations.map(({ message }) => message))
  expect(alarms).toEqual([])
  expect(writes).toBeGreaterThan(60)
})
