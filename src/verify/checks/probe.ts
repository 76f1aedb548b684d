import type { ContractProblem, Leniency } from '../contract/exchange-validator.ts'
import type { Exchange, RequestSpec } from '../exchange/exchange.ts'
import { NoAnswerError } from '../exchange/recorder.ts'
import type { QuestionId } from '../observations.ts'
import { ServerUnreachableError } from '../problems.ts'
import type { Session } from '../session.ts'

/** A promise that the server broke. */
export interface Violation {
  /** The id of the check, or of the rule that every exchange is held to. */
  readonly rule: string
  /** One sentence: what is wrong. */
  readonly message: string
  /** The exchange that shows it. */
  readonly exchange: Exchange | undefined
  /** Where the contract says otherwise: a JSON pointer. */
  readonly pointer: string | undefined
}

/** A check cannot go on: what it has found so far stands. */
export class CheckStopped extends Error {
  override readonly name = 'CheckStopped'
}

/** A check does not apply here; the message says why. */
export class CheckSkipped extends Error {
  override readonly name = 'CheckSkipped'
}

/** One check at work on one parent: it sends requests, and collects what is wrong. */
export class Probe {
  readonly session: Session
  readonly violations: Violation[] = []
  readonly #rule: string
  readonly #parent: string | undefined
  /** The exchange that the next expectation is about, unless another one is named. */
  #last: Exchange | undefined

  constructor(session: Session, rule: string, parent: string | undefined) {
    this.session = session
    this.#rule = rule
    this.#parent = parent
  }

  /** The entity set that is tried. @throws for a check of the service, which has none */
  get parent(): string {
    if (this.#parent === undefined) throw new Error(`The check ${this.#rule} has no parent.`)
    return this.#parent
  }

  /** Sends a request and holds the exchange to the contract. */
  async send(spec: RequestSpec, leniency: Leniency = {}): Promise<Exchange> {
    const { contract, recorder, coverage, validator, target } = this.session
    // POST and PUT on the content are no operations; what they answer is declared with the PATCH.
    const operation = contract.match(spec.method, spec.path) ?? contract.match('PATCH', spec.path)
    let exchange: Exchange
    try {
      exchange = await recorder.exchange(spec)
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error
      return this.#unanswered(spec, error, operation?.pointer)
    }
    this.#last = exchange
    this.session.answered = true
    if (operation === undefined) return exchange
    coverage.add(operation, exchange.status)
    for (const problem of validator.problems(exchange, operation, target.baseUrl, leniency)) {
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

  /** Expects one of some statuses; `what` names the request in the sentence. Stops the check otherwise. */
  demandStatus(exchange: Exchange, statuses: readonly number[], what: string): void {
    const { status } = exchange
    this.demand(statuses.includes(status), `${what} answers ${statuses.join(' or ')}, not ${status}.`, exchange)
  }

  /** Records what the server showed on an unsettled question. */
  observe(id: QuestionId, shown: string, exchange = this.#last): void {
    const example = exchange ? `${exchange.method} ${exchange.path}: ${exchange.status}` : ''
    this.session.observations.add(id, shown, this.#parent, example)
  }

  /** Ends the check as not applicable. */
  skip(reason: string): never {
    throw new CheckSkipped(reason)
  }

  #violate({ rule, message, pointer }: ContractProblem, exchange: Exchange): void {
    const known = this.violations.some((violation) => violation.rule === rule && violation.pointer === pointer)
    if (!known) this.violations.push({ rule, message, exchange, pointer })
  }

  async #unanswered(spec: RequestSpec, error: NoAnswerError, pointer: string | undefined): Promise<never> {
    const { answered, recorder } = this.session
    const alive = answered && (await recorder.exchange({ method: 'GET', path: '/companies' }).catch(() => undefined))
    if (!alive) throw new ServerUnreachableError(error.message, { cause: error })
    const message = `${spec.method} ${spec.path} got no answer, though the server answers other requests: ${error.message}`
    this.violations.push({ rule: 'contract.answer', message, exchange: undefined, pointer })
    throw new CheckStopped()
  }

  #pointerFor({ method, path, status }: Exchange): string | undefined {
    const { contract } = this.session
    const operation = contract.match(method, path) ?? contract.match('PATCH', path)
    if (operation === undefined) return undefined
    return contract.response(operation, status)?.pointer ?? operation.pointer
  }
}
