import { once } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type Emulator, EmulatorStartError, startEmulator } from '../../emulator/index.ts'
import { authModes, type EmulatorOptions } from '../../emulator/options.ts'
import { quirkValues } from '../../emulator/quirks.ts'
import { inCommandTerms } from '../terms.ts'

/** The port on which an on-premises Business Central serves its API. */
const defaultPort = 7048

interface Flags {
  readonly port: number
  readonly host: string
  readonly allowHost?: readonly string[]
  readonly seed: string
  readonly auth: NonNullable<EmulatorOptions['auth']>
  readonly token?: string
  readonly tokenSeconds?: number
  readonly data?: string
  readonly https?: true
  readonly tlsCert?: string
  readonly tlsKey?: string
  readonly limits?: true | Readonly<Record<string, number>>
  readonly fault?: readonly string[]
  readonly quirk?: Readonly<Record<string, string>>
  readonly json?: true
}

/**
 * `bc-pictures emulator`: runs the emulator until SIGINT or SIGTERM, then exits with 0. Exits with 2 when it cannot
 * start.
 */
export function emulatorCommand(): Command {
  return new Command('emulator')
    .description('Run an emulator of the picture endpoints of Business Central, until Ctrl-C.')
    .option('--port <n>', 'port to listen on; 0 picks a free one', parsePort, defaultPort)
    .option('--host <h>', 'address to listen on', '127.0.0.1')
    .option('--data <dir>', 'keep everything in this folder (default: in memory)')
    .option('--seed <seed>', 'initial data: demo, empty, a JSON file or a folder of pictures', 'demo')
    .option('--allow-host <name>', 'also answer requests for this host name; repeatable', append)
    .addOption(new Option('--auth <mode>', 'authentication of callers').choices(authModes).default('bearer'))
    .option('--token <t>', 'accept only this bearer token (default: any)')
    .option('--token-seconds <n>', 'lifetime of the tokens of --auth oauth (default: 3599)', parseCount)
    .option('--https', 'serve HTTPS, with a certificate made for this run; needs the package selfsigned')
    .option('--tls-cert <file>', 'serve HTTPS with this certificate')
    .option('--tls-key <file>', "the certificate's private key")
    .option(
      '--limits [values]',
      "enforce Business Central's rate limits, or your own, such as concurrent=2,requests=100",
      parseLimits,
    )
    .option('--fault <rule>', 'make requests fail (see below); repeatable', append)
    .option(
      '--quirk <name=value>',
      'switch to another plausible behaviour of Business Central (see below); repeatable',
      addPair,
    )
    .option('--json', 'when ready, print the URLs as one line of JSON')
    .addHelpText('after', examples)
    .action(run)
}

/** The quirks as the help shows them, the default of each first. */
const quirks = Object.entries(quirkValues).map(([name, values]) => `  ${name.padEnd(24)} ${values.join(' | ')}`)

const examples = `
Faults: "METHOD GLOB ACTION", where METHOD and GLOB may be * and **, and ACTION is one of
  429 retry-after=1        any status from 400 to 599
  html status=502          the HTML page of a gateway
  delay ms=300             a slow response
  drop after=4096          a broken connection; on=request breaks the upload
  truncate, corrupt        a response with bytes missing or changed
  stale-etag, expired-token, no-permission
  followed by times=N, probability=P or seed=N

Quirks, the default first:
${quirks.join('\n')}

Examples:
  bc-pictures emulator                                  # demo company on port 7048
  bc-pictures emulator --port 0 --json                  # for scripts: a free port, URLs as JSON
  bc-pictures emulator --auth none --seed empty
  bc-pictures emulator --seed ./photos                  # 1000.png becomes the picture of item 1000
  bc-pictures emulator --data ./bc-data --limits
  bc-pictures emulator --fault "PATCH **/pictureContent 429 retry-after=1 times=2"

Everything about the emulator: docs/emulator.md in the package.`

