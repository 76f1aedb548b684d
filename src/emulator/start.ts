import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Journal } from './journal.ts'
import type { ApiVersion } from './model.ts'
import { type EmulatorOptions, resolveOptions, type Settings } from './options.ts'
import { loadSeed } from './seed/load.ts'
import { createEmulatorServer } from './server.ts'
import { EmulatorStartError } from './start-error.ts'
import { MemoryStore, type Store } from './store.ts'

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
  /** Puts everything back to the seed and empties the journal. */
  reset(): Promise<void>
  /** Stops listening, gives running requests half a second, and cuts the rest. Does nothing the second time. */
  close(): Promise<void>
}

const closeGraceMs = 500

/**
 * Starts an emulator of Business Central's picture API on a port of its own, ready when the promise resolves.
 * `await using emulator = await startEmulator()` closes it at the end of the block.
 * @throws EmulatorStartError when an option is wrong or the port is not to be had
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const settings = resolveOptions(options)
  const store = await openStore(settings)
  const journal = new Journal()
  const reset = async () => {
    await loadSeed(store, settings.seed)
    journal.clear()
  }
  if ((await store.companies()).length === 0) await reset()
  const [company] = await store.companies()
  const server = createEmulatorServer({ store, journal, reset }, settings)
  const { port } = await listen(server, settings.port, settings.host).catch(async (error) => {
    await store.close()
    throw error
  })
  const url = `http://${reachableHost(settings.host)}:${port}`
  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= closeServer(server).then(() => store.close())
    return closed
  }
  return {
    url,
    gallery: `${url}/_emulator/`,
    port,
    companyId: String(company?.id),
    companyName: String(company?.record.name),
    // The form of an on-premises server: BC is the server instance.
    baseUrls: { beta: `${url}/BC/api/beta`, 'v1.0': `${url}/BC/api/v1.0`, 'v2.0': `${url}/BC/api/v2.0` },
    reset,
    close,
    [Symbol.asyncDispose]: close,
  }
}

async function openStore({ data }: Settings): Promise<Store> {
  if (data === undefined) return new MemoryStore()
  const { openDataStore } = await import('./storage/data-folder.ts')
  return openDataStore(data)
}

async function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
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
