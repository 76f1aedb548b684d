import { Command } from 'commander'
import { isBusinessCentralError } from '../../client/index.ts'
import { listEntities } from '../../transfer/listing.ts'
import { type ParentSet, parentSetsOf } from '../../transfer/parents.ts'
import { authorizationOf, type Connection } from '../connection.ts'
import { Busy } from '../transfer/busy.ts'
import { printJson, printText } from '../transfer/print.ts'
import { EXIT, runCommand } from '../transfer/run-command.ts'
import { addSessionOptions, openSession, type Session, type SessionFlags } from '../transfer/session.ts'
import { table } from '../transfer/table.ts'

interface Flags extends SessionFlags {
  readonly check?: true
  readonly json?: true
}

/** `bc-pictures login`: which identity, company and permissions the other commands would use. It only reads. */
export function loginCommand(): Command {
  const command = new Command('login')
    .description('Check who would sign in, to which company, and what it may read. Nothing is stored.')
    .option('--check', 'the same as without it: nothing is ever stored')
    .option('--json', 'print JSON')
  return addSessionOptions(command).addHelpText('after', EXAMPLES).action(run)
}

const EXAMPLES = `
Examples:
  BC_TOKEN=… bc-pictures login --base-url https://…/api/v2.0
  bc-pictures login --credentials ~/.config/bc-pictures.env --tenant contoso.com --environment Production`

/** What a check found. */
interface Checked {
  readonly baseUrl: string
  readonly signIn: string
  readonly identity: Readonly<Record<string, string>>
  readonly company: { readonly id: string; readonly name: string | null }
  readonly reads: Readonly<Record<string, string>>
}

async function run(flags: Flags): Promise<void> {
  await runCommand(async (signal) => {
    const session = openSession(flags)
    const busy = new Busy('Signing in')
    const checked = await check(session, signal).finally(() => busy.done())
    if (flags.json) printJson(checked, 2)
    else printText(text(checked))
    return Object.values(checked.reads).some((answer) => answer === 'yes') ? 0 : EXIT.failed
  })
}

async function check({ client, connection }: Session, signal: AbortSignal): Promise<Checked> {
  const authorization = await authorizationOf(connection)?.()
  const companies = await client.companies({ signal })
  const id = await client.companyId({ signal })
  const name = companies.find((company) => company.id.toLowerCase() === id.toLowerCase())?.name ?? null
  const reads: Record<string, string> = {}
  for (const parents of parentSetsOf(client.apiVersion)) reads[parents] = await tryToRead(client, parents, signal)
  const { kind, identity } = describe(connection, authorization)
  return { baseUrl: connection.baseUrl, signIn: kind, identity, company: { id, name }, reads }
}

async function tryToRead(client: Session['client'], parents: ParentSet, signal: AbortSignal): Promise<string> {
  try {
    for await (const _ of listEntities(client, parents, { signal, expandPicture: true, pageSize: 1 })) break
    return 'yes'
  } catch (error) {
    if (!isBusinessCentralError(error) || error.status === undefined) throw error
    if (error.status === 404) return 'no: the server does not have them'
    return `no: ${error.status} ${error.code ?? ''}`.trim()
  }
}

/** Claims of a token that name somebody, and what they mean. */
const CLAIMS: Readonly<Record<string, string>> = {
  app_displayname: 'application',
  appid: 'application id',
  azp: 'application id',
  name: 'name',
  upn: 'user',
  preferred_username: 'user',
  tid: 'tenant',
  roles: 'roles',
  scp: 'scopes',
}

/** Who signs in, as far as that shows without a secret. */
function describe({ auth }: Connection, authorization: string | undefined) {
  if (auth === undefined || authorization === undefined) return { kind: 'none', identity: {} }
  const [scheme = '', value = ''] = authorization.split(' ')
  if (/^basic$/i.test(scheme)) {
    return {
      kind: 'basic',
      identity: { user: String(process.env.BC_USER ?? Buffer.from(value, 'base64').toString().split(':')[0]) },
    }
  }
  return { kind: typeof auth === 'string' ? 'bearer token' : 'client credentials', identity: claimsOf(value) }
}

function claimsOf(token: string): Record<string, string> {
  const found: Record<string, string> = {}
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>
    for (const [claim, meaning] of Object.entries(CLAIMS)) {
      const value = claims[claim]
      if (value !== undefined) found[meaning] ??= Array.isArray(value) ? value.join(' ') : String(value)
    }
    if (typeof claims.exp === 'number') found['valid until'] = new Date(claims.exp * 1000).toISOString()
  } catch {
    // A token need not tell anything.
  }
  return found
}

function text({ baseUrl, signIn, identity, company, reads }: Checked): string {
  return table([
    ['server', baseUrl],
    ['sign-in', signIn],
    ...Object.entries(identity),
    ['company', `${company.name ?? '(not in the list)'} (${company.id})`],
    ...Object.entries(reads).map(([parents, answer]) => [`reads ${parents}`, answer]),
    ['uploads', 'not tried: that would change something'],
  ])
}
