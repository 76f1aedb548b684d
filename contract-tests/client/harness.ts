import { afterAll, beforeEach, expect } from 'vitest'
import {
  type Clock,
  createPictureClient,
  type Parent,
  type PictureClientOptions,
  type UploadBody,
} from '../../src/client/index.ts'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { type FaultServer, startFaultServer } from '../../src/test-support/fault-server.ts'
import { ONE_PIXEL_PNG, OTHER_ONE_PIXEL_PNG, sha256 } from '../../src/test-support/pictures.ts'
import type { ApiVersion } from '../../src/versions.ts'

/** When the clock of the tests starts. */
export const START = Date.parse('2026-01-05T08:00:00Z')

/** A clock that only sleeping moves, and the waits it was asked for. Chance is always one half. */
export function testClock(): Clock & { waits: number[] } {
  const waits: number[] = []
  let time = START
  return {
    waits,
    now: () => time,
    random: () => 0.5,
    async sleep(ms, signal) {
      signal?.throwIfAborted()
      waits.push(ms)
      time += ms
    },
  }
}

/** An item of the emulator's demo company that has a picture. */
export const ITEM = '07493b2c-d676-4d09-ba8c-fc03607cab76'

/** A client of a server in front of the emulator, with a clock of its own. */
export function clientOf<Version extends ApiVersion>(
  emulator: Emulator,
  origin: string,
  apiVersion: Version,
  options: Omit<Partial<PictureClientOptions>, 'apiVersion'> = {},
) {
  const clock = testClock()
  const bc = createPictureClient<Version>({
    baseUrl: emulator.baseUrls[apiVersion].replace(emulator.url, origin),
    apiVersion,
    auth: 'secret-token',
    company: emulator.companyId,
    clock,
    ...options,
  })
  return { bc, picture: bc.picture('items' as Parent<Version>, ITEM), waits: clock.waits }
}

/** Looks at the emulator behind everybody's back. */
export async function storedSha256(emulator: Emulator): Promise<string | null> {
  const { bc } = clientOf(emulator, emulator.url, 'v2.0')
  const content = await bc.picture('items', ITEM).download()
  return content && sha256(await content.bytes())
}

/** The three methods, each with what it is for and what it has to have brought about. */
export const METHODS = ['GET', 'PATCH', 'DELETE'] as const
export type Method = (typeof METHODS)[number]

/** Puts {@link ONE_PIXEL_PNG} into the item, and gives its etag. */
export async function prepare(emulator: Emulator): Promise<string> {
  await emulator.reset()
  const { picture } = clientOf(emulator, emulator.url, 'v2.0')
  await picture.upload(ONE_PIXEL_PNG)
  return (await picture.info()).etag
}

/** Carries a method out through a client: reads the prepared picture, replaces it, or deletes it. */
export async function carryOut(
  method: Method,
  picture: ReturnType<typeof clientOf>['picture'],
  body: UploadBody = OTHER_ONE_PIXEL_PNG,
): Promise<string | null | undefined> {
  if (method === 'PATCH') return void (await picture.upload(body))
  if (method === 'DELETE') return void (await picture.delete({ ifMatch: '*' }))
  const content = await picture.download()
  return content && sha256(await content.bytes())
}

/** Fails unless the emulator holds what the method leaves behind, and, for GET, that was read. */
export async function expectCarriedOut(emulator: Emulator, method: Method, read: unknown): Promise<void> {
  const before = sha256(ONE_PIXEL_PNG)
  if (method === 'GET') expect(read).toBe(before)
  const after = { GET: before, PATCH: sha256(OTHER_ONE_PIXEL_PNG), DELETE: null }[method]
  expect(await storedSha256(emulator)).toBe(after)
}

/** What {@link useFaultServer} gives to a file of tests. */
export interface FaultyEmulator {
  readonly emulator: Emulator
  /** Stands in front of the emulator. Its faults and requests are forgotten before each test. */
  readonly server: FaultServer
  /** The etag of the prepared picture, new before each test. */
  readonly prepared: { etag: string }
}

/** Starts the emulator and a fault server in front of it for a file of tests, and prepares the picture before each test. */
export async function useFaultServer(): Promise<FaultyEmulator> {
  const emulator = await startEmulator()
  const server = await startFaultServer(emulator.url)
  const prepared = { etag: '' }
  beforeEach(async () => {
    server.seen.length = 0
    server.faults.length = 0
    prepared.etag = await prepare(emulator)
  })
  afterAll(async () => {
    await server[Symbol.asyncDispose]()
    await emulator.close()
  })
  return { emulator, server, prepared }
}
