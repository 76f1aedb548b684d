import type { ParentSet, Scalar } from '../model.ts'

/** What one company holds at the start. */
export interface SeedCompany {
  /** Default: the company of the demo. Where there are several companies, each needs a name. */
  readonly company?: { readonly id?: string; readonly name?: string }
  readonly entities: readonly SeedEntity[]
}

/** What several companies hold at the start. No two have the same name. */
export interface SeedCompanies {
  readonly companies: readonly SeedCompany[]
}

/** What the emulated environment holds at the start. */
export type Seed = SeedCompany | SeedCompanies

/** The seeds that come with the emulator. */
export type SeedName = 'demo' | 'empty'

/** The names of the seeds. */
export const seedNames = ['demo', 'empty'] as const satisfies readonly SeedName[]

/**
 * A seed by name, the path of a JSON file or of a folder of pictures, entities, companies, or a whole seed. (`string & {}`
 * keeps the names in an editor's suggestions.)
 */
export type SeedChoice = SeedName | (string & {}) | readonly SeedEntity[] | readonly SeedCompany[] | Seed

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
  /**
   * Everyday properties by which lists are filtered, such as `blocked`, `itemCategoryCode` or `unitPrice`. Those that are
   * left out are blank.
   */
  readonly properties?: Readonly<Record<string, Scalar>>
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
 * await startEmulator({ seed: [seed.company({ name: 'Contoso' }, [seed.item({ … })]), seed.company({ name: 'Fabrikam' }, [])] })
 */
export const seed = {
  item: (item: SeedNumbered): SeedEntity => ({ set: 'items', ...item }),
  customer: (customer: SeedNumbered): SeedEntity => ({ set: 'customers', ...customer }),
  vendor: (vendor: SeedNumbered): SeedEntity => ({ set: 'vendors', ...vendor }),
  employee: (employee: SeedNumbered): SeedEntity => ({ set: 'employees', ...employee }),
  contact: (contact: SeedNumbered): SeedEntity => ({ set: 'contacts', ...contact }),
  itemVariant: (variant: SeedVariant): SeedEntity => ({ set: 'itemVariants', ...variant }),
  /** A company with what it holds, for a seed of several. */
  company: (
    company: { readonly id?: string; readonly name: string },
    entities: readonly SeedEntity[],
  ): SeedCompany => ({
    company,
    entities,
  }),
}
