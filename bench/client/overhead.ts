import { createLimits, createPictureClient } from '../../src/client/index.ts'
import { startEmulator } from '../../src/emulator/index.ts'

const ITEM = '07493b2c-d676-4d09-ba8c-fc03607cab76'
const COMPANY = '29a080a9-8dde-4d41-bc50-b9aac6b1ee1b'
const headers = { authorization: 'Bearer bench' }

/** The default would have the six thousandth call wait for five minutes. */
const limits = createLimits({ requests: 1_000_000 })

/** Milliseconds for so many calls by each of so many callers at once. */
async function time(call: () => Promise<unknown>, calls: number, callers: number): Promise<number> {
  const begin = performance.now()
  const caller = async () => {
    for (let index = 0; index < calls; index++) await call()
  }
  await Promise.all(Array.from({ length: callers }, caller))
  return performance.now() - begin
}

/** The middle of a list of numbers. */
export const median = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] as number

/**
 * Alternates between two in one run, in short turns, and gives the ratio of their times: of the fastest tenth of the
 * turns, since whatever else the machine does can only add to a time.
 */
async function ratio(one: () => Promise<unknown>, other: () => Promise<unknown>, calls: number, callers = 1) {
  const [first, second]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < 240; turn++) {
    first.push(await time(one, calls, callers))
    second.push(await time(other, calls, callers))
  }
  return fastTurn(first) / fastTurn(second)
}

// The first half of the turns is for the compiler.
const fastTurn = (times: number[]) => times.slice(120).toSorted((a, b) => a - b)[12] as number

/** How many times as long a metadata call takes as fetch and json, over a fetch that answers at once. */
export async function stubbedOverhead(): Promise<number> {
  const body = JSON.stringify({
    '@odata.context': `https://bc.example/api/v2.0/$metadata#companies(${COMPANY})/items(${ITEM})/picture/$entity`,
    '@odata.etag': 'W/"JzQ0O3J6NzFlMTR5aHBad05uTzgyUEQ1Ujl5ZjkzYVRtM2pTRU1ZQXlNZlAwV3M9MTswMDsn"',
    id: ITEM,
    parentType: 'Item',
    width: 516,
    height: 466,
    contentType: 'image/png',
    'pictureContent@odata.mediaEditLink': `https://bc.example/api/v2.0/companies(${COMPANY})/items(${ITEM})/picture/pictureContent`,
    'pictureContent@odata.mediaReadLink': `https://bc.example/api/v2.0/companies(${COMPANY})/items(${ITEM})/picture/pictureContent`,
  })
  const answer = { status: 200, headers: { 'content-type': 'application/json; odata.metadata=minimal' } }
  const fetch = async (_url: string, _init: RequestInit) => new Response(body, answer)
  const baseUrl = 'https://bc.example/api/v2.0'
  const bc = createPictureClient({ baseUrl, apiVersion: 'v2.0', auth: 'bench', company: COMPANY, limits, fetch })
  const picture = bc.picture('items', ITEM)
  const url = `${baseUrl}/companies(${COMPANY})/items(${ITEM})/picture`
  return ratio(
    () => picture.info(),
    async () => (await fetch(url, { headers })).json(),
    500,
  )
}

/** Requests per second over loopback, with as many callers as the limits let through, as a part of those of bare fetch. */
export async function loopbackThroughput(): Promise<number> {
  await using emulator = await startEmulator()
  const baseUrl = emulator.baseUrls['v2.0']
  const company = emulator.companyId
  const bc = createPictureClient({ baseUrl, apiVersion: 'v2.0', auth: 'bench', company, limits })
  const picture = bc.picture('items', ITEM)
  const url = `${baseUrl}/companies(${company})/items(${ITEM})/picture`
  const bare = async () => (await fetch(url, { headers })).json()
  return 1 / (await ratio(() => picture.info(), bare, 20, 5))
}
