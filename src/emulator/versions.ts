import type { ApiVersion, ParentSet } from './model.ts'

/** How one API version addresses and shapes pictures (docs/business-central.md, "The three API versions"). */
export interface VersionProfile {
  readonly version: ApiVersion
  readonly parents: readonly ParentSet[]
  /**
   * `collection`: `picture` answers a list of one, and `picture({id})` is the picture itself.
   * `single`: `picture` is the picture itself. Whether v2.0 also takes a key is unsettled; here it does not.
   */
  readonly picture: 'collection' | 'single'
  /** The stream property: last segment of the content URL, prefix of the media links. */
  readonly stream: 'content' | 'pictureContent'
  /** Whether a picture tells its `parentType`, and a company lists `pictures`. */
  readonly parentType: boolean
}

const firstParents = ['items', 'customers', 'vendors', 'employees'] as const

/** The profile of each API version. */
export const versionProfiles: Readonly<Record<ApiVersion, VersionProfile>> = {
  beta: { version: 'beta', parents: firstParents, picture: 'collection', stream: 'content', parentType: false },
  'v1.0': { version: 'v1.0', parents: firstParents, picture: 'collection', stream: 'content', parentType: false },
  'v2.0': {
    version: 'v2.0',
    parents: [...firstParents, 'contacts', 'itemVariants'],
    picture: 'single',
    stream: 'pictureContent',
    parentType: true,
  },
}

/** Whether `text` names an API version. */
export function isApiVersion(text: string | undefined): text is ApiVersion {
  return text !== undefined && Object.hasOwn(versionProfiles, text)
}
