import type { SignIn } from './auth.ts'
import { EmulatorStartError } from './start-error.ts'

/** What {@link startEmulator} can be told. */
export interface EmulatorOptions {
  /** TCP port; 0, the default, takes a free one. */
  readonly port?: number
  /** Address to listen on. Default `127.0.0.1`: reachable from this machine only. */
  readonly host?: string
  /** How callers sign in: `bearer` (default), `basic`, or not at all. */
  readonly auth?: 'bearer' | 'basic' | 'none'
  /** The only bearer token to accept. Default: any that is not empty. */
  readonly token?: string
  /** The only user name to accept with `basic`. Default: any that is not empty. */
  readonly user?: string
  /** The only web service access key to accept with `basic`. Default: any that is not empty. */
  readonly accessKey?: string
  /** What the company holds at the start and after a reset: `demo` (default) or `empty`. */
  readonly seed?: SeedName
  /**
   * A folder that keeps everything beyond the end of the process; it is made where it is not there. What it holds
   * already goes before the seed. Default: everything is kept in memory.
   */
  readonly data?: string
  /**
   * The largest body that is taken, in bytes; a larger one is answered with 413. Default 350 MB, as in the product
   * (docs/business-central.md, "Picture semantics"). A small one lets a test see the refusal.
   */
  readonly maxBodyBytes?: number
}

const defaultMaxBodyBytes = 350 * 1024 * 1024

/** The seeds that come with the emulator. */
export type SeedName = 'demo' | 'empty'

/** The names of the seeds. */
export const seedNames = ['demo', 'empty'] as const satisfies readonly SeedName[]

/** The ways to sign in. */
export const authModes = ['bearer', 'basic', 'none'] as const

/** The options with every default filled in. */
export interface Settings {
  readonly port: number
  readonly host: string
  readonly signIn: SignIn
  readonly seed: SeedName
  readonly data: string | undefined
  readonly maxBodyBytes: number
}

/**
 * Checks the options and fills in the defaults.
 * @throws EmulatorStartError naming the option, its value and what would do
 */
export function resolveOptions(options: EmulatorOptions): Settings {
  const { port = 0, host = '127.0.0.1', auth = 'bearer', seed = 'demo', maxBodyBytes = defaultMaxBodyBytes } = options
  const { token, user, accessKey, data } = options
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new EmulatorStartError(`The port ${port} is not a whole number from 0 to 65535.`)
  }
  if (!Number.isInteger(maxBodyBytes) || maxBodyBytes < 1) {
    throw new EmulatorStartError(`The maxBodyBytes ${maxBodyBytes} is not a positive whole number.`)
  }
  requireOneOf('seed', seed, seedNames)
  requireOneOf('auth', auth, authModes)
  for (const [name, value] of Object.entries({ host, token, user, accessKey, data })) {
    if (value === '') throw new EmulatorStartError(`The ${name} is empty: give one, or leave the option out.`)
  }
  if (token !== undefined && auth !== 'bearer') {
    throw new EmulatorStartError(`A token is given, but the sign-in is '${auth}': it goes with 'bearer' only.`)
  }
  const signIn: SignIn =
    auth === 'bearer' ? { mode: auth, token } : auth === 'basic' ? { mode: auth, user, accessKey } : { mode: auth }
  return { port, host, signIn, seed, data, maxBodyBytes }
}

function requireOneOf(name: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) {
    throw new EmulatorStartError(`The ${name} '${value}' is unknown: use one of ${allowed.join(', ')}.`)
  }
}
