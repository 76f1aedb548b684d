import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { startBrokenServer } from '../../src/test-support/broken-server.ts'
import { isViolated, verify } from '../../src/verify/index.ts'

let emulator: Emulator
let saveTo: string

beforeAll(async () => {
  emulator = await startEmulator({ token: 'secret-token' })
  saveTo = await mkdtemp(join(tmpdir(), 'bc-pictures-incomplete-'))
})
afterAll(async () => {
  await emulator.close()
  await rm(saveTo, { recursive: true })
})

// A run against a server that left contentType out ended with a TypeError in place of a report, and lost what it had found.
it.each(['contentType', 'width', 'height', 'parentType', '@odata.etag', 'id'])(
  'a server that leaves %s out of its metadata gets a report, in a run that writes',
  async (name) => {
    await using server = await startBrokenServer(emulator.url, async (request, forward) => {
      const response = await forward(request)
      const text = response.body.toString()
      if (!/\/picture(\?|$)/.test(request.url) || !text.startsWith('{')) return response
      const { [name]: _, ...rest } = JSON.parse(text)
      return { ...response, body: Buffer.from(JSON.stringify(rest)) }
    })
    const target = {
      baseUrl: emulator.baseUrls['v2.0'].replace(emulator.url, server.url),
      apiVersion: 'v2.0' as const,
      company: undefined,
      authorization: async () => 'Bearer secret-token',
    }
    const entities = [{ parent: 'items', key: '1896-S' }]
    const report = await verify({ target, write: true, entities, parents: ['items'], saveTo })
    expect(isViolated(report)).toBe(true)
    expect(report.observations.every(({ shown }) => typeof shown === 'string')).toBe(true)
    expect(report.notRestored).toEqual([])
  },
  60_000,
)
