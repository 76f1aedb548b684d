import type { ContractProblem, Leniency } from '../contract/exchange-validator.ts'
import type { Exchange, RequestSpec } from '../exchange/exchange.ts'
import { MAX_TIMEOUTS, NoAnswerError, RequestsSpentError } from '../exchange/recorder.ts'
import type { QuestionId } from '../observations.ts'
import { InterruptedError, ServerUnreachableError, VerifyUsageError } from '../problems.ts'
import type { Session } from '../session.ts'
import { CheckSkipped, CheckStopped, type Violation } from './outcome.ts'

/** One check at work: it sends requests, and collects what is wrong. */
export class Probe {
  readonly session: Session
  readonly violations: Violation[] = []
  readonly #rule: string
  readonly #parent: string | undefined
  /** The exchange that the next expectation is about, unless another one is named. */
  #last: Exchange | undefined

  /** @param parent the entity set that is tried, for the observations; undefined for the service as a whole */
  constructor(session: Session, rule: string, parent: string | undefined) {
    this.session = session
    this.#rule = rule
    this.#parent = parent
  }

  /** Sends a request and compares the exchange with the contract. */
  async send(spec: RequestSpec, leniency: Leniency = {}): Promise<Exchange> {
    const { contract, recorder, coverage, validator, target } = this.session
    const { hanging } = recorder
    if (hanging !== undefined) {
      const message = `${MAX_TIMEOUTS} requests in a row (${hanging}) got no whole response before the timeout: no more are sent. --timeout allows more time.`
      throw new ServerUnreachableError(message)
    }
    const declared = contract.match(spec.method, spec.path)
    // POST and PUT of an image are no operations of the contract. Their refusal is an error like any other of that URL.
    const operation = declared ?? contract.match('PATCH', spec.path)
    let exchange: Exchange
    try {
      exchange = await recorder.exchange(spec)
    } catch (error) {
      if (error instanceof RequestsSpentError)
        this.skipEverywhere('a read-only run sends no more requests than it has sent')
      if (!(error instanceof NoAnswerError)) throw error
      return this.#unanswered(spec, error, operation?.pointer)
    }
    this.#last = exchange
    const old = recorder.guard?.takeShownOld() ?? false
    this.expect(!old, 'A read just after the write before this one shows that write, and not what was there before.')
    this.session.answered = true
    if (operation === undefined) return exchange
    if (declared) coverage.add(declared, exchange.status)
    const lenient = declared ? leniency : { ...leniency, undeclaredMethod: true }
    for (const problem of validator.problems(exchange, operation, target.baseUrl, lenient)) {
      this.#violate(problem, exchange)
    }
    return exchange
  }

  /** Notes a violation unless the condition holds; the check goes on. */
  expect(condition: boolean, message: string, exchange = this.#last): boolean {
    if (!condition) {
      const pointer = exchange && this.#pointerFor(exchange)
      this.violations.push({ rule: this.#rule, message, exchange, pointer })
    }
    return condition
  }

  /** Notes a violation unless the condition holds, and stops the check then. */
  demand(condition: boolean, message: string, exchange = this.#last): asserts condition {
    if (!this.expect(condition, message, exchange)) throw new CheckStopped()
  }

  /** Ends the check, as something that was reported already makes the rest pointless. */
  stop(): never {
    throw new CheckStopped()
  }

  /** Expects one of some statuses; `what` names the request in the sentence. Stops the check otherwise. */
  demandStatus(exchange: Exchange, statuses: readonly number[], what: string): void {
    const { status } = exchange
    this.demand(statuses.includes(status), `${what} returns ${statuses.join(' or ')}, not ${status}.`, exchange)
  }

  /** Records what the server showed on an unsettled question. */
  observe(id: QuestionId, shown: string, exchange = this.#last): void {
    const example = exchange ? `${exchange.method} ${exchange.path}: ${exchange.status}` : ''
    this.session.observations.add(id, shown, this.#parent, example)
  }

  /**
   * Does a piece of work once in a run. The check that comes first gets its violations; the others get the result, or
   * are skipped where there is none.
   */
  async once<T>(key: string, work: () => Promise<T>): Promise<T> {
    const { memo } = this.session
    const known = memo.get(key) as Promise<T> | undefined
    if (known) {
      return known.catch((error) => {
        throw isPassedOn(error) ? error : new CheckSkipped(`${key} could not be read, as another check reports`)
      })
    }
    const result = work()
    memo.set(key, result)
    return result
  }

  /** Ends the check as not applicable here. */
  skip(reason: string): never {
    throw new CheckSkipped(reason)
  }

  /** Ends the check as not applicable to anything in this run. */
  skipEverywhere(reason: string): never {
    throw new CheckSkipped(reason, true)
  }

  #violate({ rule, message, pointer }: ContractProblem, exchange: Exchange): void {
    const known = this.violations.some((violation) => violation.rule === rule && violation.pointer === pointer)
    if (!known) this.violations.push({ rule, message, exchange, pointer })
  }

  async #unanswered(spec: RequestSpec, error: NoAnswerError, pointer: string | undefined): Promise<never> {
    const { answered, recorder } = this.session
    const alive = answered && (await recorder.exchange({ method: 'GET', path: '/companies' }).catch(() => undefined))
    if (!alive) throw new ServerUnreachableError(error.message, { cause: error })
    const message = `${spec.method} ${spec.path} got no response, though the server responds to other requests: ${error.message}`
    this.violations.push({ rule: 'contract.response', message, exchange: undefined, pointer })
    throw new CheckStopped()
  }

  #pointerFor({ method, path, status }: Exchange): string | undefined {
    const { contract } = this.session
    const operation = contract.match(method, path) ?? contract.match('PATCH', path)
    if (operation === undefined) return undefined
    return contract.response(operation, status)?.pointer ?? operation.pointer
  }
}

function isPassedOn(error: unknown): boolean {
  return [InterruptedError, ServerUnreachableError, VerifyUsageError, CheckSkipped].some(
    (type) => error instanceof type,
  )
}
