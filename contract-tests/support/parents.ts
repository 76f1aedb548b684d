import type { ApiVersion } from '../../src/versions.ts'

/** A parent of pictures, as the API spells its entity set. */
export type Parent = 'items' | 'customers' | 'vendors' | 'employees' | 'contacts' | 'itemVariants'

const FIRST_FOUR: Parent[] = ['items', 'customers', 'vendors', 'employees']

/** Which parents have pictures in which version. Written down here by hand, from docs/business-central.md, so that a version that loses one is noticed. */
export const PARENTS: Record<ApiVersion, Parent[]> = {
  beta: FIRST_FOUR,
  'v1.0': FIRST_FOUR,
  'v2.0': [...FIRST_FOUR, 'contacts', 'itemVariants'],
}

/** The name of the path parameter that holds a parent's id: `items` has `itemId`. */
export function idParameter(parent: Parent): string {
  return `${parent.slice(0, -1)}Id`
}
