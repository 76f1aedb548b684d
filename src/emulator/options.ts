import {
  refusedAs,
  requireFlag,
  requireFunction,
  requireKeys,
  requireObject,
  requireOneOf,
  requireText,
  requireTexts,
  requireWhole,
  shown,
} from '../option-checks.ts'
import { type FaultRule, FaultRuleError, parseFaultRule } from './faults/rule.ts'
import { hostNameOf } from './host-name.ts'
import { type Limits, productLimits } from './limits.ts'
import { defaultQuirks, type Quirks, quirkValues } from './quirks.ts'
import { checkSeed } from './seed/check-seed.ts'
import type { SeedChoice } from './seed/seed.ts'
import { EmulatorStartError } from './start-error.ts'

/** What every emulator can be told. */
export interface CommonOptions {
  /** How callers authenticate: `bearer` (default), `basic`, `oauth` (a token endpoint of its own), or not at all. */
  readonly auth?: 'bearer' | 'basic' | 'oauth' | 'none' | undefined
  /** The only bearer token to accept. Default: any that is not empty. */
  readonly token?: string | undefined
  /** The only user name to accept with `basic`. Default: any that is not empty. */
  readonly user?: string | undefined
  /** The only web service access key to accept with `basic`. Default: any that is not empty. */
  readonly accessKey?: string | undefined
  /** The only client id to accept with `oauth`. Default: any that is not empty. */
  readonly clientId?: string | undefined
  /** The only client secret to accept with `oauth`. Default: any that is not empty. */
  readonly clientSecret?: string | undefined
  /** How long a token of `oauth` can be used, in seconds. Default 3599. */
  readonly tokenSeconds?: number | undefined
  /**
   * What the company holds at the start and after a reset: `demo` (default), `empty`, the path of a JSON file or of a
   * folder of pictures (docs/emulator.md, "Seeds"), or a list of entities made with {@link seed}. Paths need Node.
   */
  readonly seed?: SeedChoice | undefined
  /**
   * A folder that keeps everything beyond the end of the process; it is made where it is not there. What it holds
   * already wins over the seed. Default: everything is kept in memory. Needs Node.
   */
  readonly data?: string | undefined
  /** `true`: the product's limits per user; or some of them otherwise. Default: none but that of the body. */
  readonly limits?: boolean | Partial<Limits> | undefined
  /** Fault rules in force from the start (docs/emulator.md, "Faults"). */
  readonly faults?: readonly string[] | undefined
  /** How to behave where the product may go more than one way (docs/emulator.md, "Quirks"). */
  readonly quirks?: Partial<Quirks> | undefined
  /**
   * The largest body that is taken, in bytes; a larger one is answered with 413. Default 350 MB, as in the product
   * (fact:body-limit). A small one lets a test see the refusal.
   */
  readonly maxBodyBytes?: number | undefined
  /**
   * Is called with every warning at the start, such as files of a seed folder that are not images. Default: Node's
   * warnings.
   */
  readonly onWarning?: ((message: string) => void) | undefined
}

/** What {@link startEmulator} can be told. */
export interface EmulatorOptions extends CommonOptions {
  /** TCP port; 0, the default, takes a free one. */
  readonly port?: number | undefined
  /** Address to listen on. Default `127.0.0.1`: reachable from this machine only. */
  readonly host?: string | undefined
  /**
   * Further host names to answer to. It always answers to addresses, to names without a dot, and to names for private
   * use (`.localhost`, `.local`, `.internal`, `.test`, `.home.arpa`), and to {@link host}; a request for any other is
   * refused with 403, so that no web page can bind its own name to this machine.
   */
  readonly allowHosts?: readonly string[] | undefined
  /** Serve HTTPS, with a certificate made for this run unless `tlsCert` and `tlsKey` name one. Default false. */
  readonly https?: boolean | undefined
  /** File with a certificate in PEM, for HTTPS. Goes with `tlsKey`. */
  readonly tlsCert?: string | undefined
  /** File with the certificate's private key in PEM. */
  readonly tlsKey?: string | undefined
}

