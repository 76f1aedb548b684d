import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ApiVersion } from '../versions.ts'
import type { Group } from './checks/check.ts'
import type { Contract } from './contract/contract.ts'
import type { CoverageEntry } from './coverage.ts'
import { curlOf } from './exchange/curl.ts'
import { beginning, describeAnswer, describeRequest } from './exchange/exchange.ts'
import type { Observation } from './observations.ts'
import type { Violation } from './probe/outcome.ts'

/** A place in the contract. */
export interface ContractPlace {
  /** The bundled contract, from the working directory where it lies below it. */
  readonly file: string
  readonly line: number
  /** A JSON pointer. */
  readonly pointer: string
  /** What stands there, in short. */
  readonly says: string
}

/** A violation as it is reported. No credential is in it. */
export interface ReportedViolation {
  /** The id of the check, or of the rule that every exchange is held to. */
  readonly rule: string
  readonly message: string
  /** What was sent, in lines. */
  readonly sent?: readonly string[]
  /** What came, in lines. */
  readonly came?: readonly string[]
  /** The curl command that sends a read again; credentials are left out. */
  readonly again?: string
  readonly contract?: ContractPlace
}

/** The result of one check on one parent or entity. */
export interface CheckResult {
  readonly id: string
  readonly group: Group
  /** The entity set, or the entity that was written to; undefined for the service. */
  readonly on: string | undefined
  readonly promise: string
  readonly source: string
  readonly status: 'passed' | 'failed' | 'skipped'
  /** Why it was skipped. */
  readonly reason?: string
  readonly violations: readonly ReportedViolation[]
  readonly durationMs: number
}

/** What a run of verify found. */
export interface Report {
  readonly apiVersion: ApiVersion
  /** Undefined where a saved document was checked. */
  readonly baseUrl: string | undefined
  readonly company: string | undefined
  readonly mode: 'read' | 'write' | 'metadata'
  readonly results: readonly CheckResult[]
  readonly observations: readonly Observation[]
  readonly coverage: readonly CoverageEntry[]
  /** What the server has and the contract does not know. */
  readonly additions: readonly string[]
  readonly requests: number
  readonly throttled: number
  readonly durationMs: number
  /** Why the run ended early; undefined where it did not. */
  readonly ended: { readonly by: 'interrupt' | 'unreachable'; readonly message: string } | undefined
  /** Pictures that could not be put back: one sentence each, with the saved copy. */
  readonly notRestored: readonly string[]
}

/** Why a check that writes is skipped in a run that only reads. */
export const NEEDS_WRITE = 'needs --write'

/** What a run found, in one line. */
export function verdict(report: Pick<Report, 'results' | 'ended' | 'notRestored'>): string {
  const { results, ended, notRestored } = report
  const count = (status: CheckResult['status']) => results.filter((result) => result.status === status).length
  const needWrite = results.filter(({ reason }) => reason === NEEDS_WRITE).length
  const passed = count('passed')
  const holds = passed === 0 ? 'The contract could not be tried' : 'The contract holds as far as it was tried'
  const found = isViolated(report) ? 'The contract is violated' : holds
  const numbers = `${passed} ${passed === 1 ? 'check' : 'checks'} passed, ${count('failed')} failed, ${count('skipped')} skipped`
  const write = needWrite === 0 ? '' : ` (${needWrite} ${needWrite === 1 ? 'needs' : 'need'} --write)`
  const lost = notRestored.length
  return [
    `${found}: ${numbers}${write}.`,
    ...(ended ? ['The run ended early.'] : []),
    ...(lost === 0 ? [] : [`${lost} ${lost === 1 ? 'picture was' : 'pictures were'} not put back.`]),
  ].join(' ')
}

/** Whether a run found the contract violated. */
export function isViolated({ results }: Pick<Report, 'results'>): boolean {
  return results.some(({ status }) => status === 'failed')
}

/** Turns a violation into what is reported: exchange and contract in words, without credentials. */
export function reportViolation(
  { rule, message, exchange, pointer }: Violation,
  contract: Contract,
  redact: (text: string) => string,
): ReportedViolation {
  const again = exchange && curlOf(exchange)
  return {
    rule,
    message: beginning(redact(message)),
    ...(exchange ? { sent: describeRequest(exchange, redact), came: describeAnswer(exchange, redact) } : {}),
    ...(again === undefined ? {} : { again: redact(again) }),
    ...(pointer === undefined ? {} : { contract: placeOf(contract, pointer) }),
  }
}

/** The violation as lines for people. */
export function explain({ rule, message, sent, came, again, contract }: ReportedViolation): string {
  const part = (label: string, lines: readonly string[] = []) =>
    lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(9)} ${line}`)
  const place = contract ? [contract.says, `${contract.file}:${contract.line}`] : []
  // The check is named around this; a rule of every exchange is not.
  const what = rule.startsWith('contract.') ? `${message} (${rule})` : message
  return [
    what,
    ...part('sent', sent),
    ...part('came', came),
    ...part('again', again ? [again] : []),
    ...part('contract', place),
  ].join('\n')
}

function placeOf(contract: Contract, pointer: string): ContractPlace {
  const file = fileURLToPath(contract.file)
  const fromHere = relative(process.cwd(), file)
  return {
    file: fromHere.startsWith('..') ? file : fromHere,
    line: contract.line(pointer),
    pointer,
    says: contract.says(pointer),
  }
}
