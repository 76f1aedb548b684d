import { shared } from './clock.ts'
import { BusinessCentralError, UnauthorizedError } from './errors.ts'

/** A token and how long it lasts. What `@azure/identity` gives fits. */
export interface AccessToken {
  token: string
  /** Milliseconds since 1970. Default: five minutes from now. */
  expiresOnTimestamp?: number
  /** What stands before the token in the Authorization header. Default `Bearer`. */
  tokenType?: string
}

/** Anything that gets tokens for scopes: the credentials of `@azure/identity`, `clientCredentials`, `basic`. */
export interface TokenCredential {
  getToken(scopes: string | string[]): Promise<AccessToken | null>
}

/** How to sign in: a token, a function that gets one, or a credential. */
export type Auth = string | (() => string | AccessToken | Promise<string | AccessToken>) | TokenCredential

/** Signs in with a user name and a web service access key, on premises. */
export function basic({ user, accessKey }: { user: string; accessKey: string }): TokenCredential {
  const token = btoa(String.fromCharCode(...new TextEncoder().encode(`${user}:${accessKey}`)))
  return { getToken: async () => ({ token, tokenType: 'Basic', expiresOnTimestamp: 1e99 }) }
}

/** Gives the Authorization header: at once while it lasts, else as a promise. */
export type SignIn = (signal?: AbortSignal, refused?: string) => string | Promise<string> | undefined

/**
 * Makes a function that gives the Authorization header. All who ask while a token is fetched share that one. A token is
 * renewed a minute before it ends, or when its header is given back as `refused`.
 */
export function createSignIn(auth: Auth | undefined, scope: string, now: () => number): SignIn {
  let header: string | undefined
  let renewAt = 0

  const renew = shared(async () => {
    let got: unknown = auth
    try {
      if (typeof auth === 'function') got = await auth()
      if (typeof auth === 'object') got = await auth.getToken(scope)
    } catch (cause) {
      if (cause instanceof BusinessCentralError) throw cause
      throw new UnauthorizedError(`Sign-in failed: ${(cause as Error).message}`, {}, cause)
    }
    const { token = got, expiresOnTimestamp = now() + 3e5, tokenType = 'Bearer' } = (got ?? '') as AccessToken
    // A bad one is not shown, and must not reach a header: the platform would show it in its complaint.
    if (!/^[!-~]+$/.test((token ?? '') as string))
      throw new UnauthorizedError('The token is not text for a header: check auth.')
    renewAt = expiresOnTimestamp - 6e4
    header = `${tokenType} ${token}`
    return header
  })

  return (signal, refused) =>
    auth === undefined || (header && header !== refused && now() < renewAt) ? header : renew(signal)
}
