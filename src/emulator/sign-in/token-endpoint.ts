import OAuth2Server from '@node-oauth/oauth2-server'
import type { EmulatorRequest, Reply } from '../request-reply.ts'

/** Which clients get a token, and for how long. */
export interface OAuthSettings {
  /** The only client id to accept; undefined: any that is not empty. */
  readonly clientId: string | undefined
  /** The only client secret to accept; undefined: any that is not empty. */
  readonly clientSecret: string | undefined
  readonly tokenSeconds: number
}

/** Whether a token can be used. */
export type TokenValidity = 'valid' | 'expired' | 'unknown'

const grants = ['client_credentials']

/** Longer request bodies are no token requests. */
const maxFormBytes = 64 * 1024

/**
 * A token endpoint with the URLs of Microsoft Entra ID, for the client credentials flow. The flow itself is
 * `@node-oauth/oauth2-server`: small, without dependencies of weight, and no identity provider of its own around it.
 * Tokens live in memory.
 */
export class TokenEndpoint {
  readonly #expiry = new Map<string, number>()
  readonly #server: OAuth2Server
  readonly #settings: OAuthSettings

  constructor(settings: OAuthSettings) {
    this.#settings = settings
    this.#server = new OAuth2Server({
      accessTokenLifetime: settings.tokenSeconds,
      model: {
        getClient: async (id: string, secret: string) => (this.#knows(id, secret) ? { id, grants } : null),
        getUserFromClient: async ({ id }: OAuth2Server.Client) => ({ id }),
        validateScope: async (_user, _client, scope) => (isDefaultScope(scope) ? scope : false),
        saveToken: async (token, client, user) => {
          this.#expiry.set(token.accessToken, Number(token.accessTokenExpiresAt))
          return { ...token, client, user }
        },
        getAccessToken: async () => null,
      },
    })
  }

  /** Whether a bearer token was issued here, and may still be used. */
  check(token: string): TokenValidity {
    const expiry = this.#expiry.get(token)
    if (expiry === undefined) return 'unknown'
    return expiry > Date.now() ? 'valid' : 'expired'
  }

  /** Answers `/{tenant}/oauth2/v2.0/token` and the discovery document; undefined for any other path. */
  answer(request: EmulatorRequest): Reply | Promise<Reply> | undefined {
    const [tenant, ...rest] = request.url.segments
    const path = rest.join('/')
    if (path === 'oauth2/v2.0/token') return this.#token(request)
    if (path === 'v2.0/.well-known/openid-configuration') return discovery(`${request.origin}/${tenant}`)
    return undefined
  }

  async #token({ method, headers, body: source }: EmulatorRequest): Promise<Reply> {
    const form = await readForm(source)
    const response = new OAuth2Server.Response({ headers: {} })
    const incoming = { ...headers } as Record<string, string>
    const body = Object.fromEntries(new URLSearchParams(form))
    const request = new OAuth2Server.Request({ method, headers: incoming, query: {}, body })
    try {
      const token = await this.#server.token(request, response)
      const { tokenSeconds } = this.#settings
      const lifetime = { expires_in: tokenSeconds, ext_expires_in: tokenSeconds }
      return json(200, { token_type: 'Bearer', ...lifetime, access_token: token.accessToken })
    } catch (error) {
      if (!(error instanceof OAuth2Server.OAuthError)) throw error
      const challenge = error.code === 401 ? { 'WWW-Authenticate': 'Basic realm="Business Central emulator"' } : {}
      return json(error.code, { error: error.name, error_description: error.message }, challenge)
    }
  }

  #knows(id: string, secret: string | null): boolean {
    if (!id || !secret) return false
    const { clientId = id, clientSecret = secret } = this.#settings
    return id === clientId && secret === clientSecret
  }
}

/** The client credentials flow asks for the permissions that the client has been given as a whole. */
function isDefaultScope(scope: string[] | undefined): boolean {
  return scope?.length === 1 && scope[0]?.endsWith('/.default') === true
}

async function readForm(source: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of source) {
    size += chunk.length
    if (size <= maxFormBytes) chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function discovery(authority: string): Reply {
  return json(200, {
    issuer: `${authority}/v2.0`,
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    grant_types_supported: grants,
  })
}

function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  const always = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' }
  return { status, headers: { ...always, ...headers }, body: JSON.stringify(value) }
}
