import * as oauth from 'oauth4webapi'
import { parseUrl } from '../base-url.ts'
import { readAll, readerOf } from '../bytes/streams.ts'
import { callback, flag, optionsWith, secret, text } from '../check.ts'
import { NetworkError, UnauthorizedError, withoutQuery } from '../errors.ts'
import type { FetchInit, OwnFetch } from '../own-fetch.ts'
import { harmless } from '../request/redact.ts'
import type { TokenCredential } from './sign-in.ts'

/** The app to sign in as, registered in Entra ID. */
export interface ClientCredentialsOptions {
  /** Id or domain of the tenant. Not needed with {@link tokenUrl}. */
  tenantId?: string | undefined
  clientId: string
  clientSecret: string
  /** Default: the token endpoint of {@link tenantId} at login.microsoftonline.com. */
  tokenUrl?: string | undefined
  /** Default: what the client asks for, which is Business Central online. */
  scope?: string | undefined
  /** Called instead of the global `fetch`: to go through a proxy. */
  fetch?: OwnFetch | undefined
  /** Lets the secret travel over http to a host that is not this machine. Default false. */
  allowHttp?: boolean | undefined
}

const checkOptions = /* @__PURE__ */ optionsWith<ClientCredentialsOptions>(
  {
    tenantId: text,
    clientId: text,
    clientSecret: secret,
    tokenUrl: text,
    scope: text,
    fetch: callback,
    allowHttp: flag,
  },
  'clientId',
  'clientSecret',
)

/** How long the token endpoint may take, in milliseconds. */
const TOKEN_TIMEOUT = 30_000
/** How long a token is taken to last that does not say it, in seconds. */
const DEFAULT_LIFE = 300

/**
 * Signs in as an app, with a secret: the OAuth client credentials flow, through `oauth4webapi`.
 *
 * @throws TypeError for options that cannot work. `getToken` throws an UnauthorizedError when the app is refused and a
 * NetworkError, which the client tries again, when the token endpoint cannot be reached or is busy.
 */
export function clientCredentials(options: ClientCredentialsOptions): TokenCredential {
  checkOptions('clientCredentials()', options)
  const { clientId, clientSecret, fetch: own } = options
  const tokenUrl = readTokenUrl(options)
  const shown = withoutQuery(tokenUrl)
  const server: oauth.AuthorizationServer = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl }
  const client: oauth.Client = { client_id: clientId }
  const requestOptions: oauth.ClientCredentialsGrantRequestOptions = {
    // Which http is allowed was decided above.
    [oauth.allowInsecureRequests]: true,
    signal: () => AbortSignal.timeout(TOKEN_TIMEOUT),
    ...(own && { [oauth.customFetch]: (url, init) => own(url, init as FetchInit) as Promise<Response> }),
  }

  async function request(scope: string): Promise<Response> {
    const secret = oauth.ClientSecretPost(clientSecret)
    try {
      const response = await oauth.clientCredentialsGrantRequest(server, client, secret, { scope }, requestOptions)
      if (response.status !== 429 && response.status < 500) return await limited(response)
      await response.body?.cancel()
      throw new Error(`it answered ${response.status}`)
    } catch (cause) {
      const why = harmless(`${(cause as Error | null)?.message}`, [clientSecret])
      throw new NetworkError(`The token endpoint ${shown} cannot be used: ${why}.`, {}, cause)
    }
  }

  return {
    async getToken(scopes) {
      const from = Date.now()
      const response = await request(options.scope ?? [scopes].flat().join(' '))
      try {
        const { access_token, expires_in } = await oauth.processClientCredentialsResponse(server, client, response)
        return { token: access_token, expiresOnTimestamp: from + (expires_in ?? DEFAULT_LIFE) * 1000 }
      } catch (error) {
        // Not as the cause: what the library attaches to its errors may be a whole answer, with its token.
        const { message, error: code = '', error_description: why } = error as Partial<oauth.ResponseBodyError>
        const said = harmless(`${code} ${why ?? message}`, [clientSecret])
        throw new UnauthorizedError(`${shown} refused the client ${clientId}: ${said}.`)
      }
    },
  }
}

/** The same response, read to its end. A token is no larger than a megabyte. */
async function limited(response: Response): Promise<Response> {
  if (!response.body) return response
  const { next, close } = readerOf(response.body)
  let size = 0
  const limited = async () => {
    const bytes = await next()
    size += bytes?.length ?? 0
    if (size <= 1_000_000) return bytes
    close()
    throw new Error('its answer is too long')
  }
  return new Response(new Blob(await readAll(limited)), response)
}

/** @throws TypeError for a URL that the secret must not be sent to. Shows neither a password nor a query of it. */
function readTokenUrl({ tenantId, tokenUrl, allowHttp }: ClientCredentialsOptions): string {
  if (!tokenUrl) {
    if (!tenantId) throw new TypeError('Client credentials need a tenantId or a tokenUrl.')
    return `https://login.microsoftonline.com/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`
  }
  parseUrl('tokenUrl', tokenUrl, 'https://…/token', allowHttp)
  return tokenUrl
}
