import type { Answer, Call } from './call.ts'
import type { Context } from './context.ts'
import { meter, openExchange } from './exchange.ts'
import { readAnswer } from './read-answer.ts'
import { readRefusal } from './refusal.ts'
import { requestInit } from './request-init.ts'

/**
 * Sends a request once, and reads its answer or its refusal.
 *
 * @throws BusinessCentralError when there is no response, or none that makes sense, and what the caller's own code throws.
 */
export async function attempt(call: Call, header: string | undefined, context: Context): Promise<Answer> {
  const { source, onProgress, timeout = context.timeout } = call
  const exchange = openExchange(call, context.limits, timeout)
  let response: Response | undefined
  try {
    call.signal?.throwIfAborted()
    exchange.waiting()
    const init = requestInit(call, header, exchange.signal)
    if (source) {
      // Once the exchange has ended, a failure goes unheard: a source that was let go of only seems to end early.
      const watcher = { ...meter(exchange, source.size), failed: exchange.stop }
      init.body = await source.open(watcher, !!(timeout || onProgress))
    }
    response = await context.fetch(call.url, init)
    exchange.waiting()
    if (response.ok) return await readAnswer(response, exchange, context.maxSize)
    throw await readRefusal(response, exchange, header, context)
  } catch (error) {
    // What nobody reads would keep the connection: it may have no end.
    if (response?.bodyUsed === false) response.body?.cancel().catch(() => {})
    throw exchange.explain(error)
  }
}
