import type { ApiVersion } from '../versions.ts'

/** What the versions of the API do differently. Facts: docs/business-central.md. */
export interface Profile {
  /** The entity sets whose entities have a picture. */
  readonly parents: readonly string[]
  /** The last segment of the address of an entity's picture, for everything but reading its metadata. */
  picture(id: string): string
  /** The last segment of the address of its bytes. */
  readonly content: string
}

const beta: Profile = {
  parents: ['items', 'customers', 'vendors', 'employees'],
  picture: (id) => `/picture(${id})`,
  content: '/content',
}

/** The versions and what they do differently. */
export const PROFILES: Readonly<Record<ApiVersion, Profile>> = {
  beta,
  'v1.0': beta,
  'v2.0': {
    parents: [...beta.parents, 'contacts', 'itemVariants'],
    picture: () => '/picture',
    content: '/pictureContent',
  },
}
