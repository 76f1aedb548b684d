import { type BusinessCentralError, type FailureDetails, isBusinessCentralError, withoutQuery } from '../errors.ts'
import { attempt } from './attempt.ts'
import type { Answer, Call, Failure, Tries } from './call.ts'
import type { Context } from './context.ts'
import { settleConflict } from './own-conflict.ts'
import { correlationIdOf } from './refusal.ts'
import { leavesDoubt, mayPass, waitBefore } from './retry.ts'

/**
 * Sends a request: signed in, within the limits, and again where that is safe.
 *
 * @throws BusinessCentralError, except for a raw call that is refused, and what the caller's own code throws.
 */
export async function send(
  context: Context,
  call: Call,
  tries: Tries = { sent: 0, repeated: 0 },
  wait = 0,
): Promise<Answer> {
  for (let next: Answer | number = wait; ; ) {
    const outcome: Answer | Failure = await tryOnce(context, call, tries, next)
    if ('problem' in outcome) {
      next = await recover(context, call, tries, outcome)
      if (typeof next === 'object') return next
    } else {
      const { status, headers } = outcome.response
      log(context, call, tries, { status, correlationId: correlationIdOf(headers, context) })
      return call.as === 'bytes' ? { ...outcome, again: (problem) => resume(context, call, tries, problem) } : outcome
    }
  }
}

/** Carries a call out once, after a wait. */
async function tryOnce(context: Context, call: Call, tries: Tries, wait: number): Promise<Answer | Failure> {
  const { clock, signIn, limits, elapsed } = context
  const { signal, source } = call
  const { refused } = tries
  try {
    if (wait) await clock.sleep(wait, signal)
    tries.header = await signIn.header(signal, refused?.header)
    if (refused) {
      // There is no other token, or nothing to send with it.
      if (tries.header === refused.header || source?.spent) return refused.failure
      log(context, call, tries, refused.failure.problem, 0)
    }
    await limits.enter(signal)
    tries.begun = elapsed()
    tries.started ??= tries.begun
    tries.sent++
    return await attempt(call, tries.header, context)
  } catch (problem) {
    return { problem }
  }
}

/**
 * What follows a failure: the wait before the call is sent again, or its answer all the same.
 * @throws what the call ends with.
 */
async function recover(context: Context, call: Call, tries: Tries, failed: Failure): Promise<Answer | number> {
  const { problem, response } = failed
  if (!isBusinessCentralError(problem)) throw problem
  if (problem.status === 401 && tries.header && !tries.refused) {
    tries.refused = { header: tries.header, failure: { ...failed, problem } }
    return 0
  }
  if (tries.doubt && problem.name === 'ConflictError') {
    const verdict = await settleConflict(call, problem, tries.doubt, (other) => send(context, other))
    call.signal?.throwIfAborted()
    if (!verdict) return { response: new Response(null, { status: 204 }) }
    if (verdict !== problem) throw verdict
  }
  call.signal?.throwIfAborted()
  const wait = planRetry(context, call, tries, problem)
  log(context, call, tries, problem, wait)
  if (wait !== undefined) return problem.status === 429 ? 0 : wait
  if (response) return { response }
  throw problem
}

/** The wait before a call is sent again after a failure; undefined when it is not to be. */
function planRetry(
  context: Context,
  { method, source }: Call,
  tries: Tries,
  problem: BusinessCentralError,
): number | undefined {
  const { clock, rules, elapsed, limits } = context
  const wait = mayPass(problem, method) ? waitBefore(problem, tries, rules, elapsed(), clock.random()) : undefined
  const hasNewToken = problem.status === 401 && tries.header !== tries.refused?.header
  if (source?.spent && (wait !== undefined || hasNewToken)) {
    problem.message += ' The stream cannot be sent again: pass bytes or a function.'
    return undefined
  }
  if (wait === undefined) return undefined
  tries.repeated++
  if (leavesDoubt(problem, method)) tries.doubt ??= problem
  // Not this call alone has to wait then.
  if (problem.status === 429) limits.pause(wait)
  return wait
}

/** Makes a call once more whose answer broke while it was read. */
async function resume(context: Context, call: Call, tries: Tries, problem: unknown): Promise<Answer> {
  if (!isBusinessCentralError(problem)) throw problem
  const wait = planRetry(context, call, tries, problem)
  log(context, call, tries, problem, wait)
  if (wait === undefined) throw problem
  return send(context, call, tries, wait)
}

/** Tells of an attempt that is over. */
function log(
  { log, elapsed }: Context,
  { method, url }: Call,
  { sent: attempt, begun = elapsed() }: Tries,
  { status, correlationId, message: error }: FailureDetails & { message?: string },
  wait?: number,
): void {
  const duration = elapsed() - begun
  log({ method, url: withoutQuery(url), attempt, duration, status, correlationId, error, wait })
}
