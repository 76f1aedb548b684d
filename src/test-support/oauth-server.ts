import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type AdapterConstructor, Provider } from 'oidc-provider'
// Not declared. Without an adapter the library warns at every start.
// @ts-expect-error no declaration
import MemoryAdapter from 'oidc-provider/lib/adapters/memory_adapter.js'

const TestAdapter = class extends MemoryAdapter {} as unknown as AdapterConstructor

/** An OAuth server that knows one app. */
export interface OAuthServer extends AsyncDisposable {
  tokenUrl: string
  /** How many tokens were asked for. */
  asked: number
  /** Answers so many requests for a token with 503. */
  busy: number
  /** Whether a token is one of this server's and still good. */
  isGood(token: string): Promise<boolean>
  /** Makes a token worthless. */
  revoke(token: string): Promise<void>
}

/** The app. The secret tells itself in any text that it leaks into. */
export const APP = {
  clientId: 'bc-pictures-tests',
  clientSecret: 's3cret-of-the-app',
  scope: 'https://bc.test/.default',
}

/** Starts a real OAuth server (`oidc-provider`) on a free port. */
export async function startOAuthServer(): Promise<OAuthServer> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const provider = new Provider(issuer, {
    adapter: TestAdapter,
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'ES256' }] },
    clients: [
      {
        client_id: APP.clientId,
        client_secret: APP.clientSecret,
        grant_types: ['client_credentials'],
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [],
        id_token_signed_response_alg: 'ES256',
        response_types: [],
      },
    ],
    scopes: [APP.scope],
    features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
    ttl: { ClientCredentials: 600 },
  })
  const answer = provider.callback()
  const oauth: OAuthServer = {
    tokenUrl: `${issuer}/token`,
    asked: 0,
    busy: 0,
    isGood: async (token) => (await provider.ClientCredentials.find(token)) !== undefined,
    revoke: async (token) => void (await (await provider.ClientCredentials.find(token))?.destroy()),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  server.on('request', (request, response) => {
    oauth.asked++
    if (oauth.busy > 0) {
      oauth.busy--
      response.writeHead(503).end()
    } else answer(request, response)
  })
  return oauth
}
