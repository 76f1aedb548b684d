import type { ApiVersion } from '../../versions.ts'
import type { Probe } from '../probe/probe.ts'
import type { Subject } from '../probe/subject.ts'

/** The heading under which a check is reported. */
export type Group = 'service' | 'reading' | 'refusals' | 'writing'

/** What every check says about itself. */
interface CheckDescription {
  /** Stable: it is named on the command line and in reports. */
  readonly id: string
  readonly group: Group
  /** One sentence: what a correct server does. */
  readonly promise: string
  /** The ids of the facts in docs/business-central.md that say so. */
  readonly facts: readonly string[]
  /** The API versions that it applies to; all of them by default. */
  readonly versions?: readonly ApiVersion[]
}

/** Runs once. */
export interface ServiceCheck extends CheckDescription {
  readonly scope: 'service'
  /** Reports violations to the probe. */
  readonly run: (probe: Probe) => Promise<void>
}

/** Runs on each entity set that has pictures, and only reads. */
export interface ParentCheck extends CheckDescription {
  readonly scope: 'parent'
  /** On how many entity sets a read-only run tries it, to stay within few requests. All by default; 0: on none. */
  readonly parentsWhenReading?: number
  /** Reports violations to the probe. `parent` is the entity set, such as `items`. */
  readonly run: (probe: Probe, parent: string) => Promise<void>
}

/** Runs on each entity that may be written to, and writes to it. */
export interface EntityCheck extends CheckDescription {
  readonly scope: 'entity'
  /** Reports violations to the probe. The original picture of `subject` is saved, and put back afterwards. */
  readonly run: (probe: Probe, subject: Subject) => Promise<void>
}

/** One promise that a server has to keep. */
export type Check = ServiceCheck | ParentCheck | EntityCheck

type Entries<T extends Check> = Readonly<Record<string, Omit<T, 'id' | 'group' | 'scope'>>>

/** A list of checks that run once, by id. */
export function serviceChecks(group: Group, entries: Entries<ServiceCheck>): readonly ServiceCheck[] {
  return Object.entries(entries).map(([id, entry]) => ({ id, group, scope: 'service', ...entry }))
}

/** A list of checks that run on each entity set, by id. */
export function parentChecks(group: Group, entries: Entries<ParentCheck>): readonly ParentCheck[] {
  return Object.entries(entries).map(([id, entry]) => ({ id, group, scope: 'parent', ...entry }))
}

/** A list of checks that write to an entity, by id. */
export function entityChecks(group: Group, entries: Entries<EntityCheck>): readonly EntityCheck[] {
  return Object.entries(entries).map(([id, entry]) => ({ id, group, scope: 'entity', ...entry }))
}

/** Where docs/business-central.md says so, in words. */
export function sourceOf({ facts }: Pick<Check, 'facts'>): string {
  return `docs/business-central.md: ${facts.join(', ')}`
}
