import type { ParentSet } from '../model.ts'

/** What a company holds at the start. */
export interface Seed {
  /** Default: the company of the demo. */
  readonly company?: { readonly id?: string; readonly name?: string }
  readonly entities: readonly SeedEntity[]
}

/** The seeds that come with the emulator. */
export type SeedName = 'demo' | 'empty'

/** The names of the seeds. */
export const seedNames = ['demo', 'empty'] as const satisfies readonly SeedName[]

/**
 * A seed by name, the path of a JSON file or of a folder of pictures, entities, or a whole seed. (`string & {}` keeps the
 * names in an editor's suggestions.)
 */
export type SeedChoice = SeedName | (string & {}) | readonly SeedEntity[] | Seed

/** A picture: its bytes, or the file that they are in. */
export type SeedPicture = Uint8Array | string | URL

/** What every entity of a seed can have. */
export interface SeedBase {
  /** The SystemId. Default: one that is made from company, set and number, always the same. */
  readonly id?: string
  /** The picture that the API shows. */
  readonly picture?: SeedPicture
  /** Further images of the media set, of items and item variants. */
  readonly furtherPictures?: readonly SeedPicture[]
}

/** An item, customer, vendor, employee or contact of a seed. */
export interface SeedNumbered extends SeedBase {
  readonly number: string
  readonly displayName: string
}

/** An item variant of a seed. */
export interface SeedVariant extends SeedBase {
  /** The number of an item of the same seed. */
  readonly itemNumber: string
  readonly code: string
  readonly description: string
}

/** An entity of a seed. */
export type SeedEntity =
  | (SeedNumbered & { readonly set: Exclude<ParentSet, 'itemVariants'> })
  | (SeedVariant & { readonly set: 'itemVariants' })

/**
 * Makes entities for {@link EmulatorOptions.seed}.
 * @example
 * await startEmulator({ seed: [seed.item({ number: '1000', displayName: 'Bicycle', picture: 'bicycle.png' })] })
 */
export const seed = {
  item: (item: SeedNumbered): SeedEntity => ({ set: 'items', ...item }),
  customer: (customer: SeedNumbered): SeedEntity => ({ set: 'customers', ...customer }),
  vendor: (vendor: SeedNumbered): SeedEntity => ({ set: 'vendors', ...vendor }),
  employee: (employee: SeedNumbered): SeedEntity => ({ set: 'employees', ...employee }),
  contact: (contact: SeedNumbered): SeedEntity => ({ set: 'contacts', ...contact }),
  itemVariant: (variant: SeedVariant): SeedEntity => ({ set: 'itemVariants', ...variant }),
}
