import { bytesToHex } from '@noble/hashes/utils.js'
import { fromBase64, readShort, textOf } from '../bytes.ts'
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

/** Grants that exist, but that no client here may use. */
const otherGrants = ['authorization_code', 'password', 'refresh_token']

/** Longer request bodies are no token requests. */
const maxFormBytes = 64 * 1024

/** A refusal in the form of RFC 6749, section 5.2. */
class TokenRefusal extends Error {
  readonly status: number
  readonly code: string

  constructor(code: string, message: string, status = 400) {
    super(message)
    this.status = status
    this.code = code
  }
}

/**
 * A token endpoint with the URLs of Microsoft Entra ID, for the client credentials flow (RFC 6749, section 4.4). Tokens
 * are opaque and live in memory.
 */
export class TokenEndpoint {
  /** When each token expires, on the clock that never goes back. */
  readonly #expiry = new Map<string, number>()
  readonly #settings: OAuthSettings

  constructor(settings: OAuthSettings) {
    this.#settings = settings
  }

  /** Whether a bearer token was issued here, and may still be used. */
  check(token: string): TokenValidity {
    const expiry = this.#expiry.get(token)
    if (expiry === undefined) return 'unknown'
    return expiry > performance.now() ? 'valid' : 'expired'
  }

  /** Answers `/{tenant}/oauth2/v2.0/token`, the discovery document and the keys; undefined for any other path. */
  answer(request: EmulatorRequest): Reply | Promise<Reply> | undefined {
    const [tenant, ...rest] = request.url.segments
    const path = rest.join('/')
    if (path === 'oauth2/v2.0/token') return this.#token(request)
    if (path === 'v2.0/.well-known/openid-configuration') return discovery(`${request.origin}/${tenant}`)
    // No token is signed: they are opaque.
    if (path === 'discovery/v2.0/keys') return json(200, { keys: [] })
    return undefined
  }

  async #token(request: EmulatorRequest): Promise<Reply> {
    try {
      const form = await readForm(request)
      this.#requireClient(request, form)
      requireClientCredentials(form)
      const { tokenSeconds } = this.#settings
      const token = bytesToHex(crypto.getRandomValues(new Uint8Array(32)))
      this.#expiry.set(token, performance.now() + tokenSeconds * 1000)
      const lifetime = { expires_in: tokenSeconds, ext_expires_in: tokenSeconds }
      return json(200, { token_type: 'Bearer', ...lifetime, access_token: token })
    } catch (error) {
      if (!(error instanceof TokenRefusal)) throw error
      const { status, code, message } = error
      const challenge = status === 401 ? { 'WWW-Authenticate': 'Basic realm="Business Central emulator"' } : {}
      return json(status, { error: code, error_description: message }, challenge)
    }
  }

  /** The client says who it is in the form or by Basic authentication, never by both (RFC 6749, section 2.3). */
  #requireClient({ headers }: EmulatorRequest, form: URLSearchParams): void {
    const fromHeader = basicCredentials(headers.authorization)
    const [id, secret] = fromHeader ?? [form.get('client_id'), form.get('client_secret')]
    if (this.#knows(id, secret)) return
    // The two are encoded as in a form before they are put into base64, but not by every client.
    if (fromHeader !== undefined && this.#knows(formDecoded(fromHeader[0]), formDecoded(fromHeader[1]))) return
    const message = 'Invalid client: client id or client secret is missing or wrong'
    throw new TokenRefusal('invalid_client', message, fromHeader === undefined ? 400 : 401)
  }

  #knows(id: string | null, secret: string | null): boolean {
    const { clientId = id, clientSecret = secret } = this.#settings
    return Boolean(id && secret) && id === clientId && secret === clientSecret
  }
}

function requireClientCredentials(form: URLSearchParams): void {
  const grant = form.get('grant_type')
  if (grant === null) throw new TokenRefusal('invalid_request', 'Missing parameter: `grant_type`')
  if (otherGrants.includes(grant)) {
    throw new TokenRefusal('unauthorized_client', 'Unauthorized client: `grant_type` is invalid')
  }
  if (grant !== 'client_credentials') {
    throw new TokenRefusal('unsupported_grant_type', 'Unsupported grant type: `grant_type` is invalid')
  }
  // This flow asks for the permissions that the client has been given as a whole.
  if (!/^\S+\/\.default$/.test(form.get('scope') ?? '')) {
    throw new TokenRefusal('invalid_scope', 'Invalid scope: it has to end in /.default')
  }
}

async function readForm({ method, headers, body }: EmulatorRequest): Promise<URLSearchParams> {
  const refuse = (message: string) => new TokenRefusal('invalid_request', `Invalid request: ${message}`)
  if (method !== 'POST') throw refuse('method must be POST')
  if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    throw refuse('content must be application/x-www-form-urlencoded')
  }
  return new URLSearchParams(textOf(await readShort(body, maxFormBytes, () => refuse('the form is too long'))))
}

/** Client id and secret of a Basic header, as they stand there. */
function basicCredentials(header: string | undefined): [string, string] | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/=]+) *$/i.exec(header ?? '')?.[1]
  const decoded = encoded === undefined ? undefined : fromBase64(encoded)
  const [, id, secret] = /^([^:]+):(.+)$/s.exec(decoded === undefined ? '' : textOf(decoded)) ?? []
  return id === undefined || secret === undefined ? undefined : [id, secret]
}

function formDecoded(text: string): string {
  return new URLSearchParams(`x=${text.replaceAll('&', '%26')}`).get('x') ?? ''
}

function discovery(authority: string): Reply {
  return json(200, {
    issuer: `${authority}/v2.0`,
    // Nobody can sign in there: libraries ask for the address, and do not use it in this flow.
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    grant_types_supported: ['client_credentials'],
    response_types_supported: ['code', 'token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
  })
}

function json(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  const always = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' }
  return { status, headers: { ...always, ...headers }, body: JSON.stringify(value) }
}
