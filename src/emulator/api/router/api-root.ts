import { routeNotFound } from '../../errors.ts'
import { isApiVersion, type VersionProfile, type VersionProfiles } from '../../versions.ts'
import type { RequestUrl } from './request-url.ts'

/** Which API a path leads to, and what of the path comes after its root. */
export interface ApiRoot {
  readonly profile: VersionProfile
  /** The root as the caller wrote it, such as `/BC/api/v2.0`: links are built from it. */
  readonly rootPath: string
  /** The decoded segments after the root. */
  readonly segments: readonly string[]
}

/**
 * Finds the root of the API in a path. These are accepted (fact:url-online, fact:url-on-premises, fact:url-graph):
 * - `/v2.0/{tenant}/{environment}/api/{version}`, also without tenant and environment, and `/v1.0/api/beta`;
 * - `/{serverInstance}/api/{version}` and `/api/{version}`;
 * - `/v1.0/businesscentral` and `/beta/financials`, the roots on Microsoft Graph, which speak the beta version.
 * @throws ServiceError 404 for any other path
 */
export function findApiRoot(url: RequestUrl, profiles: VersionProfiles): ApiRoot {
  const graph = url.segments.slice(0, 2).join('/')
  if (graph === 'v1.0/businesscentral' || graph === 'beta/financials') return rootAt(url, 2, profiles.beta)
  const api = url.segments.indexOf('api')
  const version = url.segments[api + 1]
  if (api >= 0 && isApiVersion(version) && isHostPath(url.segments.slice(0, api))) {
    return rootAt(url, api + 2, profiles[version])
  }
  throw routeNotFound(url.path)
}

/** What may stand before `api`: nothing, a server instance, or a cloud version with up to two segments behind it. */
function isHostPath(segments: readonly string[]): boolean {
  if (segments.includes('')) return false
  return segments.length <= 1 || (segments.length <= 3 && /^v[12]\.0$/.test(segments[0] ?? ''))
}

function rootAt(url: RequestUrl, length: number, profile: VersionProfile): ApiRoot {
  const rootPath = `/${url.rawSegments.slice(0, length).join('/')}`
  return { profile, rootPath, segments: url.segments.slice(length) }
}
