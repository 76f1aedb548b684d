import * as oauth from 'oauth4webapi'
import { secureStart } from './base-url.ts'
import { NetworkError, UnauthorizedError } from './errors.ts'
import type { TokenCredential } from './sign-in.ts'

/** The app to sign in as, registered in Entra ID. */
export interface ClientCredentialsOptions {
  /** Id or domain of the tenant. Not needed with {@link tokenUrl}. */
  tenantId?: string
  clientId: string
  clientSecret: string
  /** Default: the token endpoint of {@link tenantId} at login.microsoftonline.com. */
  tokenUrl?: string
  /** Default: what the client asks for, which is Business Central online. */
  scope?: string
  /** Called instead of the global `fetch`: to go through a proxy. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>
  /** Lets the secret travel over http to a host that is not this machine. Default false. */
  allowHttp?: boolean
}

/**
 * Signs in as an app, with a secret: the OAuth client credentials flow, through `oauth4webapi`.
 *
 * @throws TypeError for options that cannot work. `getToken` throws an UnauthorizedError when the app is refused and a
 * NetworkError, which the client tries again, when the token endpoint cannot be reached or is busy.
 */
export function clientCredentials(options: ClientCredentialsOptions): TokenCredential {
  const { tenantId, clientId, clientSecret, allowHttp } = options
  if (!clientId || !clientSecret) throw new TypeError('Client credentials need a clientId and a clientSecret.')
  if (!options.tokenUrl && !tenantId) throw new TypeError('Client credentials need a tenantId or a tokenUrl.')
  const authority = `https://login.microsoftonline.com/${encodeURIComponent(tenantId ?? '')}`
  const tokenUrl = options.tokenUrl ?? `${authority}/oauth2/v2.0/token`
  if (!URL.canParse(tokenUrl)) throw new TypeError(`tokenUrl "${tokenUrl}" is no URL: pass https://…/token.`)
  if (!RegExp(secureStart(allowHttp)).test(new URL(tokenUrl).href)) {
    throw new TypeError(`The token URL ${tokenUrl} would carry the secret unprotected: use https, or allowHttp: true.`)
  }
  const server: oauth.AuthorizationServer = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl }
  const client: oauth.Client = { client_id: clientId }
  const fetchIt = options.fetch

  async function request(scope: string): Promise<Response> {
    try {
      const response = await oauth.clientCredentialsGrantRequest(
        server,
        client,
        oauth.ClientSecretPost(clientSecret),
        { scope },
        // Which http is allowed was decided above.
        {
          [oauth.allowInsecureRequests]: true,
          signal: () => AbortSignal.timeout(TOKEN_TIMEOUT),
          ...(fetchIt && { [oauth.customFetch]: (url, init) => fetchIt(url, init as RequestInit) }),
        },
      )
      if (response.status !== 429 && response.status < 500) return response
      await response.body?.cancel()
      throw new Error(`it answered ${response.status}`)
    } catch (cause) {
      throw new NetworkError(`The token endpoint ${tokenUrl} cannot be used: ${(cause as Error).message}.`, {}, cause)
    }
  }

  return {
    async getToken(scopes) {
      const from = Date.now()
      const response = await request(options.scope ?? [scopes].flat().join(' '))
      try {
        const { access_token, expires_in } = await oauth.processClientCredentialsResponse(server, client, response)
        return { token: access_token, expiresOnTimestamp: from + (expires_in ?? 300) * 1000 }
      } catch (error) {
        // Not as the cause: what the library attaches to its errors may be a whole answer, with its token.
        const { message, error: code, error_description: why } = error as Partial<oauth.ResponseBodyError>
        throw new UnauthorizedError(`${tokenUrl} refused the client ${clientId}: ${code ?? ''} ${why ?? message}.`)
      }
    },
  }
}

/** How long the token endpoint may take, in milliseconds. */
const TOKEN_TIMEOUT = 30_000
