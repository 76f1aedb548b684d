export type { Changes, EntityName } from './control/changes.ts'
export type { JournalEntry } from './control/journal.ts'
export type { InProcessEmulator } from './create.ts'
export type { Fault } from './faults/faults.ts'
export type { Limits } from './limits.ts'
export type { ApiVersion } from './model.ts'
export type { EmulatorOptions, InProcessOptions } from './options.ts'
export type { Quirks } from './quirks.ts'
export {
  type Seed,
  type SeedChoice,
  type SeedCompanies,
  type SeedCompany,
  type SeedEntity,
  type SeedName,
  type SeedNumbered,
  type SeedPicture,
  type SeedVariant,
  seed,
} from './seed/seed.ts'
export { EmulatorStartError } from './start-error.ts'
