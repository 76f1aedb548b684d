import { type Command, Option } from 'commander'
import { isProtected } from '../client/base-url.ts'
import { machineClock } from '../client/clock.ts'
import { clientCredentials } from '../client/sign-in/client-credentials.ts'
import { type Auth, basic, createSignIn, ONLINE_SCOPE } from '../client/sign-in/sign-in.ts'
import { API_VERSIONS, type ApiVersion } from '../versions.ts'

/** A server, an API version and a company, with a way to sign in. */
export interface Connection {
  /** Up to and including `/api/<version>`, or a Graph root. */
  readonly baseUrl: string
  readonly apiVersion: ApiVersion
  /** Name or id; undefined: the only company there is. */
  readonly company: string | undefined
  /** Undefined where the environment holds no credentials. */
  readonly auth: Auth | undefined
  /** Whether credentials may travel over http to another machine. */
  readonly allowHttp: boolean
}

/** The connection flags, as commander reads them. */
export interface ConnectionFlags {
  readonly baseUrl?: string
  readonly tenant?: string
  readonly environment?: string
  readonly apiVersion?: ApiVersion
  readonly company?: string
  readonly allowHttp?: true
}

/** Flags and environment do not describe a connection: one sentence, exit code 2. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
}

type Environment = Readonly<Record<string, string | undefined>>

const ONLINE_ROOT = 'https://api.businesscentral.dynamics.com/v2.0'

/** Adds the flags of every command that talks to a server. Secrets are not flags: they come from the environment. */
export function addConnectionOptions(command: Command): Command {
  return command
    .option('--base-url <url>', 'URL of the server, including /api/<version> (env: BC_BASE_URL)')
    .option('--tenant <id>', 'tenant of Business Central online (env: BC_TENANT_ID)')
    .option('--environment <name>', 'environment of Business Central online (env: BC_ENVIRONMENT)')
    .addOption(
      new Option(
        '--api-version <version>',
        'default: the version in the base URL, else v2.0 (env: BC_API_VERSION)',
      ).choices(API_VERSIONS),
    )
    .option('--company <name-or-id>', 'default: the only company (env: BC_COMPANY)')
    .option('--allow-http', 'allow credentials over http to another machine')
    .addHelpText(
      'after',
      `
Authentication, only from the environment:
  BC_TOKEN                         a bearer token
  BC_CLIENT_ID, BC_CLIENT_SECRET   client credentials of an app, with BC_TENANT_ID; BC_TOKEN_URL changes the token endpoint
  BC_USER, BC_ACCESS_KEY           basic authentication, on-premises`,
    )
}

/**
 * Makes a connection from flags and environment. An empty variable counts as not set.
 * @throws ConnectionError that names what is missing or wrong, and the remedy
 */
export function resolveConnection(flags: ConnectionFlags, env: Environment = process.env): Connection {
  const { allowHttp = false } = flags
  const company = flags.company || env.BC_COMPANY || undefined
  const tenant = flags.tenant || env.BC_TENANT_ID || undefined
  const environment = flags.environment || env.BC_ENVIRONMENT
  const named = chooseBaseUrl(flags, env)
  const asked = chooseApiVersion(flags, env)
  const { baseUrl, apiVersion } = named ? fromBaseUrl(named, asked) : online({ tenant, environment, apiVersion: asked })
  const auth = resolveAuth(env, tenant, allowHttp)
  const url = new URL(baseUrl)
  if (auth !== undefined && !isProtected(url, allowHttp)) {
    throw new ConnectionError(`Credentials would travel unprotected to ${url.host}: use https, or pass --allow-http.`)
  }
  return { baseUrl, apiVersion, company, auth, allowHttp }
}

/**
 * Gives the value of the Authorization header, renewed before it ends, or when it is given back as refused; undefined
 * where there are no credentials. The promise rejects with a sentence when the sign-in is refused.
 */
export function authorizationOf({ auth }: Connection): ((refused?: string) => Promise<string>) | undefined {
  if (auth === undefined) return undefined
  const signIn = createSignIn(auth, ONLINE_SCOPE, machineClock)
  return async (refused) => String(await signIn.header(undefined, refused))
}

/** The version that is asked for, by flag or environment; undefined where it is not. */
export function chooseApiVersion(flags: ConnectionFlags, env: Environment = process.env): ApiVersion | undefined {
  const { BC_API_VERSION: name } = env
  if (flags.apiVersion || !name) return flags.apiVersion
  const version = API_VERSIONS.find((candidate) => candidate === name)
  if (version) return version
  throw new ConnectionError(`BC_API_VERSION is "${name}", but the versions are ${API_VERSIONS.join(', ')}.`)
}

