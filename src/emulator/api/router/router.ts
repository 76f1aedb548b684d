import { oncePer } from '../../once-per.ts'
import type { VersionProfile, VersionProfiles } from '../../versions.ts'
import { findApiRoot } from './api-root.ts'
import type { RequestUrl } from './request-url.ts'
import { parseResourcePath, type Resource } from './resource-path.ts'

/** What a URL leads to. */
export interface Route {
  readonly profile: VersionProfile
  /** The root of the API as the caller wrote it, such as `/BC/api/v2.0`: links are built from it. */
  readonly rootPath: string
  readonly resource: Resource
}

/** Finds what a URL leads to, from its syntax alone. Throws ServiceError 400 or 404 for one that leads nowhere. */
export type Router = (url: RequestUrl) => Route

/** A router for these versions. */
export function createRouter(profiles: VersionProfiles): Router {
  return oncePer((url) => {
    const { profile, rootPath, segments } = findApiRoot(url, profiles)
    return { profile, rootPath, resource: parseResourcePath(segments, profile) }
  })
}
