import { afterAll, beforeEach } from 'vitest'
import { type FaultServer, startFaultServer } from '../../test-support/fault-server.ts'
import { createPictureClient, type PictureClientOptions } from '../index.ts'

/** The company and the item of these tests. */
export const COMPANY = '29a080a9-8dde-4d41-bc50-b9aac6b1ee1b'
export const ITEM = '07493b2c-d676-4d09-ba8c-fc03607cab76'

/** A server for all tests of a file, without faults before each of them. */
export async function useFaultServer(): Promise<FaultServer> {
  const server = await startFaultServer()
  beforeEach(() => {
    server.faults.length = 0
    server.seen.length = 0
  })
  afterAll(() => server[Symbol.asyncDispose]())
  return server
}

/** A client of a server. It does not wait between its attempts. */
export function clientOf(url: string, options: Partial<PictureClientOptions<'v2.0'>> = {}) {
  const bc = createPictureClient({
    baseUrl: `${url}/BC/api/v2.0`,
    apiVersion: 'v2.0',
    auth: 's3cret-token',
    company: COMPANY,
    retry: { delay: 0 },
    ...options,
  })
  return { bc, picture: bc.picture('items', ITEM) }
}
