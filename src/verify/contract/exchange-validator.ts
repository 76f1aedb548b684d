import type { Exchange } from '../exchange/exchange.ts'
import type { Contract, Located, Operation, ResponseObject } from './contract.ts'
import { contextOf, contextProblem, linkProblem, linksOf } from './links.ts'
import { inRange, type MediaType, parseMediaType } from './media-type.ts'
import { escapePart } from './pointer.ts'
import type { ContractRule } from './rules.ts'
import { SchemaValidator } from './schema-validator.ts'

/** One promise of the contract that an exchange breaks. */
export interface ContractProblem {
  readonly rule: ContractRule
  readonly message: string
  /** Where the contract says so: a JSON pointer. */
  readonly pointer: string
}

/** What a check knows of an exchange that the contract cannot say. */
export interface Leniency {
  /** Statuses that are as good as declared, because the evidence does not settle the outcome. */
  readonly alsoAccept?: readonly number[]
  /** The query narrows the response, so required properties may be missing. */
  readonly narrowed?: boolean
  /** The method is not one of the contract's: any refusal is as good as declared, in the form of the operation's other errors. */
  readonly undeclaredMethod?: boolean
}

/** A status that every operation declares with an error as its body. */
const ANY_ERROR = 404

/** Compares exchanges with a contract. */
export class ExchangeValidator {
  readonly #contract: Contract
  readonly #schemas: SchemaValidator

  constructor(contract: Contract) {
    this.#contract = contract
    this.#schemas = new SchemaValidator(contract)
  }

  /** Every promise that an exchange breaks. */
  problems(exchange: Exchange, operation: Operation, baseUrl: string, leniency: Leniency = {}): ContractProblem[] {
    const { status, broken } = exchange
    if (broken) return [{ rule: 'contract.complete-response', message: broken, pointer: operation.pointer }]
    const like = leniency.undeclaredMethod && status >= 400 ? ANY_ERROR : status
    const response = this.#contract.response(operation, like)
    if (response === undefined) {
      if (leniency.alsoAccept?.includes(status)) return []
      const declared = operation.statuses.join(', ')
      const message = `${operation.id} returned ${status}, which the contract does not declare; it declares ${declared}.`
      return [{ rule: 'contract.status', message, pointer: `${operation.pointer}/responses` }]
    }
    return [
      ...this.#headerProblems(exchange, response),
      ...this.#bodyProblems(exchange, response, leniency),
      ...(status < 300 && isObject(exchange.json) ? odataProblems(exchange, operation, response, baseUrl) : []),
    ]
  }

  #headerProblems({ headers }: Exchange, { value, pointer }: Located<ResponseObject>): ContractProblem[] {
    return Object.keys(value.headers ?? {}).flatMap((name) => {
      const at = `${pointer}/headers/${escapePart(name)}`
      const header = this.#contract.at<{ required?: boolean }>(at)
      const received = headers.get(name)
      if (received !== null) {
        const found = this.#schemas.problems(`${header.pointer}/schema`, received)
        return found.map(({ message }) => problem('contract.headers', `${name}: ${message.slice(9)}`, header.pointer))
      }
      return header.value.required ? [problem('contract.headers', `The header ${name} is missing.`, at)] : []
    })
  }

  #bodyProblems(exchange: Exchange, response: Located<ResponseObject>, leniency: Leniency): ContractProblem[] {
    const { headers, body, status } = exchange
    const declared = Object.keys(response.value.content ?? {})
    if (declared.length === 0) {
      if (body.length === 0) return []
      return [problem('contract.body', `A ${status} has no body, and ${body.length} bytes came.`, response.pointer)]
    }
    const at = `${response.pointer}/content`
    const contentType = headers.get('content-type')
    // Which one a download has is not recorded, and so not that it has one (fact:content-type-header).
    if (contentType === null && declared.includes('application/octet-stream')) return []
    const mediaType = parseMediaType(contentType)
    const range = mediaType && declared.find((candidate) => inRange(mediaType, candidate))
    if (mediaType === undefined || range === undefined) {
      const came = contentType === null ? 'has no Content-Type' : `has the Content-Type "${contentType}"`
      return [
        problem('contract.content-type', `The response ${came}; the contract declares ${declared.join(', ')}.`, at),
      ]
    }
    const schema = `${at}/${escapePart(range)}/schema`
    return [...parameterProblems(mediaType, at), ...this.#contentProblems(exchange, mediaType, schema, leniency)]
  }

  #contentProblems(exchange: Exchange, { essence }: MediaType, schema: string, leniency: Leniency): ContractProblem[] {
    const rule = exchange.status >= 400 ? 'contract.error-envelope' : 'contract.body'
    if (essence === 'application/json') {
      if (exchange.json === undefined) return [problem(rule, 'The body is not JSON.', schema)]
      return this.#schemas
        .problems(schema, exchange.json)
        .filter(({ keyword }) => !(leniency.narrowed && keyword === 'required'))
        .map(({ message, pointer }) => problem(rule, message, pointer))
    }
    if (!/xml|text/.test(essence)) return []
    return this.#schemas
      .problems(schema, exchange.body.toString('utf8'))
      .map(({ message, pointer }) => problem(rule, message, pointer))
  }
}

function problem(rule: ContractRule, message: string, pointer: string): ContractProblem {
  return { rule, message, pointer }
}

function parameterProblems({ essence, parameters }: MediaType, pointer: string): ContractProblem[] {
  const charset = parameters.get('charset')
  if (essence !== 'application/json' || charset === undefined || /^utf-?8$/i.test(charset)) return []
  return [problem('contract.content-type', `JSON is UTF-8, and the response says charset=${charset}.`, pointer)]
}

function odataProblems(
  exchange: Exchange,
  operation: Operation,
  { pointer }: Located<ResponseObject>,
  baseUrl: string,
): ContractProblem[] {
  const context = contextOf(exchange.json)
  const problems: ContractProblem[] = []
  if (context === undefined) {
    const message = 'The response has no @odata.context of the form …/$metadata#….'
    problems.push(problem('contract.context', message, pointer))
  } else {
    const version = /\/api\/[^/]+$/.exec(baseUrl.split('?')[0] ?? '')?.[0]
    const wrong =
      version && !context.root.toLowerCase().endsWith(version.toLowerCase())
        ? `@odata.context begins with ${context.root}, which is not the API that was asked.`
        : contextProblem(context, operation, exchange.path)
    if (wrong) problems.push(problem('contract.context', wrong, pointer))
  }
  const roots = [...(context ? [context.root] : []), baseUrl]
  for (const link of linksOf(exchange)) {
    const wrong = linkProblem(link, roots)
    if (wrong) problems.push(problem('contract.links', wrong, pointer))
  }
  const header = exchange.headers.get('etag')
  const inBody = (exchange.json as Record<string, unknown>)['@odata.etag']
  if (header !== null && inBody !== undefined && weakly(header) !== weakly(String(inBody))) {
    const message = `The header ETag is ${header}, and @odata.etag of the same response is ${inBody}.`
    problems.push(problem('contract.etag', message, pointer))
  }
  return problems
}

function weakly(etag: string): string {
  return etag.replace(/^W\//, '')
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
