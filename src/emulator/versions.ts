import type { ApiVersion, ParentSet } from './model.ts'
import { defaultQuirks, type Quirks } from './quirks.ts'

/** How one API version addresses and shapes pictures (docs/business-central.md, section 1). */
export interface VersionProfile {
  readonly version: ApiVersion
  readonly parents: readonly ParentSet[]
  /**
   * `collection`: `picture` answers a list of one, and `picture({id})` is the picture itself.
   * `single`: `picture` is the picture itself.
   */
  readonly picture: 'collection' | 'single'
  /** Whether `picture({id})` can be asked for. Unsettled for v2.0: a quirk. */
  readonly pictureKey: boolean
  /** Whether every picture is reported as image/jpeg: a quirk. */
  readonly alwaysJpeg: boolean
  /** Scheme, host and port in the media links; undefined: those that the caller used. A quirk (fact:media-link-host). */
  readonly mediaLinkOrigin: string | undefined
  /** The stream property: last segment of the content URL, prefix of the media links. */
  readonly stream: 'content' | 'pictureContent'
  /** Whether a picture tells its `parentType`, and a company lists `pictures`. */
  readonly parentType: boolean
}

const firstParents = ['items', 'customers', 'vendors', 'employees'] as const

/** The profile of each API version. */
export type VersionProfiles = Readonly<Record<ApiVersion, VersionProfile>>

/** The profile of each API version as the quirks want it. */
export function profilesWith(quirks: Quirks): VersionProfiles {
  const alwaysJpeg = quirks['content-type'] === 'jpeg'
  // The name is reserved: nobody can be asked under it.
  const mediaLinkOrigin = quirks['media-link-host'] === 'unreachable' ? 'https://bc-server.invalid:7048' : undefined
  const first = { parents: firstParents, picture: 'collection', pictureKey: true, stream: 'content' } as const
  // Item variants have pictures from BC 28 on.
  const variants = quirks['bc-version'] === '28' ? (['itemVariants'] as const) : []
  return {
    beta: { version: 'beta', ...first, alwaysJpeg, mediaLinkOrigin, parentType: false },
    'v1.0': { version: 'v1.0', ...first, alwaysJpeg, mediaLinkOrigin, parentType: false },
    'v2.0': {
      version: 'v2.0',
      parents: [...firstParents, 'contacts', ...variants],
      picture: 'single',
      pictureKey: quirks['picture-key'] === 'accepted',
      alwaysJpeg,
      mediaLinkOrigin,
      stream: 'pictureContent',
      parentType: true,
    },
  }
}

/** The profiles without any quirk. */
export const versionProfiles = profilesWith(defaultQuirks)

/** Whether `text` names an API version. */
export function isApiVersion(text: string | undefined): text is ApiVersion {
  return text !== undefined && Object.hasOwn(versionProfiles, text)
}
