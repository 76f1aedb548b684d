import { type BusinessCentralError, isBusinessCentralError } from '../errors.ts'
import { attempt } from './attempt.ts'
import type { Answer, Call } from './call.ts'
import type { Context } from './context.ts'
import { answerIfDone } from './own-conflict.ts'
import { detailsOf } from './refusal.ts'
import { leavesDoubt, waitBefore } from './retry.ts'

/**
 * Sends a request: signed in, within the limits, and again where that is safe.
 *
 * @throws BusinessCentralError, and what the caller's own code throws.
 */
export function send(context: Context, call: Call): Promise<Answer> {
  const { clock, signIn, limits, elapsed, log } = context
  const { method, signal, source } = call
  let sent = 0
  let repeated = 0
  let started = 0
  let header: string | undefined
  // The first header that was refused, and the refusal.
  let refused: string | undefined
  let refusal: BusinessCentralError | undefined
  // The first failure after which nobody knows whether the call was carried out.
  let doubt: BusinessCentralError | undefined

  /** How long to wait before the call is sent again after a failure. Throws the failure when it is not to be. */
  function plan(problem: unknown): number {
    signal?.throwIfAborted()
    if (!isBusinessCentralError(problem)) throw problem
    const { status } = problem
    if (status === 401 && header && !refused) {
      refused = header
      refusal = problem
      return 0
    }
    let wait = waitBefore(problem, method, context.retry ?? {}, repeated, sent && elapsed() - started, clock)
    if (source?.once && sent && (wait !== undefined || (status === 401 && header !== refused))) {
      problem.message += ' The stream cannot be sent again: pass bytes or a function.'
      wait = undefined
    }
    log?.(call, sent, problem, wait)
    if (wait === undefined) throw problem
    repeated++
    if (leavesDoubt(problem, method)) doubt ??= problem
    if (status !== 429) return wait
    // Not this call alone has to wait then.
    limits.pause(wait)
    return 0
  }

  async function carryOut(wait?: number): Promise<Answer> {
    try {
      if (wait) await clock.sleep(wait, signal)
      header = await signIn.header(signal, refused)
      if (refusal) {
        // There is no other token, or nothing to send with it.
        if (header === refused || source?.once) throw refusal
        log?.(call, sent, refusal, 0)
        refusal = undefined
      }
      await limits.enter(signal)
      if (!sent++) started = elapsed()
      const answer = await attempt(context, call, header)
      log?.(call, sent, detailsOf(context, answer.response))
      if (call.as === 'picture') answer.again = async (problem) => carryOut(plan(problem))
      return answer
    } catch (problem) {
      return (doubt && (await answerIfDone(problem, doubt, context, call, send))) ?? carryOut(plan(problem))
    }
  }
  return carryOut()
}
