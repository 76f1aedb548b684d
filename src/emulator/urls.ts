import type { ApiVersion } from './model.ts'

/**
 * The base URLs of the API.
 * @param origin scheme, host and port
 */
export function baseUrlsAt(origin: string): Readonly<Record<ApiVersion, string>> {
  // The form of an on-premises server: BC is the server instance.
  return { beta: `${origin}/BC/api/beta`, 'v1.0': `${origin}/BC/api/v1.0`, 'v2.0': `${origin}/BC/api/v2.0` }
}

/** The OAuth token endpoint; undefined unless callers authenticate with `oauth`. */
export function tokenUrlAt(origin: string, auth: string): string | undefined {
  // Any tenant will do.
  return auth === 'oauth' ? `${origin}/tenant/oauth2/v2.0/token` : undefined
}
