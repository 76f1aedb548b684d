import { type BusinessCentralError, type FailureDetails, isBusinessCentralError, withoutQuery } from '../errors.ts'
import { attempt } from './attempt.ts'
import type { Answer, Call, Tries } from './call.ts'
import type { Context } from './context.ts'
import { wasCarriedOut } from './own-conflict.ts'
import { correlationIdOf } from './refusal.ts'
import { leavesDoubt, mayPass, waitBefore } from './retry.ts'

/**
 * Sends a request: signed in, within the limits, and again where that is safe.
 *
 * @throws BusinessCentralError, and what the caller's own code throws.
 */
export async function send(
  context: Context,
  call: Call,
  tries: Tries = { sent: 0, repeated: 0 },
  wait = 0,
): Promise<Answer> {
  for (let next = wait; ; ) {
    try {
      const answer = await sendOnce(context, call, tries, next)
      const { status, headers } = answer.response
      if (context.log) log(context, call, tries, { status, correlationId: correlationIdOf(headers, context) })
      if (call.as === 'bytes')
        answer.again = async (problem) => send(context, call, tries, plan(context, call, tries, problem))
      return answer
    } catch (problem) {
      const { status, name } = problem as Partial<BusinessCentralError>
      if (tries.doubt && name === 'ConflictError') {
        const sendOther = (other: Call) => send(context, other)
        if (await wasCarriedOut(call, tries.doubt, sendOther)) return { response: new Response(null, { status: 204 }) }
      }
      if (status === 401 && tries.header && !tries.refused) {
        tries.refused = tries.header
        tries.refusal = problem as BusinessCentralError
        next = 0
      } else next = plan(context, call, tries, problem)
    }
  }
}

/** Sends a request once, after a wait. */
async function sendOnce(context: Context, call: Call, tries: Tries, wait: number): Promise<Answer> {
  const { clock, signIn, limits, elapsed } = context
  const { signal, source } = call
  const { refused, refusal } = tries
  if (wait) await clock.sleep(wait, signal)
  tries.header = await signIn.header(signal, refused)
  if (refusal) {
    // There is no other token, or nothing to send with it.
    if (tries.header === refused || source?.spent) throw refusal
    log(context, call, tries, refusal, 0)
    delete tries.refusal
  }
  await limits.enter(signal)
  tries.started ??= elapsed()
  tries.sent++
  return attempt(call, tries.header, context)
}

/**
 * How long to wait before a call is sent again after a failure.
 * @throws the failure when it is not to be.
 */
function plan(context: Context, call: Call, tries: Tries, problem: unknown): number {
  const { clock, retry, elapsed, limits } = context
  const { method, source, signal } = call
  signal?.throwIfAborted()
  if (!isBusinessCentralError(problem)) throw problem
  const { status } = problem
  let wait = mayPass(problem, method) ? waitBefore(problem, tries, retry, elapsed(), clock.random()) : undefined
  if (source?.spent && (wait !== undefined || (status === 401 && tries.header !== tries.refused))) {
    problem.message += ' The stream cannot be sent again: pass bytes or a function.'
    wait = undefined
  }
  log(context, call, tries, problem, wait)
  if (wait === undefined) throw problem
  tries.repeated++
  if (leavesDoubt(problem, method)) tries.doubt ??= problem
  if (status !== 429) return wait
  // Not this call alone has to wait then.
  limits.pause(wait)
  return 0
}

/** Tells of an attempt that is over. */
function log(
  context: Context,
  { method, url }: Call,
  { sent: attempt }: Tries,
  { status, correlationId, message: error }: FailureDetails & { message?: string },
  wait?: number,
): void {
  context.log?.({ method, url: withoutQuery(url), attempt, status, correlationId, error, wait })
}
