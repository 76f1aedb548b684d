import type { ApiVersion } from '../../versions.ts'
import type { Probe } from './probe.ts'

/** Where a check is tried: once on the service, on each parent, or on each entity that may be written to. */
export type Scope = 'service' | 'parent' | 'entity'

/** The heading under which a check is reported. */
export type Group = 'service' | 'reading' | 'refusals' | 'writing'

/** One promise that a server is held to. */
export interface Check {
  /** Stable: it is named on the command line and in reports. */
  readonly id: string
  readonly group: Group
  /** One sentence: what a sound server does. */
  readonly promise: string
  /** Where docs/business-central.md says so. */
  readonly source: string
  readonly scope: Scope
  /** The API versions that it applies to; all of them by default. */
  readonly versions?: readonly ApiVersion[]
  /** On how many parents a run that only reads tries it, to stay within few requests. All by default; 0: on none. */
  readonly parentsWhenReading?: number
  /** Reports violations to the probe. */
  readonly run: (probe: Probe) => Promise<void>
}