/** What {@link createEmulator} can be told. */
export interface InProcessOptions extends CommonOptions {
  /** Scheme and host of its base URLs. Default `https://emulator.test`; only its `fetch` answers there. */
  readonly origin?: string | undefined
}

const defaultMaxBodyBytes = 350 * 1024 * 1024

/** The ways to authenticate. */
export const authModes = ['bearer', 'basic', 'oauth', 'none'] as const

/** The common options with every default filled in. */
export interface Settings {
  readonly auth: (typeof authModes)[number]
  readonly token: string | undefined
  readonly user: string | undefined
  readonly accessKey: string | undefined
  readonly clientId: string | undefined
  readonly clientSecret: string | undefined
  readonly tokenSeconds: number
  readonly seed: SeedChoice
  readonly data: string | undefined
  /** undefined: no limits per user. */
  readonly userLimits: Limits | undefined
  readonly faults: readonly string[]
  readonly allQuirks: Quirks
  readonly maxBodyBytes: number
  readonly onWarning: ((message: string) => void) | undefined
}

/** The options of a server with every default filled in. */
export interface ServerSettings extends Settings {
  readonly port: number
  readonly host: string
  /** Host names in lower case. */
  readonly allowHosts: readonly string[]
  readonly https: boolean
  readonly tlsCert: string | undefined
  readonly tlsKey: string | undefined
}

/** The sign-in with which each of these options goes. */
const companions = {
  token: 'bearer',
  user: 'basic',
  accessKey: 'basic',
  clientId: 'oauth',
  clientSecret: 'oauth',
  tokenSeconds: 'oauth',
} as const

const commonKeys = [
  ...['auth', ...Object.keys(companions)],
  ...['seed', 'data', 'limits', 'faults', 'quirks', 'maxBodyBytes', 'onWarning'],
]
const serverKeys = ['port', 'host', 'allowHosts', 'https', 'tlsCert', 'tlsKey']

/**
 * Checks the options of `startEmulator` and fills in the defaults.
 * @throws EmulatorStartError naming the option, its value and what would do
 */
export function resolveOptions(options: EmulatorOptions): ServerSettings {
  return refusedAs(EmulatorStartError, () => resolveServer(options))
}

function resolveServer(options: EmulatorOptions): ServerSettings {
  requireObject('The argument of startEmulator', options)
  requireKeys('startEmulator', options, [...commonKeys, ...serverKeys])
  const { port = 0, host = '127.0.0.1', https, allowHosts = [], tlsCert, tlsKey } = options
  requireWhole('port', port, 0, 65535)
  requireFlag('https', https)
  for (const name of ['host', 'tlsCert', 'tlsKey'] as const) requireText(name, options[name])
  requireTexts('allowHosts', allowHosts, 'emulator.example.com')
  for (const name of allowHosts) requireHostName(name)
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw new EmulatorStartError('A certificate needs its key, and a key its certificate: give tlsCert and tlsKey.')
  }
  return {
    ...resolveCommon(options),
    port,
    host,
    allowHosts: [...allowHosts, host].map((name) => name.toLowerCase()),
    https: https === true || tlsCert !== undefined,
    tlsCert,
    tlsKey,
  }
}

/**
 * Checks the options of `createEmulator` and fills in the defaults.
 * @throws EmulatorStartError naming the option, its value and what would do
 */
export function resolveInProcessOptions(options: InProcessOptions): Settings & { readonly origin: string } {
  return refusedAs(EmulatorStartError, () => resolveInProcess(options))
}

function resolveInProcess(options: InProcessOptions): Settings & { readonly origin: string } {
  requireObject('The argument of createEmulator', options)
  requireKeys('createEmulator', options, [...commonKeys, ...serverKeys, 'origin'])
  for (const key of serverKeys) {
    if ((options as Record<string, unknown>)[key] !== undefined) {
      throw new EmulatorStartError(`createEmulator opens no port, so it takes no '${key}': use startEmulator for that.`)
    }
  }
  const { origin = 'https://emulator.test' } = options
  requireText('origin', origin)
  if (URL.parse(origin)?.origin !== origin) {
    throw new EmulatorStartError(
      `The origin ${shown(origin)} is not scheme and host alone: give one like https://emulator.test.`,
    )
  }
  return { ...resolveCommon(options), origin }
}

