import { expect, it } from 'vitest'
import { answer, refuse, reset } from '../../test-support/fault-server.ts'
import { ONE_PIXEL_PNG } from '../../test-support/pictures.ts'
import type { LogEvent, PictureClientOptions } from '../index.ts'
import { COMPANY, clientOf, ITEM, useFaultServer } from './harness.ts'

const server = await useFaultServer()
const ID = { 'ms-correlation-x': '6f3a5c1e-0000-4000-8000-000000000001' }

/** A client with a log, and what that was told. */
function logged(options: Partial<PictureClientOptions<'v2.0'>> = {}) {
  const events: LogEvent[] = []
  const baseUrl = `${server.url}/BC/api/v2.0?code=s3cret-query`
  const retry = { delay: 2 }
  let time = Date.now()
  const sleep = async (ms: number) => {
    time += ms
  }
  const clock = { now: () => time, random: () => 0.5, sleep }
  const client = clientOf(server.url, { log: (event) => events.push(event), baseUrl, clock, retry, ...options })
  return { ...client, events }
}
const path = (end: string) => `${server.url}/BC/api/v2.0/companies(${COMPANY})/items(${ITEM})${end}`

it('the log is told of every attempt: what was sent, what came, and when it is sent again', async () => {
  server.faults.push(reset, answer(503, ID), refuse(429, 'x', { 'retry-after': '7' }), answer(204, ID))
  const { picture, events } = logged()
  await picture.upload(ONE_PIXEL_PNG)
  const common = { method: 'PATCH', url: path('/picture/pictureContent') }
  expect(events).toEqual([
    expect.objectContaining({ ...common, attempt: 1, wait: 1, error: expect.stringContaining('ECONNRESET') }),
    expect.objectContaining({ ...common, attempt: 2, wait: 2, status: 503, correlationId: ID['ms-correlation-x'] }),
    expect.objectContaining({
      ...common,
      attempt: 3,
      wait: 7000,
      status: 429,
      error: expect.stringContaining('answered 429'),
    }),
    expect.objectContaining({
      ...common,
      attempt: 4,
      wait: undefined,
      status: 204,
      correlationId: ID['ms-correlation-x'],
    }),
  ])
  expect(events[0]?.status).toBeUndefined()
  expect(events[3]?.error).toBeUndefined()
})

it('of a refusal that ends a call, and of a token that is renewed', async () => {
  let asked = 0
  server.faults.push(refuse(401, 'x'), refuse(404, 'y'))
  const { picture, events } = logged({ auth: () => `s3cret-${++asked}` })
  await picture.info().catch(() => {})
  expect(events).toMatchObject([
    { method: 'GET', url: path('/picture'), attempt: 1, status: 401, wait: 0 },
    { method: 'GET', url: path('/picture'), attempt: 2, status: 404, wait: undefined },
  ])
})

it('of a token that is refused for good, once', async () => {
  server.faults.push(refuse(401, 'x'))
  const { picture, events } = logged()
  await picture.info().catch(() => {})
  expect(events).toMatchObject([{ attempt: 1, status: 401, wait: undefined }])
})

it('of a sign-in that fails before anything is sent', async () => {
  const { picture, events } = logged({ auth: () => Promise.reject(new Error('sealed')) })
  await picture.info().catch(() => {})
  expect(events).toMatchObject([{ attempt: 0, status: undefined, error: 'Sign-in failed: sealed' }])
})

it('of a download that breaks while its bytes are read', async () => {
  const whole = { 'content-length': '9000000' }
  server.faults.push(
    (request, response) => {
      response
        .writeHead(200, whole)
        .write(Buffer.concat([ONE_PIXEL_PNG, Buffer.alloc(8_500_000)]), () => request.socket.end())
    },
    answer(200, {}, ONE_PIXEL_PNG),
  )
  const { picture, events } = logged()
  await (await picture.download())?.bytes()
  expect(events).toMatchObject([
    { attempt: 1, status: 200, wait: undefined },
    { attempt: 1, status: undefined, wait: 1, error: expect.stringContaining('got no complete response') },
    { attempt: 2, status: 200 },
  ])
})

it('without a credential or a query, and without harm when it throws', async () => {
  server.faults.push(answer(503, { 'ms-correlation-x': 's3cret-token' }), refuse(403, 's3cret-token'))
  const seen: string[] = []
  const log = (event: LogEvent) => {
    seen.push(JSON.stringify(event))
    throw new Error('the log is full')
  }
  const { picture } = logged({ log })
  await expect(picture.info()).rejects.toMatchObject({ status: 403 })
  expect(seen).toHaveLength(2)
  expect(seen.join()).not.toContain('s3cret')
})
