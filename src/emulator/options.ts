import { type FaultRule, FaultRuleError, parseFaultRule } from './faults/rule.ts'
import { type Limits, productLimits } from './limits.ts'
import { defaultQuirks, type Quirks, quirkValues } from './quirks.ts'
import type { SeedChoice } from './seed/seed.ts'
import { EmulatorStartError } from './start-error.ts'

/** What {@link startEmulator} can be told. */
export interface EmulatorOptions {
  /** TCP port; 0, the default, takes a free one. */
  readonly port?: number
  /** Address to listen on. Default `127.0.0.1`: reachable from this machine only. */
  readonly host?: string
  /** How callers sign in: `bearer` (default), `basic`, `oauth` (a token endpoint of its own), or not at all. */
  readonly auth?: 'bearer' | 'basic' | 'oauth' | 'none'
  /** The only bearer token to accept. Default: any that is not empty. */
  readonly token?: string
  /** The only user name to accept with `basic`. Default: any that is not empty. */
  readonly user?: string
  /** The only web service access key to accept with `basic`. Default: any that is not empty. */
  readonly accessKey?: string
  /** The only client id to accept with `oauth`. Default: any that is not empty. */
  readonly clientId?: string
  /** The only client secret to accept with `oauth`. Default: any that is not empty. */
  readonly clientSecret?: string
  /** How long a token of `oauth` can be used, in seconds. Default 3599. */
  readonly tokenSeconds?: number
  /** Serve HTTPS, with a certificate made for this run unless `tlsCert` and `tlsKey` name one. Default false. */
  readonly https?: boolean
  /** File with a certificate in PEM, for HTTPS. Goes with `tlsKey`. */
  readonly tlsCert?: string
  /** File with the certificate's private key in PEM. */
  readonly tlsKey?: string
  /**
   * What the company holds at the start and after a reset: `demo` (default), `empty`, the path of a JSON file or of a
   * folder of pictures (docs/emulator.md, "Seeds"), or a list of entities made with {@link seed}.
   */
  readonly seed?: SeedChoice
  /**
   * A folder that keeps everything beyond the end of the process; it is made where it is not there. What it holds
   * already goes before the seed. Default: everything is kept in memory.
   */
  readonly data?: string
  /** `true`: the product's limits per user; or some of them otherwise. Default: none but that of the body. */
  readonly limits?: boolean | Partial<Limits>
  /** Fault rules in force from the start (docs/emulator.md, "Faults"). */
  readonly faults?: readonly string[]
  /** How to behave where the product may go more than one way (docs/emulator.md, "Quirks"). */
  readonly quirks?: Partial<Quirks>
  /**
   * The largest body that is taken, in bytes; a larger one is answered with 413. Default 350 MB, as in the product
   * (docs/business-central.md, "Picture semantics"). A small one lets a test see the refusal.
   */
  readonly maxBodyBytes?: number
}

const defaultMaxBodyBytes = 350 * 1024 * 1024

/** The ways to sign in. */
export const authModes = ['bearer', 'basic', 'oauth', 'none'] as const

/** The options with every default filled in. */
export interface Settings extends EmulatorOptions {
  readonly port: number
  readonly host: string
  readonly auth: (typeof authModes)[number]
  readonly tokenSeconds: number
  readonly https: boolean
  readonly seed: SeedChoice
  /** undefined: no limits per user. */
  readonly userLimits: Limits | undefined
  readonly faults: readonly string[]
  readonly allQuirks: Quirks
  readonly maxBodyBytes: number
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

/**
 * Checks the options and fills in the defaults.
 * @throws EmulatorStartError naming the option, its value and what would do
 */
export function resolveOptions(options: EmulatorOptions): Settings {
  const { port = 0, host = '127.0.0.1', auth = 'bearer', seed = 'demo', faults = [] } = options
  const { maxBodyBytes = defaultMaxBodyBytes, tokenSeconds = 3599, tlsCert, tlsKey } = options
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new EmulatorStartError(`The port ${port} is not a whole number from 0 to 65535.`)
  }
  requireWhole('maxBodyBytes', maxBodyBytes, 1)
  requireWhole('tokenSeconds', tokenSeconds, 1)
  requireOneOf('auth', auth, authModes)
  requireCompanions(options, auth)
  for (const name of ['host', 'data', 'tlsCert', 'tlsKey', 'seed'] as const) requireText(name, options[name])
  if ((tlsCert === undefined) !== (tlsKey === undefined)) {
    throw new EmulatorStartError('A certificate needs its key, and a key its certificate: give tlsCert and tlsKey.')
  }
  faults.forEach(requireRule)
  const https = options.https === true || tlsCert !== undefined
  const userLimits = resolveLimits(options.limits)
  const allQuirks = resolveQuirks(options.quirks)
  return { ...options, port, host, auth, seed, faults, tokenSeconds, maxBodyBytes, https, userLimits, allQuirks }
}

function requireCompanions(options: EmulatorOptions, auth: string): void {
  for (const [name, mode] of Object.entries(companions)) {
    const value = options[name as keyof typeof companions]
    requireText(name, value)
    if (value === undefined || mode === auth) continue
    throw new EmulatorStartError(`A ${name} is given, but the sign-in is '${auth}': it goes with '${mode}' only.`)
  }
}

function resolveLimits(limits: boolean | Partial<Limits> = false): Limits | undefined {
  if (limits === false) return undefined
  if (limits === true) return productLimits
  for (const [name, value] of Object.entries(limits)) {
    requireOneOf('limit', name, Object.keys(productLimits))
    requireWhole(name, value, name === 'queued' ? 0 : 1)
  }
  return { ...productLimits, ...limits }
}

function resolveQuirks(quirks: Partial<Quirks> = {}): Quirks {
  for (const [name, value] of Object.entries(quirks)) {
    requireOneOf('quirk', name, Object.keys(quirkValues))
    requireOneOf(name, String(value), quirkValues[name as keyof Quirks])
  }
  return { ...defaultQuirks, ...quirks }
}

function requireRule(text: string): FaultRule {
  try {
    return parseFaultRule(text)
  } catch (cause) {
    throw cause instanceof FaultRuleError ? new EmulatorStartError(cause.message, { cause }) : cause
  }
}

function requireText(name: string, value: unknown): void {
  if (value === '') throw new EmulatorStartError(`The ${name} is empty: give one, or leave the option out.`)
}

function requireWhole(name: string, value: number, min: number): void {
  if (!Number.isInteger(value) || value < min) {
    throw new EmulatorStartError(`The ${name} ${value} is not a whole number of at least ${min}.`)
  }
}

function requireOneOf(name: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) {
    throw new EmulatorStartError(`The ${name} '${value}' is unknown: use one of ${allowed.join(', ')}.`)
  }
}
