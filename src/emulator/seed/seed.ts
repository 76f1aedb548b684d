import type { ParentSet } from '../model.ts'

/** What a company holds at the start. */
export interface Seed {
  readonly company: { readonly id: string; readonly name: string }
  readonly entities: readonly SeedEntity[]
}

/** An entity of a seed. `id` undefined: one is made from set and number, always the same. */
export type SeedEntity = {
  readonly id?: string
  /** File names in `seed/pictures`; items and item variants may have several. */
  readonly pictures?: readonly string[]
} & (
  | { readonly set: Exclude<ParentSet, 'itemVariants'>; readonly number: string; readonly displayName: string }
  /** `itemNumber` names an item of the same seed. */
  | { readonly set: 'itemVariants'; readonly itemNumber: string; readonly code: string; readonly description: string }
)
