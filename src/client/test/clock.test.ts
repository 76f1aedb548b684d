import { describe, expect, it } from 'vitest'
import { answer, refuse } from '../../test-support/fault-server.ts'
import { type Clock, createLimits } from '../index.ts'
import { clientOf, useFaultServer } from './harness.ts'

const server = await useFaultServer()
const HOUR = 3_600_000

/** A clock whose wall time is set back, or forward, by so much while somebody sleeps. */
function jumpingClock(jump: number): Clock & { waits: number[] } {
  const waits: number[] = []
  let [wall, elapsed] = [Date.parse('2026-01-05T08:00:00Z'), 12.5]
  return {
    waits,
    now: () => wall,
    elapsed: () => elapsed,
    random: () => 0.5,
    async sleep(ms) {
      waits.push(ms)
      if (waits.length > 20) throw new Error('it waits for ever')
      elapsed += ms
      wall += ms + jump
    },
  }
}

const empty = answer(204)

// Set back by an hour during a wait of a second, the client asked to sleep for an hour.
describe.each([
  ['set back', -HOUR],
  ['set forward', HOUR],
])('when the wall clock is %s by an hour during a wait', (_, jump) => {
  it('a wait after 429 is as long as it was', async () => {
    const clock = jumpingClock(jump)
    server.faults.push(refuse(429, 'x', { 'retry-after': '1' }), refuse(429, 'x', { 'retry-after': '1' }), empty)
    await clientOf(server.url, { clock, limits: createLimits({}, clock) }).picture.info()
    expect(clock.waits).toEqual([1000, 1000])
  })

  it('the window of the limits is as long as it was', async () => {
    const clock = jumpingClock(jump)
    const limits = createLimits({ requests: 2, window: 1000 }, clock)
    for (let index = 0; index < 5; index++) {
      await limits.enter()
      limits.leave()
    }
    expect(clock.waits).toEqual([1000, 1000])
  })

  it('the budget of retries is what it was', async () => {
    const clock = jumpingClock(jump)
    server.faults.push(...Array(9).fill(answer(503, { 'retry-after': '40' })))
    await clientOf(server.url, { clock, retry: { budget: 100_000 } })
      .picture.info()
      .catch(() => {})
    expect(clock.waits).toEqual([40_000, 40_000])
  })

  it('a token is renewed before it expires, by whichever clock', async () => {
    const clock = jumpingClock(jump)
    let asked = 0
    const getToken = async () => ({ token: `t${++asked}`, expiresOnTimestamp: clock.now() + 2 * HOUR })
    server.faults.push(empty, empty)
    const { picture } = clientOf(server.url, { clock, auth: { getToken } })
    await picture.info()
    await clock.sleep(1.99 * HOUR)
    await picture.info()
    expect(asked).toBe(2)
  })
})

it('a clock without elapsed() measures durations by now()', async () => {
  const { elapsed: _, ...clock } = jumpingClock(0)
  server.faults.push(refuse(429, 'x', { 'retry-after': '1' }), empty)
  await clientOf(server.url, { clock }).picture.info()
  expect(clock.waits).toEqual([1000])
})
