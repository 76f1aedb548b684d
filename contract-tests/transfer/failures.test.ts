import { expect, it } from 'vitest'
import { createPictureClient, isBusinessCentralError } from '../../src/client/index.ts'
import { toFailure } from '../../src/transfer/failures.ts'

const ID = '07493b2c-d676-4d09-ba8c-fc03607cab76'
const STATUSES = Array.from({ length: 200 }, (_, index) => 400 + index)

/** How often the client reads metadata that a server refuses with a status, and what it fails with. */
async function refusedWith(status: number) {
  let attempts = 0
  const fetch = async () => {
    attempts++
    return new Response(null, { status })
  }
  const baseUrl = 'https://bc.example/api/v2.0'
  const retry = { limit: 1, delay: 0 }
  const client = createPictureClient({ baseUrl, apiVersion: 'v2.0', company: ID, auth: 'token', fetch, retry })
  const error = await client
    .picture('items', ID)
    .info()
    .catch((error) => error)
  expect(isBusinessCentralError(error)).toBe(true)
  return { attempts, error }
}

// A sign-in that was refused is tried once more for a reason of its own: its token may be too old.
it.each(STATUSES)('transfer says of a %i that it may pass where the client repeats a read', async (status) => {
  const { attempts, error } = await refusedWith(status)
  const { mayPass } = toFailure(error, { doing: 'pull' } as never)
  expect(mayPass).toBe(attempts > 1)
})
