import { machineClock, stopwatch } from '../clock.ts'
import { type BusinessCentralError, isBusinessCentralError, withoutQuery } from '../errors.ts'
import { createLimits, isLimits } from '../limits.ts'
import type { PictureClientOptions } from '../options.ts'
import { createSignIn, ONLINE_SCOPE } from '../sign-in/sign-in.ts'
import { Attempt, type Context } from './attempt.ts'
import type { Answer, Call, Failure, Tries } from './call.ts'
import { quiet } from './log.ts'
import { settleConflict } from './own-conflict.ts'
import { leavesDoubt, mayPass, retryRules, waitBefore } from './retry.ts'

/** How many bytes of JSON are read at most, by default. */
const MAX_RESPONSE_SIZE = 16 * 1024 * 1024

/** Sends requests: signed in, within the limits, and again where that is safe. */
export interface Sender {
  /** @throws BusinessCentralError for every call but a raw one that is refused. */
  send(call: Call): Promise<Answer>
  /** Makes a text of the server's fit to be shown. */
  redact(text: string): string
}

/** Makes what every request goes through. `query` goes with each of them. */
export function createSender(query: string, options: PictureClientOptions): Sender {
  const { auth, scope = ONLINE_SCOPE, clock = machineClock, limits = {}, timeout, log } = options
  const { fetch: own, maxResponseSize: maxSize = MAX_RESPONSE_SIZE } = options
  const rules = retryRules(options.retry)
  const elapsed = stopwatch(clock)
  const signIn = createSignIn(auth, scope, clock)
  const { redact } = signIn
  const context: Context = {
    limits: isLimits(limits) ? limits : createLimits(limits, clock),
    fetch: async (url, init) => (own ?? fetch)(withQuery(url, query), init),
    isOwnFetch: own !== undefined,
    timeout,
    maxSize,
    now: () => clock.now(),
    elapsed,
    redact,
    log: quiet(log),
    remedy: auth === undefined ? 'No credentials were given: pass auth.' : 'Pass a fresh token, or a function.',
  }

  /** Carries a call out once, after a wait. */
  async function attempt(call: Call, tries: Tries, wait: number): Promise<Answer | Failure> {
    const { signal, source } = call
    try {
      if (wait) await clock.sleep(wait, signal)
      const { refused } = tries
      tries.header = await signIn.header(signal, refused?.header)
      // There is no other token, or nothing to send with it.
      if (refused && (tries.header === refused.header || source?.spent)) return refused.failure
      await context.limits.enter(signal)
      tries.started ??= elapsed()
      return await new Attempt(call, context).run(tries.header, ++tries.sent)
    } catch (problem) {
      return { problem }
    }
  }

  async function send(call: Call, tries: Tries = { repeated: 0, sent: 0 }, wait = 0): Promise<Answer> {
    for (let next: Answer | number = wait; ; ) {
      const outcome = await attempt(call, tries, next)
      if (!('problem' in outcome)) {
        return call.as === 'bytes' ? { ...outcome, again: (problem) => resume(call, tries, problem) } : outcome
      }
      next = await recover(call, tries, outcome)
      if (typeof next === 'object') return next
    }
  }

  /**
   * What follows a failure: the wait before the call is sent again, or its answer all the same.
   * @throws what the call ends with.
   */
  async function recover(call: Call, tries: Tries, failed: Failure): Promise<Answer | number> {
    const { problem, response } = failed
    if (!isBusinessCentralError(problem)) throw problem
    if (problem.status === 401 && tries.header && !tries.refused) {
      tries.refused = { header: tries.header, failure: failed }
      return 0
    }
    if (tries.doubt && problem.name === 'ConflictError') {
      const verdict = await settleConflict(call, problem, tries.doubt, send)
      if (!verdict) return { response: new Response(null, { status: 204 }) }
      if (verdict !== problem) throw verdict
    }
    call.signal?.throwIfAborted()
    const wait = planRetry(call, tries, problem)
    if (wait !== undefined) return wait
    if (response) return { response }
    throw problem
  }

  /** The wait before a call is sent again after a failure; undefined when it is not to be. */
  function planRetry(call: Call, tries: Tries, problem: BusinessCentralError): number | undefined {
    const { method, url, source } = call
    const { status, correlationId, message: reason } = problem
    const passes = mayPass(problem, method)
    const wait = passes ? waitBefore(problem, tries, rules, elapsed(), clock.random()) : undefined
    const hasNewToken = status === 401 && tries.header !== tries.refused?.header
    if (source?.spent && (wait !== undefined || hasNewToken)) {
      problem.message += ' The stream cannot be sent again: pass bytes or a function.'
      return undefined
    }
    if (wait === undefined) return undefined
    tries.repeated++
    if (leavesDoubt(problem, method)) tries.doubt ??= problem
    const retry = { method, url: withoutQuery(url), attempt: tries.sent, status, correlationId, wait, reason }
    context.log({ type: 'retry', ...retry })
    if (status !== 429) return wait
    // Not this call alone has to wait then.
    context.limits.pause(wait)
    return 0
  }

  /** Makes a call once more whose answer broke while it was read. */
  async function resume(call: Call, tries: Tries, problem: unknown): Promise<Answer> {
    const wait = isBusinessCentralError(problem) ? planRetry(call, tries, problem) : undefined
    if (wait === undefined) throw problem
    return send(call, tries, wait)
  }

  return { send: (call) => send(call), redact }
}

/** A query of the base URL goes with every request, but only once: next links may repeat it. */
function withQuery(url: string, query: string): string {
  if (!query || url.includes(query)) return url
  return `${url}${url.includes('?') ? '&' : '?'}${query}`
}
