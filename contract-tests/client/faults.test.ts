import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { BusinessCentralError } from '../../src/client/index.ts'
import { startEmulator } from '../../src/emulator/index.ts'
import {
  answer,
  cutShort,
  type Fault,
  refuse,
  reset,
  resetMidAnswer,
  resetMidUpload,
  stall,
  startFaultServer,
} from '../../src/test-support/fault-server.ts'
import { ONE_PIXEL_PNG, OTHER_ONE_PIXEL_PNG, sha256 } from '../../src/test-support/pictures.ts'
import { carryOut, clientOf, expectCarriedOut, METHODS, type Method, storedSha256, useFaultServer } from './harness.ts'

const { emulator, server } = await useFaultServer()

const PAGE = '<html><body>502 Bad Gateway</body></html>'
const HALF = ONE_PIXEL_PNG.subarray(0, 30)
const WHOLE = { 'content-length': String(ONE_PIXEL_PNG.length) }

/** A fault, and the waits after each of its times. Half of one second doubled is the backoff: chance is one half. */
const PASSING: [title: string, fault: Fault, waits: number[], methods?: readonly Method[]][] = [
  ['429 without Retry-After', refuse(429, 'Application_TooManyRequests'), [500, 1000]],
  ['429 with Retry-After in seconds', refuse(429, 'Application_TooManyRequests', { 'retry-after': '3' }), [3000, 3000]],
  [
    '429 with Retry-After as a date',
    refuse(429, 'Application_TooManyRequests', { 'retry-after': 'Mon, 05 Jan 2026 08:00:07 GMT' }),
    [7000],
  ],
  ['429 with a Retry-After that is past', refuse(429, 'x', { 'retry-after': 'Mon, 05 Jan 2026 07:00:00 GMT' }), [500]],
  ['429 with a Retry-After of 0', refuse(429, 'x', { 'retry-after': '0' }), [500]],
  ['429 with garbage in Retry-After', refuse(429, 'x', { 'retry-after': 'soon' }), [500, 1000]],
  ['429 with a huge Retry-After', refuse(429, 'x', { 'retry-after': '86400' }), [60_000]],
  ['408', answer(408), [500]],
  ['503 with Retry-After', answer(503, { 'retry-after': '2' }), [2000, 2000]],
  ['503 without a body', answer(503), [500, 1000, 2000, 4000]],
  ['502 with HTML', answer(502, { 'content-type': 'text/html' }, PAGE), [500, 1000]],
  ['504', answer(504), [500]],
  ['500, which only a read may repeat', refuse(500, 'Internal_ServerError'), [500], ['GET']],
  // A deadlock, for instance (fact:conflict-other-codes).
  ['409 that is not about the etag', refuse(409, 'Internal_ServerError'), [500, 1000]],
  ['409 from a gateway', answer(409, { 'content-type': 'text/html' }, PAGE), [500]],
  ['a reset before the headers', reset, [500, 1000]],
  ['a reset while the body goes up', resetMidUpload, [500], ['PATCH']],
  ['a reset while the body comes down', resetMidAnswer(WHOLE, HALF), [500], ['GET']],
  ['a reset within a chunked body', resetMidAnswer({}, HALF), [500], ['GET']],
  ['an end before all of Content-Length', cutShort(WHOLE, HALF), [500], ['GET']],
  ['a wrong Content-Length', cutShort({ 'content-length': '999' }, ONE_PIXEL_PNG), [500], ['GET']],
  ['a server that never answers', stall(), [500]],
  ['a body that stalls', stall(WHOLE, HALF), [500], ['GET']],
]

