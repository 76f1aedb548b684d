import { describe, expect, it } from 'vitest'
import { createPictureClient } from '../../src/client/index.ts'
import { type Break, startBrokenServer } from '../../src/test-support/broken-server.ts'
import { push } from '../../src/transfer/index.ts'
import { items, openBench, png } from './harness.ts'

/** Pushes one picture to an item without one, through a server that breaks a promise, and then to the sound server. */
async function pushThrough(breakIt: Break) {
  await using bench = await openBench({ seed: items(1, () => undefined) })
  bench.write('1000.png', png(1, 8, 8))
  let breaks = true
  await using broken = await startBrokenServer(bench.emulator.url, (request, forward) =>
    breaks ? breakIt(request, forward) : forward(request),
  )
  const client = createPictureClient({
    ...{ baseUrl: bench.emulator.baseUrls['v2.0'].replace(bench.emulator.url, broken.url), apiVersion: 'v2.0' },
    ...{ auth: 'x', company: bench.emulator.companyId, retry: { delay: 1, maxDelay: 2 } },
  })
  const first = await push(client, { from: bench.folder })
  breaks = false
  const second = await push(client, { from: bench.folder })
  return { first, second, third: await push(client, { from: bench.folder }) }
}

describe('after an upload', () => {
  it('no picture at all is a failure, and the next push sends it again', async () => {
    const { first, second, third } = await pushThrough(async (request, forward) =>
      request.method === 'PATCH' ? { status: 204, headers: {}, body: Buffer.alloc(0) } : forward(request),
    )
    expect(first.failures[0]).toMatchObject({ cause: 'no picture after the upload', mayPass: true, count: 1 })
    expect(second.outcomes).toEqual({ added: 1 })
    expect(third.outcomes).toEqual({ unchanged: 1 })
  })

  it('a picture of 0 × 0 pixels is a failure', async () => {
    let sent = false
    const { first } = await pushThrough(async (request, forward) => {
      sent ||= request.method === 'PATCH'
      const answer = await forward(request)
      if (!sent || !request.url.includes('expand')) return answer
      const text = answer.body.toString().replaceAll(/"(width|height)":\d+/g, '"$1":0')
      const body = Buffer.from(text)
      return { ...answer, headers: { ...answer.headers, 'content-length': String(body.length) }, body }
    })
    expect(first.failures[0]).toMatchObject({ cause: 'stored without a size', mayPass: false, count: 1 })
  })
})
