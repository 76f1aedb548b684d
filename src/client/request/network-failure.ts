import { type BusinessCentralError, failure, NetworkError } from '../errors.ts'
import { inBrowser } from '../platform.ts'
import type { Call } from './call.ts'

/** Makes an error of what `fetch`, or the reading of a response, failed with. */
export function networkFailure(call: Call, error: unknown): BusinessCentralError {
  const origin = (error as Error | undefined)?.cause ?? error
  const { message = `fetch threw ${origin}`, code } = (origin ?? {}) as { message?: unknown; code?: string }
  // Deno repeats the whole URL.
  const what = `${message}`.replace(/\S+:\/\/\S+/g, '…')
  const shown = code ? `${code}: ${what}` : what
  const cors = inBrowser() ? ', and CORS (see "In a browser" in docs/client.md)' : ''
  const text = `got no complete response (${shown}): check address and network${cors}.`
  return failure(NetworkError, call, text, { code: code ?? what }, `${error}`.includes('://') ? undefined : error)
}

/** How platforms word a TypeError of a connection that broke, where it has neither a cause nor a code. */
const NETWORK =
  /^(failed to fetch|fetch failed|load failed|terminated|network|error sending|the (network )?connection)/i

/** Whether what a caller's own `fetch` threw is a fault in its code. The network's failures are TypeErrors, too. */
export function isProgrammingError(error: unknown): boolean {
  const { name, message, cause, code } = (error ?? {}) as { [Name in 'name' | 'message' | 'cause' | 'code']?: string }
  if (name !== 'TypeError') return /^(Reference|Range|Syntax)Error$/.test(`${name}`)
  return !cause && !code && !NETWORK.test(`${message}`)
}
