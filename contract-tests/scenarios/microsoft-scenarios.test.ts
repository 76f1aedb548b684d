import { AssertionError } from 'node:assert/strict'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRawClient } from '../../src/client/index.ts'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { type Break, startBrokenServer } from '../../src/test-support/broken-server.ts'
import { discoverEntities } from '../support/discover.ts'
import { PARENTS, type Parent } from '../support/parents.ts'
import { pictureCalls } from '../support/picture-calls.ts'
import { SCENARIOS } from './microsoft-scenarios.ts'

const headers = { Authorization: 'Bearer scenarios' }
let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())

async function callsFor(version: 'v1.0' | 'v2.0', parent: Parent, origin = emulator.url) {
  const { companyId } = emulator
  const baseUrl = emulator.baseUrls[version].replace(emulator.url, origin)
  const { [parent]: found } = await discoverEntities({ baseUrl: emulator.baseUrls[version], headers, companyId }, [
    parent,
  ])
  const entityId = found?.withPicture ?? found?.withoutPicture ?? ''
  const client = createRawClient({ baseUrl, apiVersion: version, headers })
  return pictureCalls(client, { version, parent, companyId, entityId })
}

describe.each(['v1.0', 'v2.0'] as const)("Microsoft's scenarios in %s", (version) => {
  describe.each(PARENTS[version])('for %s', (parent) => {
    it.each(SCENARIOS)('$title', async ({ run }) => {
      await run(await callsFor(version, parent))
    })
  })
})

describe('the scenarios bite', () => {
  const isContent = (url: string) => /\/(pictureContent|content)$/.test(url)
  const stored = { status: 204, headers: {}, body: Buffer.alloc(0) }
  const rewriting =
    (from: string, to: string): Break =>
    async (request, forward) => {
      const answer = await forward(request)
      return { ...answer, body: Buffer.from(answer.body.toString('latin1').replace(from, to), 'latin1') }
    }
  const pretending =
    (method: string, from = 1): Break =>
    async (request, forward) =>
      request.method === method && --from < 1 ? stored : forward(request)

  /** For each scenario a broken promise, and what the scenario has to complain of. */
  const breaks: Record<string, [breakIt: Break, complaint: string]> = {
    'gives the image of a picture unchanged': [
      async (request, forward) => {
        const answer = await forward(request)
        if (request.method === 'GET' && isContent(request.url)) answer.body = Buffer.from(answer.body.toString('utf8'))
        return answer
      },
      'the image in the content',
    ],
    'tells width and height of a picture': [rewriting('"width":1', '"width":2'), 'width and height'],
    'answers 204 for the content of an entity without a picture': [
      async (request, forward) => {
        const answer = await forward(request)
        return answer.status === 204 && request.method === 'GET' ? { ...answer, status: 200 } : answer
      },
      'the status of the content',
    ],
    'tells 0×0 for an entity without a picture': [rewriting('"height":0', '"height":1'), 'width and height'],
    'takes an upload where there was no picture': [pretending('PATCH'), 'the status of the content'],
    'replaces a picture': [pretending('PATCH', 2), 'the image in the content'],
    'deletes a picture with the etag that was read': [pretending('DELETE'), 'width and height'],
  }

  it.each(SCENARIOS)('on a server that breaks "$title"', async ({ title, run }) => {
    const [breakIt, complaint] = breaks[title] as [Break, string]
    await using broken = await startBrokenServer(emulator.url, breakIt)
    const calls = await callsFor('v2.0', 'items', broken.url)
    const failure = await run(calls).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(AssertionError)
    expect((failure as AssertionError).message).toContain(complaint)
  })
})
