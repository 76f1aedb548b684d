import { fromBase64, textOf } from '../bytes.ts'
import { expiredToken, invalidCredentials } from '../errors.ts'
import type { TokenEndpoint } from './token-endpoint.ts'

/** How the emulator wants to be signed in to, with every setting resolved. */
export type SignIn =
  | { readonly mode: 'none' }
  /** `token` undefined: any non-empty token will do. */
  | { readonly mode: 'bearer'; readonly token: string | undefined }
  /** `user`, `accessKey` undefined: any non-empty one will do. */
  | { readonly mode: 'basic'; readonly user: string | undefined; readonly accessKey: string | undefined }
  /** Tokens of the emulator's own token endpoint. */
  | { readonly mode: 'oauth'; readonly endpoint: TokenEndpoint }

/**
 * Checks the Authorization header of a request.
 * @throws ServiceError 401 `Authentication_InvalidCredentials`; it never repeats what was sent.
 */
export function checkSignIn(header: string | undefined, signIn: SignIn): void {
  if (signIn.mode === 'none') return
  if (!accepts(header, signIn)) throw invalidCredentials(signIn.mode === 'basic' ? 'Basic' : 'Bearer')
}

function accepts(header: string | undefined, signIn: Exclude<SignIn, { mode: 'none' }>): boolean {
  if (signIn.mode === 'basic') return acceptsBasic(header, signIn)
  if (signIn.mode === 'bearer') return acceptsBearer(header, signIn.token)
  return acceptsIssued(header, signIn.endpoint)
}

function acceptsIssued(header: string | undefined, endpoint: TokenEndpoint): boolean {
  const validity = endpoint.check(bearerToken(header) ?? '')
  if (validity === 'expired') throw expiredToken()
  return validity === 'valid'
}

function bearerToken(header: string | undefined): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1]
}

function acceptsBearer(header: string | undefined, expected: string | undefined): boolean {
  const token = bearerToken(header)
  return token !== undefined && (expected === undefined || token === expected)
}

function acceptsBasic(
  header: string | undefined,
  expected: { user: string | undefined; accessKey: string | undefined },
) {
  const encoded = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(header ?? '')?.[1]
  const decoded = encoded === undefined ? undefined : fromBase64(encoded)
  if (decoded === undefined) return false
  const [, user, accessKey] = /^([^:]+):(.+)$/s.exec(textOf(decoded)) ?? []
  if (user === undefined || accessKey === undefined) return false
  return (expected.user ?? user) === user && (expected.accessKey ?? accessKey) === accessKey
}
