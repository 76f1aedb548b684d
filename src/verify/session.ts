import type { Contract } from './contract/contract.ts'
import { ExchangeValidator } from './contract/exchange-validator.ts'
import { Coverage } from './coverage.ts'
import type { Recorder } from './exchange/recorder.ts'
import { Observations } from './observations.ts'
import type { EntityName, Target } from './target.ts'

/** Everything that the checks of one run share. */
export class Session {
  readonly contract: Contract
  readonly recorder: Recorder
  readonly target: Target
  readonly validator: ExchangeValidator
  readonly observations = new Observations()
  readonly coverage: Coverage
  /** Whether this run writes. */
  readonly write: boolean
  /** The entity sets to try. */
  readonly parents: readonly string[]
  /** The entities that the caller named. */
  readonly entities: readonly EntityName[]
  /** Whether the server has answered anything yet: before that, silence is no violation. */
  answered = false
  /** The company that is worked in, once it is found. */
  companyName: string | undefined
  /** What the service description has and the contract does not know, once it is read. */
  additions: readonly string[] = []
  /** What was found out once and is used by several checks; `Probe.once` fills it. */
  readonly memo = new Map<string, Promise<unknown>>()

  constructor(options: {
    contract: Contract
    recorder: Recorder
    target: Target
    write: boolean
    parents: readonly string[]
    entities: readonly EntityName[]
  }) {
    const { contract, recorder, target, write, parents, entities } = options
    this.contract = contract
    this.recorder = recorder
    this.target = target
    this.write = write
    this.parents = parents
    this.entities = entities
    this.validator = validatorOf(contract)
    this.coverage = new Coverage(contract)
  }
}

const validators = new WeakMap<Contract, ExchangeValidator>()

/** Compiling schemas takes longer than using them. */
function validatorOf(contract: Contract): ExchangeValidator {
  const known = validators.get(contract) ?? new ExchangeValidator(contract)
  validators.set(contract, known)
  return known
}
