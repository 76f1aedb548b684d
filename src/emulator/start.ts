import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createRouter } from './api/router/router.ts'
import { Journal, type JournalEntry } from './control/journal.ts'
import { Snapshots } from './control/snapshots.ts'
import { type Fault, Faults } from './faults/faults.ts'
import { createEmulatorServer } from './http/server.ts'
import type { Tls } from './http/tls.ts'
import { Throttle } from './limits.ts'
import type { ApiVersion } from './model.ts'
import { type EmulatorOptions, resolveOptions, type Settings } from './options.ts'
import { loadSeed } from './seed/load.ts'
import { resolveSeed } from './seed/resolve.ts'
import type { SignIn } from './sign-in/sign-in.ts'
import { EmulatorStartError } from './start-error.ts'
import { MemoryStore } from './storage/memory-store.ts'
import type { Store } from './storage/store.ts'
import { profilesWith } from './versions.ts'

/** A running emulator. */
export interface Emulator extends AsyncDisposable {
  /** Scheme, host and port, without a slash at the end. */
  readonly url: string
  /** A page for people that shows what the company holds. */
  readonly gallery: string
  readonly port: number
  readonly companyId: string
  readonly companyName: string
  /** What a client calls its base URL: up to and including `/api/<version>`. */
  readonly baseUrls: Readonly<Record<ApiVersion, string>>
  /** Where a token is to be had, with `oauth`; else undefined. */
  readonly tokenUrl: string | undefined
  /** The file with the certificate to trust, with HTTPS; else undefined. */
  readonly certificatePath: string | undefined
  /** Puts everything back to the seed and to the first fault rules, and empties the journal. */
  reset(): Promise<void>
  /** Saves what the companies hold, under a name. */
  snapshot(name?: string): Promise<void>
  /** Goes back to what was saved under a name. @throws Error when nothing was */
  restore(name?: string): Promise<void>
  /** The latest thousand requests, oldest first. */
  requests(): readonly JournalEntry[]
  /** Adds fault rules. @throws FaultRuleError when one does not parse; then none is added */
  addFaults(...rules: readonly string[]): readonly Fault[]
  /** The fault rules in force. */
  faults(): readonly Fault[]
  /** Takes all fault rules away. */
  clearFaults(): void
  /** Stops listening, gives running requests half a second, and cuts the rest. Does nothing the second time. */
  close(): Promise<void>
}

const closeGraceMs = 500

/**
 * Starts an emulator of Business Central's picture API on a port of its own, ready when the promise resolves.
 * `await using emulator = await startEmulator()` closes it at the end of the block.
 * @throws EmulatorStartError when an option is wrong, the port is not to be had, or the data folder or seed is not usable
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const settings = resolveOptions(options)
  const [seed, signIn, tls] = await Promise.all([resolveSeed(settings.seed), signInOf(settings), tlsOf(settings)])
  const store = await openStore(settings)
  const { allQuirks: quirks, userLimits, maxBodyBytes } = settings
  const [journal, faults, snapshots] = [new Journal(), new Faults(settings.faults), new Snapshots(store)]
  const throttle = userLimits && new Throttle(userLimits)
  const reset = async () => {
    await loadSeed(store, seed, `${quirks['bc-version']}.0.0.0`)
    faults.reset()
    throttle?.reset()
    journal.clear()
  }
  try {
    if (store.companies().length === 0) await reset()
    const profiles = profilesWith(quirks)
    const answers = { store, quirks, profiles, route: createRouter(profiles), journal, faults, snapshots, reset }
    const server = createEmulatorServer({ ...answers, signIn, throttle, tls, maxBodyBytes })
    const { port } = await listen(server, settings)
    const [company] = store.companies()
    let closed: Promise<void> | undefined
    const close = () => {
      closed ??= closeServer(server)
        .then(() => store.close())
        .then(() => tls?.dispose())
      return closed
    }
    return {
      ...addresses(settings, port, tls),
      companyId: String(company?.id),
      companyName: String(company?.record.name),
      reset,
      snapshot: (name = 'default') => snapshots.save(name),
      restore: async (name = 'default') => {
        if (!(await snapshots.restore(name))) throw new Error(`Nothing was saved under the name '${name}'.`)
      },
      requests: () => journal.entries,
      addFaults: (...rules) => faults.addAll(rules),
      faults: () => faults.all,
      clearFaults: () => faults.clear(),
      close,
      [Symbol.asyncDispose]: close,
    }
  } catch (error) {
    await store.close()
    tls?.dispose()
    throw error
  }
}

/** What is only needed at times is only loaded then: the emulator has to start in a fraction of a second. */
async function openStore({ data, allQuirks }: Settings): Promise<Store> {
  const options = { frozenEtags: allQuirks['picture-etag'] === 'frozen' }
  if (data === undefined) return new MemoryStore(options)
  const { openDataStore } = await import('./storage/data-folder.ts')
  return openDataStore(data, options)
}

async function signInOf(settings: Settings): Promise<SignIn> {
  const { auth, token, user, accessKey, clientId, clientSecret, tokenSeconds } = settings
  if (auth === 'bearer') return { mode: auth, token }
  if (auth === 'basic') return { mode: auth, user, accessKey }
  if (auth === 'none') return { mode: auth }
  const { TokenEndpoint } = await import('./sign-in/token-endpoint.ts')
  return { mode: auth, endpoint: new TokenEndpoint({ clientId, clientSecret, tokenSeconds }) }
}

async function tlsOf({ https, host, tlsCert, tlsKey }: Settings): Promise<Tls | undefined> {
  if (!https) return undefined
  const { makeTls, readTls } = await import('./http/tls.ts')
  return tlsCert !== undefined && tlsKey !== undefined ? readTls(tlsCert, tlsKey) : makeTls(host)
}

function addresses({ host, auth }: Settings, port: number, tls: Tls | undefined) {
  const url = `${tls ? 'https' : 'http'}://${reachableHost(host)}:${port}`
  return {
    url,
    port,
    gallery: `${url}/_emulator/`,
    // The form of an on-premises server: BC is the server instance.
    baseUrls: { beta: `${url}/BC/api/beta`, 'v1.0': `${url}/BC/api/v1.0`, 'v2.0': `${url}/BC/api/v2.0` },
    // Any tenant will do.
    tokenUrl: auth === 'oauth' ? `${url}/tenant/oauth2/v2.0/token` : undefined,
    certificatePath: tls?.certificatePath,
  }
}

async function listen(server: Server, { port, host }: Settings): Promise<AddressInfo> {
  try {
    server.listen(port, host)
    await once(server, 'listening')
    return server.address() as AddressInfo
  } catch (cause) {
    throw new EmulatorStartError(listenProblem(cause as NodeJS.ErrnoException, port, host), { cause })
  }
}

function listenProblem({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is in use: choose another one, or 0 for any that is free.`
  if (code === 'EACCES') return `Port ${port} on ${host} is not permitted to this user: choose one above 1023.`
  return `The emulator cannot listen on ${host}, port ${port}: ${message}.`
}

/** A server that listens on every address is reached by the loopback one. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1'
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}

async function closeServer(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), closeGraceMs)
  await new Promise((resolve) => server.close(resolve))
  clearTimeout(cut)
}
