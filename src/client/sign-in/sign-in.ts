import { characters } from '../bytes/streams.ts'
import { hide, isObject, optionsWith, secret, textLike } from '../check.ts'
import { type Clock, stopwatch } from '../clock.ts'
import { isBusinessCentralError, UnauthorizedError } from '../errors.ts'
import { harmless } from '../request/redact.ts'
import { shared } from '../shared.ts'
import { token as checkToken } from './check-auth.ts'

/** What a credential is asked for, for Business Central online. fact:client-credentials */
export const ONLINE_SCOPE = 'https://api.businesscentral.dynamics.com/.default'

/** A token and how long it lasts. What `@azure/identity` gives fits. */
export interface AccessToken {
  token: string
  /** When it expires, in milliseconds since 1970. Default: five minutes from now. */
  expiresOnTimestamp?: number | undefined
  /** The word before the token in the Authorization header. Default `Bearer`. */
  tokenType?: string | undefined
  /** What else must not be shown where a server repeats it. */
  secrets?: string[] | undefined
}

/** Anything that gets tokens for scopes: the credentials of `@azure/identity`, `clientCredentials`, `basic`. */
export interface TokenCredential {
  getToken(scopes: string | string[]): Promise<AccessToken | null>
}

/** How to sign in: a token, a function that gets one, or a credential. */
export type Auth = string | (() => string | AccessToken | Promise<string | AccessToken>) | TokenCredential

/** The user of {@link basic}. */
export interface BasicOptions {
  user: string
  /** The web service access key. */
  accessKey: string
}

const checkBasic = optionsWith<BasicOptions>(
  // A colon would end the user's name.
  { user: textLike(/^[^:]+$/, 'text without a colon', hide), accessKey: secret },
  'user',
  'accessKey',
)

/**
 * Signs in with a user name and a web service access key, on premises.
 *
 * @throws TypeError where one of them is missing or no text, and for a user with a colon.
 */
export function basic(options: BasicOptions): TokenCredential {
  checkBasic('basic()', options)
  const { user, accessKey } = options
  const token = btoa(characters(new TextEncoder().encode(`${user}:${accessKey}`)))
  return { getToken: async () => ({ token, tokenType: 'Basic', expiresOnTimestamp: Infinity, secrets: [accessKey] }) }
}

/** Signs requests in. */
export interface SignIn {
  /** The Authorization header: at once while it lasts, else as a promise. `refused` is one that is to be renewed. */
  header(signal?: AbortSignal, refused?: string): string | Promise<string> | undefined
  /** Makes a text of the server's fit to be shown. */
  redact(text: string): string
}

/** How long a token is taken to last that does not say it, in milliseconds. */
const DEFAULT_LIFE = 300_000
/** How long before its end a token is renewed, in milliseconds. */
const RENEWAL = 60_000

/**
 * Makes what signs requests in. All who ask while a token is fetched share that one. A token is renewed a minute before it
 * expires, or when it was refused.
 */
export function createSignIn(auth: Auth | undefined, scope: string, clock: Clock): SignIn {
  const elapsed = stopwatch(clock)
  let header: string | undefined
  // By both clocks: one may be set back, the other may stand still while the machine sleeps.
  let [renewAt, renewAfter] = [0, 0]
  let secrets: string[] = []

  const renew = shared(async () => {
    try {
      const got = await (typeof auth === 'function' ? auth() : typeof auth === 'object' ? auth.getToken(scope) : auth)
      const {
        token,
        tokenType = 'Bearer',
        expiresOnTimestamp = clock.now() + DEFAULT_LIFE,
        secrets: more = [],
      } = (isObject(got) ? got : { token: got }) as AccessToken
      // Before it can reach a header. A bad one is never shown.
      checkToken('the token of auth', token)
      checkToken('its tokenType', tokenType)
      renewAt = expiresOnTimestamp - RENEWAL
      renewAfter = elapsed() + renewAt - clock.now()
      // The one before may still be on its way.
      secrets = [token, ...more, ...secrets].slice(0, 8)
      header = `${tokenType} ${token}`
      return header
    } catch (cause) {
      if (isBusinessCentralError(cause)) throw cause
      throw new UnauthorizedError(
        `Sign-in failed: ${(cause as Error | null)?.message ?? `auth threw ${cause}`}`,
        {},
        cause,
      )
    }
  })

  return {
    header: (signal, refused) =>
      auth === undefined || (header && header !== refused && clock.now() < renewAt && elapsed() < renewAfter)
        ? header
        : renew(signal),
    redact: (text) => harmless(text, secrets),
  }
}