function resolveCommon(options: CommonOptions): Settings {
  const { auth = 'bearer', seed = 'demo', faults = [] } = options
  const { maxBodyBytes = defaultMaxBodyBytes, tokenSeconds = 3599 } = options
  const { token, user, accessKey, clientId, clientSecret, data, onWarning } = options
  requireWhole('maxBodyBytes', maxBodyBytes, 1)
  requireOneOf('auth', auth, authModes)
  requireCompanions(options, auth)
  requireWhole('tokenSeconds', tokenSeconds, 1)
  requireText('path of the data folder', data)
  requireFunction('onWarning', onWarning)
  checkSeed(seed)
  requireTexts('faults', faults, 'PATCH ** 429 times=2')
  faults.forEach(requireRule)
  const userLimits = resolveLimits(options.limits)
  const allQuirks = resolveQuirks(options.quirks)
  const credentials = { token, user, accessKey, clientId, clientSecret }
  const rest = { seed, data, faults, tokenSeconds, maxBodyBytes, userLimits, allQuirks, onWarning }
  return { auth, ...credentials, ...rest }
}

function requireCompanions(options: CommonOptions, auth: string): void {
  for (const [name, mode] of Object.entries(companions)) {
    const value = options[name as keyof typeof companions]
    if (name !== 'tokenSeconds') requireText(name, value)
    if (typeof value === 'string') requireSendable(name, value)
    if (value === undefined || mode === auth) continue
    throw new EmulatorStartError(`The option ${name} goes with auth '${mode}' only, and auth is '${auth}'.`)
  }
}

/** What each of these may hold, and what is wrong where it holds something else: no request could ever be accepted. */
const sendable: Readonly<Record<string, readonly [RegExp, string]>> = {
  token: [
    /^[!-~]+$/,
    'holds a space, a line break or another character that no Authorization header can: give one word',
  ],
  user: [
    /^[^:\p{Cc}]+$/u,
    'holds a colon or a line break, which basic authentication cannot send: give a name without',
  ],
  accessKey: [/^\P{Cc}+$/u, 'holds a line break or another control character: give the key alone'],
  clientId: [/^\P{Cc}+$/u, 'holds a line break or another control character: give the id alone'],
  clientSecret: [/^\P{Cc}+$/u, 'holds a line break or another control character: give the secret alone'],
}

/** It may be a secret, so it is not shown. */
function requireSendable(name: string, value: string): void {
  const [allowed, problem] = sendable[name] ?? []
  if (allowed && !allowed.test(value)) throw new EmulatorStartError(`The ${name} ${problem}.`)
}

function resolveLimits(limits: unknown): Limits | undefined {
  if (limits === undefined || limits === false) return undefined
  if (limits === true) return productLimits
  requireKeys('The option limits', limits, Object.keys(productLimits))
  for (const [name, value] of Object.entries(limits as Partial<Limits>)) {
    requireWhole(`limit ${name}`, value, name === 'queued' ? 0 : 1)
  }
  return { ...productLimits, ...(limits as Partial<Limits>) }
}

function resolveQuirks(quirks: unknown = {}): Quirks {
  requireKeys('The option quirks', quirks, Object.keys(quirkValues))
  for (const [name, value] of Object.entries(quirks as Partial<Quirks>)) {
    requireOneOf(`quirk ${name}`, String(value), quirkValues[name as keyof Quirks])
  }
  return { ...defaultQuirks, ...(quirks as Partial<Quirks>) }
}

function requireRule(text: string): FaultRule {
  try {
    return parseFaultRule(text)
  } catch (cause) {
    throw cause instanceof FaultRuleError ? new EmulatorStartError(cause.message, { cause }) : cause
  }
}

function requireHostName(name: string): void {
  if (/^[\w.-]+$/.test(name) && hostNameOf(name) === name.toLowerCase()) return
  throw new EmulatorStartError(
    `The host name ${shown(name)} of allowHosts is not a name: give one without scheme and port.`,
  )
}
