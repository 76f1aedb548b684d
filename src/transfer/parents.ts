import { nearest } from '../option-checks.ts'
import type { ApiVersion } from '../versions.ts'

/** The entity sets whose entities have a picture, in the order in which they are shown. */
export const PARENT_SETS = ['items', 'customers', 'vendors', 'employees', 'contacts', 'itemVariants'] as const

/** An entity set whose entities have a picture. */
export type ParentSet = (typeof PARENT_SETS)[number]

/** The sets of a version (fact:parents-v1, fact:parents-v2). */
export const parentSetsOf = (version: ApiVersion): readonly ParentSet[] =>
  version === 'v2.0' ? PARENT_SETS : PARENT_SETS.slice(0, 4)

/** What one entity of a set is called. */
export const SINGULAR: Readonly<Record<ParentSet, string>> = {
  items: 'item',
  customers: 'customer',
  vendors: 'vendor',
  employees: 'employee',
  contacts: 'contact',
  itemVariants: 'item variant',
}

/** Whether an entity of this set keeps several images, all of which an upload or a delete removes (fact:media-set-cleared). */
export const hasMediaSet = (parents: string): boolean => parents === 'items' || parents === 'itemVariants'

/**
 * Reads a set's name, in any case.
 * @throws TransferUsageError for a name that is none, or none of this version
 */
export function readParentSet(name: string, version: ApiVersion): ParentSet {
  const sets = parentSetsOf(version)
  const found = sets.find((set) => set.toLowerCase() === name.trim().toLowerCase())
  if (found) return found
  if (name.trim() === '') {
    throw new TransferUsageError('The list of entity sets has an empty name: write names with one comma between them.')
  }
  const guess = nearest(name, sets)
  const hint = guess === undefined ? '' : `did you mean ${guess}? `
  throw new TransferUsageError(`"${name}" has no pictures in API ${version}: ${hint}use one of ${sets.join(', ')}.`)
}

/** The call itself is wrong, or the folder cannot be used: one sentence, exit code 2. Nothing was changed. */
export class TransferUsageError extends Error {
  override readonly name = 'TransferUsageError'
}