/** Whether only this machine reaches what listens on an address. */
const isLoopback = (host: string) => /^(localhost|127\.[\d.]+|::1)$/i.test(host)

const openWarning =
  'warning: anyone who can reach this port can read and change the pictures under /_emulator/ without authentication.'

const onWarning = (message: string) => console.error(`warning: ${message}`)

function parsePort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65535) throw new InvalidArgumentError('It must be a whole number from 0 to 65535.')
  return port
}

function parseCount(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}

function append(value: string, values: readonly string[] = []): readonly string[] {
  return [...values, value]
}

function addPair(text: string, pairs: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, name, value] = /^([^=]+)=(.+)$/.exec(text) ?? []
  if (name === undefined || value === undefined) throw new InvalidArgumentError('It must have the form name=value.')
  return { ...pairs, [name]: value }
}

function parseLimits(text: string): Readonly<Record<string, number>> {
  const pairs = text.split(',').reduce<Readonly<Record<string, string>>>((all, pair) => addPair(pair, all), {})
  return Object.fromEntries(Object.entries(pairs).map(([name, value]) => [name, parseCount(value)]))
}

async function run({ json, ...flags }: Flags, command: Command): Promise<void> {
  const options = optionsOf(flags)
  // With pictures on disk, little memory should be used: without this, V8 lets 64 MB of used pieces pile up.
  if (options.data !== undefined) setFlagsFromString('--optimize-for-size')
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  const emulator = await startOrFail(options, command)
  if (!isLoopback(flags.host)) console.error(openWarning)
  console.log(json ? readyLine(emulator) : banner(emulator, options))
  await stopped
  await emulator.close()
}

function optionsOf({
  fault = [],
  quirk = {},
  allowHost = [],
  limits,
  ...options
}: Omit<Flags, 'json'>): EmulatorOptions {
  const same = { ...options, faults: fault, quirks: quirk, allowHosts: allowHost, onWarning }
  if (limits === undefined || limits === true) return { ...same, limits: limits === true }
  const { bodyBytes, ...perUser } = limits
  return { ...same, limits: perUser, ...(bodyBytes === undefined ? {} : { maxBodyBytes: bodyBytes }) }
}

async function startOrFail(options: EmulatorOptions, command: Command): Promise<Emulator> {
  try {
    return await startEmulator(options)
  } catch (error) {
    if (error instanceof EmulatorStartError) command.error(`error: ${inCommandTerms(error.message)}`)
    throw error
  }
}

function readyLine(emulator: Emulator): string {
  const { url, gallery, companyId, companyName, baseUrls, tokenUrl, certificatePath } = emulator
  return JSON.stringify({ url, gallery, companyId, companyName, baseUrls, tokenUrl, certificatePath })
}

function banner(emulator: Emulator, { auth, token }: EmulatorOptions): string {
  const { gallery, companyId, companyName, baseUrls, tokenUrl, certificatePath } = emulator
  const bearer = (text: string) => ` -H "Authorization: Bearer ${text}"`
  const credentials = {
    none: '',
    basic: ' -u user:key',
    bearer: bearer(token ? '…' : 'any'),
    oauth: bearer('…'),
  }
  const trust = certificatePath === undefined ? '' : ` --cacert ${certificatePath}`
  const rows = Object.entries({
    'v2.0': baseUrls['v2.0'],
    'v1.0': baseUrls['v1.0'],
    beta: baseUrls.beta,
    gallery,
    token: tokenUrl,
    certificate: certificatePath,
  })
  const shown = rows.filter(([, value]) => value !== undefined)
  const width = Math.max(...shown.map(([name]) => name.length))
  return `Business Central picture emulator, company "${companyName}" (${companyId})

${shown.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join('\n')}

Try it:
  curl${trust}${credentials[auth ?? 'bearer']} "${baseUrls['v2.0']}/items?\\$expand=picture"

Ctrl-C stops it.`
}
