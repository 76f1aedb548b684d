import { nearest } from '../option-checks.ts'
import type { ApiVersion } from '../versions.ts'
import { CHECKS } from './checks/all.ts'
import type { Contract } from './contract/contract.ts'
import { VerifyUsageError } from './problems.ts'

/** @throws VerifyUsageError when the contract has no pictures of an entity set */
export function requireKnownParents(contract: Contract, names: readonly string[]): void {
  const unknown = names.find((name) => !contract.parents.includes(name))
  if (unknown === undefined) return
  const guess = nearest(unknown, contract.parents)
  const hint = guess ? `did you mean ${guess}? ` : ''
  throw new VerifyUsageError(
    `${contract.version} has no pictures of "${unknown}": ${hint}use ${contract.parents.join(', ')}.`,
  )
}

/** A run that tries nothing would pass. @throws VerifyUsageError when a check is unknown, or does not apply */
export function requireRunnableChecks(only: readonly string[], version: ApiVersion, write: boolean): void {
  for (const id of only) {
    const check = CHECKS.find((candidate) => candidate.id === id)
    if (check === undefined) {
      const guess = nearest(
        id,
        CHECKS.map((candidate) => candidate.id),
      )
      throw new VerifyUsageError(
        `There is no check "${id}": ${guess ? `did you mean ${guess}? ` : ''}CHECKS names them.`,
      )
    }
    if (check.versions && !check.versions.includes(version)) {
      throw new VerifyUsageError(`The check ${id} is one of ${check.versions.join(', ')}, and not of ${version}.`)
    }
    if (check.scope === 'entity' && !write) throw new VerifyUsageError(`The check ${id} needs write: true.`)
  }
}
