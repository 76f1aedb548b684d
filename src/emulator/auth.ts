import { invalidCredentials } from './errors.ts'

/** How the emulator wants to be signed in to, with every setting resolved. */
export type SignIn =
  | { readonly mode: 'none' }
  /** `token` undefined: any non-empty token will do. */
  | { readonly mode: 'bearer'; readonly token: string | undefined }
  /** `user`, `accessKey` undefined: any non-empty one will do. */
  | { readonly mode: 'basic'; readonly user: string | undefined; readonly accessKey: string | undefined }

/**
 * Checks the Authorization header of a request.
 * @throws ServiceError 401 `Authentication_InvalidCredentials`; it never repeats what was sent.
 */
export function checkSignIn(header: string | undefined, signIn: SignIn): void {
  if (signIn.mode === 'none') return
  const accepted = signIn.mode === 'bearer' ? acceptsBearer(header, signIn.token) : acceptsBasic(header, signIn)
  if (!accepted) throw invalidCredentials(signIn.mode === 'bearer' ? 'Bearer' : 'Basic')
}

function acceptsBearer(header: string | undefined, expected: string | undefined): boolean {
  const token = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1]
  return token !== undefined && (expected === undefined || token === expected)
}

function acceptsBasic(
  header: string | undefined,
  expected: { user: string | undefined; accessKey: string | undefined },
) {
  const encoded = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(header ?? '')?.[1]
  if (encoded === undefined) return false
  const [, user, accessKey] = /^([^:]+):(.+)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? []
  if (user === undefined || accessKey === undefined) return false
  return (expected.user ?? user) === user && (expected.accessKey ?? accessKey) === accessKey
}
