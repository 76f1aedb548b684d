import { InvalidResponseError } from '../client/index.ts'

/** How often in all. */
const TRIES = 3

/** Does something again where the answer made no sense, such as half a list: gateways cut answers short. */
export async function again<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === TRIES || !(error instanceof InvalidResponseError)) throw error
    }
  }
}