/** A flag that names a server wins over the environment, whichever of the two forms it has. */
function chooseBaseUrl(flags: ConnectionFlags, env: Environment): string | undefined {
  if (flags.baseUrl && flags.environment) {
    throw new ConnectionError('--base-url and --environment both name a server: remove one of them.')
  }
  return flags.baseUrl || (flags.environment ? undefined : env.BC_BASE_URL)
}

interface Online {
  readonly tenant: string | undefined
  readonly environment: string | undefined
  readonly apiVersion: ApiVersion | undefined
}

function online({ tenant, environment, apiVersion = 'v2.0' }: Online): { baseUrl: string; apiVersion: ApiVersion } {
  if (!environment) {
    throw new ConnectionError(
      tenant
        ? 'Which environment of the tenant? Name it with --environment, or another server with --base-url.'
        : 'Which server? Name it with --base-url, or with --tenant and --environment.',
    )
  }
  const parts = [...(tenant ? [tenant] : []), environment].map(encodeURIComponent)
  return { baseUrl: [ONLINE_ROOT, ...parts, 'api', apiVersion].join('/'), apiVersion }
}

function fromBaseUrl(text: string, asked: ApiVersion | undefined): { baseUrl: string; apiVersion: ApiVersion } {
  const url = parseBaseUrl(text)
  const version = versionIn(url)
  const apiVersion = asked ?? version ?? 'v2.0'
  if (version !== undefined && version !== apiVersion) {
    throw new ConnectionError(
      `The base URL is for ${version}, but ${apiVersion} was requested: change --base-url or --api-version.`,
    )
  }
  return { baseUrl: url.href.replace(/\/(?=\?|$)/, ''), apiVersion }
}

function parseBaseUrl(text: string): URL {
  const url = URL.parse(text)
  const shown = text.replace(/\/\/[^/]*@/, '//').split('?')[0]
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new ConnectionError(`The base URL "${shown}" is not a URL such as https://host:7048/BC/api/v2.0.`)
  }
  if (url.username || url.password) {
    throw new ConnectionError(
      'The base URL contains a user name or password: remove them, and set BC_USER and BC_ACCESS_KEY.',
    )
  }
  if (!/\/(api\/[^/]+|businesscentral|financials)\/?$/.test(url.pathname)) {
    throw new ConnectionError(`The base URL "${shown}" does not end in /api/<version>, such as /api/v2.0.`)
  }
  return url
}

function versionIn({ pathname }: URL): ApiVersion | undefined {
  const name = /\/api\/([^/]+)\/?$/.exec(pathname)?.[1]
  if (name === undefined) return undefined
  const version = API_VERSIONS.find((candidate) => candidate === name)
  if (version === undefined) {
    throw new ConnectionError(`The base URL ends in /api/${name}, but the versions are ${API_VERSIONS.join(', ')}.`)
  }
  return version
}

function resolveAuth(env: Environment, tenant: string | undefined, allowHttp: boolean): Auth | undefined {
  const { BC_TOKEN, BC_CLIENT_ID, BC_CLIENT_SECRET, BC_TOKEN_URL, BC_USER, BC_ACCESS_KEY } = env
  if (BC_TOKEN) {
    if (!/^[!-~]+$/.test(BC_TOKEN))
      throw new ConnectionError('BC_TOKEN contains spaces or line breaks: set it to the token alone.')
    return BC_TOKEN
  }
  requireBoth('BC_CLIENT_ID', BC_CLIENT_ID, 'BC_CLIENT_SECRET', BC_CLIENT_SECRET)
  requireBoth('BC_USER', BC_USER, 'BC_ACCESS_KEY', BC_ACCESS_KEY)
  if (BC_CLIENT_ID && BC_CLIENT_SECRET) {
    if (!tenant && !BC_TOKEN_URL) {
      throw new ConnectionError('Client credentials need a tenant: set BC_TENANT_ID, or BC_TOKEN_URL.')
    }
    return guarded(() =>
      clientCredentials({
        clientId: BC_CLIENT_ID,
        clientSecret: BC_CLIENT_SECRET,
        allowHttp,
        ...(tenant ? { tenantId: tenant } : {}),
        ...(BC_TOKEN_URL ? { tokenUrl: BC_TOKEN_URL } : {}),
      }),
    )
  }
  return BC_USER && BC_ACCESS_KEY ? basic({ user: BC_USER, accessKey: BC_ACCESS_KEY }) : undefined
}

function requireBoth(first: string, firstValue: string | undefined, second: string, secondValue: string | undefined) {
  if (Boolean(firstValue) === Boolean(secondValue)) return
  const [has, lacks] = firstValue ? [first, second] : [second, first]
  throw new ConnectionError(`${has} is set, but ${lacks} is not: set both.`)
}

function guarded(make: () => Auth): Auth {
  try {
    return make()
  } catch (error) {
    throw new ConnectionError((error as Error).message, { cause: error })
  }
}