describe.each(METHODS)('%s', (method) => {
  const passing = PASSING.filter(([, , , methods = METHODS]) => methods.includes(method))

  it.each(passing)('gets through %s', async (_, fault, waits) => {
    server.faults.push(...waits.map(() => fault))
    const { picture, waits: waited } = clientOf(emulator, server.url, 'v2.0', { timeout: 300 })
    const read = await carryOut(method, picture)
    expect(waited).toEqual(waits)
    expect(server.seen.map((request) => request.method)).toEqual(Array(waits.length + 1).fill(method))
    if (method === 'PATCH') expect(server.seen.at(-1)?.sha256).toBe(sha256(OTHER_ONE_PIXEL_PNG))
    await expectCarriedOut(emulator, method, read)
  })

  const FINAL: [title: string, fault: Fault, requests: number, expected: Partial<BusinessCentralError>][] = [
    ['429', refuse(429, 'Application_TooManyRequests'), 5, { name: 'ThrottledError', status: 429 }],
    ['503', answer(503), 5, { name: 'BusinessCentralError', status: 503 }],
    ['502 with HTML', answer(502, { 'content-type': 'text/html' }, PAGE), 5, { status: 502, code: undefined as never }],
    ['a reset', reset, 5, { name: 'NetworkError' }],
    ['silence', stall(), 5, { name: 'TimeoutError' }],
    ['403', refuse(403, 'Internal_ServerError'), 1, { name: 'UnauthorizedError', status: 403 }],
    ['404', refuse(404, 'Internal_RecordNotFound'), 1, { name: 'NotFoundError', code: 'Internal_RecordNotFound' }],
    ['409', refuse(409, 'Request_EntityChanged'), 1, { name: 'ConflictError', status: 409 }],
    ['412', refuse(412, 'Request_EntityChanged'), 1, { name: 'ConflictError', status: 412 }],
    ['412 with another code', refuse(412, 'x'), 1, { name: 'ConflictError', status: 412 }],
    [
      '409 that is not about the etag',
      refuse(409, 'Internal_ServerError'),
      5,
      { name: 'BusinessCentralError', status: 409, code: 'Internal_ServerError' },
    ],
    ['413', answer(413), 1, { name: 'BusinessCentralError', status: 413 }],
    ['400 with an empty body', answer(400), 1, { name: 'BusinessCentralError', status: 400 }],
    ['400 with half an envelope', answer(400, {}, '{"error":{"code":'), 1, { status: 400 }],
    ['400 with an envelope of nothing', answer(400, {}, '{"error":null}'), 1, { status: 400 }],
    ['400 with a list', answer(400, {}, '[]'), 1, { status: 400 }],
    ['500', answer(500), method === 'GET' ? 5 : 1, { name: 'BusinessCentralError', status: 500 }],
    ['501', answer(501), 1, { name: 'BusinessCentralError', status: 501 }],
  ]

  it.each(FINAL)('gives up on %s for good, with what is known of it', async (_, fault, requests, expected) => {
    server.faults.push(...Array<Fault>(9).fill(fault))
    const { picture, waits } = clientOf(emulator, server.url, 'v2.0', { timeout: 100 })
    const error = await carryOut(method, picture).catch((error) => error)
    expect(error).toMatchObject({ ...expected, method })
    expect(error.url).toContain(`${server.url}/BC/api/v2.0/companies(`)
    expect(error.message).toContain(`${method} ${error.url} `)
    expect(server.seen).toHaveLength(requests)
    expect(waits).toEqual([500, 1000, 2000, 4000].slice(0, requests - 1))
    expect(await storedSha256(emulator)).toBe(sha256(ONE_PIXEL_PNG))
  })

  it('tells what the product says of its refusal', async () => {
    const headers = { 'ms-correlation-x': '6f3a5c1e-0000-4000-8000-000000000001' }
    server.faults.push(refuse(403, 'Internal_ServerError', headers))
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    const error = await carryOut(method, picture).catch((error) => error)
    expect(error).toMatchObject({ code: 'Internal_ServerError', correlationId: headers['ms-correlation-x'] })
    expect(error.message).toMatch(/ answered 403 Internal_ServerError No\.$/)
  })

  it('gives up on a certificate that is not to be trusted at once', async () => {
    await using untrusted = await startEmulator({ https: true })
    const { picture, waits } = clientOf(untrusted, untrusted.url, 'v2.0')
    const error = await carryOut(method, picture).catch((error) => error)
    expect(error).toMatchObject({ name: 'NetworkError', code: expect.stringContaining('CERT') })
    expect(waits).toEqual([])
  })

  it.each(['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_HAS_EXPIRED', 'ERR_TLS_CERT_ALTNAME_INVALID'])(
    'gives up on %s at once',
    async (code) => {
      const cause = Object.assign(new Error('no'), { code })
      const fetch = () => Promise.reject(new TypeError('fetch failed', { cause }))
      const { picture, waits } = clientOf(emulator, server.url, 'v2.0', { fetch })
      await expect(carryOut(method, picture)).rejects.toMatchObject({ name: 'NetworkError', code })
      expect(waits).toEqual([])
    },
  )

  // Deno's message: what is in the address must decide nothing, and nobody is to read its query.
  it('takes nothing from an address that a failure repeats', async () => {
    const fetch = (url: string) =>
      Promise.reject(new TypeError(`error sending request for url (${url}): client error (Connect)`))
    const baseUrl = `https://bc.certified-ssl.example/redirect/api/v2.0?code=s3cret`
    const { picture, waits } = clientOf(emulator, server.url, 'v2.0', { baseUrl, fetch })
    const error = await carryOut(method, picture).catch((error) => error)
    expect(waits).toEqual([500, 1000, 2000, 4000])
    expect(error).toMatchObject({
      name: 'NetworkError',
      code: 'error sending request for url … client error (Connect)',
    })
    expect(error.message).not.toContain('s3cret')
  })

  it('gives up on a refused connection after the same waits, with the code of the network', async () => {
    const nobody = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => nobody.once('listening', resolve))
    const { port } = nobody.address() as { port: number }
    await new Promise((resolve) => nobody.close(resolve))
    const { picture, waits } = clientOf(emulator, `http://127.0.0.1:${port}`, 'v2.0')
    await expect(carryOut(method, picture)).rejects.toMatchObject({ name: 'NetworkError', code: 'ECONNREFUSED' })
    expect(waits).toEqual([500, 1000, 2000, 4000])
  })

  it('begins no wait that would end after the time budget', async () => {
    server.faults.push(...Array<Fault>(9).fill(answer(503, { 'retry-after': '40' })))
    const { picture, waits } = clientOf(emulator, server.url, 'v2.0', { retry: { budget: 100_000 } })
    await expect(carryOut(method, picture)).rejects.toMatchObject({ status: 503, retryAfter: 40_000 })
    expect(waits).toEqual([40_000, 40_000])
  })

  it('follows a redirect to another origin only to read, and without credentials', async () => {
    await using open = await startEmulator({ auth: 'none' })
    await using elsewhere = await startFaultServer(open.url)
    server.faults.push((request, response) => response.writeHead(307, { location: elsewhere.url + request.url }).end())
    const { picture } = clientOf(emulator, server.url, 'v2.0')
    const outcome = await carryOut(method, picture).catch((error) => error)
    if (method === 'GET') {
      expect(outcome).toBeTypeOf('string')
      expect(elsewhere.seen.map(({ headers }) => headers.authorization)).toEqual([undefined])
    } else {
      expect(outcome).toMatchObject({ name: 'NetworkError', message: expect.stringContaining('redirect') })
      expect(server.seen).toHaveLength(1)
      expect(elsewhere.seen).toEqual([])
    }
  })

  // Deno and Bun answer with the redirect that they do not follow, browsers with something that has no status.
  it.each([
    [307, () => new Response(null, { status: 307 })],
    [undefined, () => Response.error()],
  ])('takes a redirect that the platform does not follow for no answer: %s', async (status, fetch) => {
    let asked = 0
    const count = async () => {
      asked++
      return fetch()
    }
    const { bc, picture } = clientOf(emulator, server.url, 'v2.0', { fetch: count })
    const message = expect.stringMatching(status ? / answered 307$/ : / answered a redirect$/)
    await expect(carryOut(method, picture)).rejects.toMatchObject({ name: 'InvalidResponseError', status, message })
    expect(asked).toBe(1)
    const raw = await bc.raw.GET('/companies').catch((error) => error)
    if (status) expect(raw.response.status).toBe(status)
    else expect(raw).toMatchObject({ name: 'InvalidResponseError', message })
  })

  it('stops at once when it is aborted, while it waits and while it is under way', async () => {
    const controller = new AbortController()
    server.faults.push(stall())
    const { bc } = clientOf(emulator, server.url, 'v2.0')
    const { signal } = controller
    const picture = bc.picture('items', '07493b2c-d676-4d09-ba8c-fc03607cab76')
    const call = {
      GET: () => picture.download({ signal }),
      PATCH: () => picture.upload(ONE_PIXEL_PNG, { signal }),
      DELETE: () => picture.delete({ signal }),
    }[method]
    const reason = new Error('the user went away')
    setTimeout(() => controller.abort(reason), 50)
    await expect(call()).rejects.toBe(reason)
    await expect(call()).rejects.toBe(reason)
    expect(server.seen).toHaveLength(1)
  })
})
