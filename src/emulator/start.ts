/// <reference lib="esnext.disposable" preserve="true" />
import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sentence } from '../sentence.ts'
import { createEmulatorServer } from './http/server.ts'
import type { Tls } from './http/tls.ts'
import type { ApiVersion } from './model.ts'
import { type EmulatorOptions, resolveOptions, type ServerSettings } from './options.ts'
import { type Controls, controlsOf, openParts } from './parts.ts'
import { nodePlatform } from './platform/node.ts'
import { EmulatorStartError } from './start-error.ts'
import { baseUrlsAt, tokenUrlAt } from './urls.ts'

/** A running emulator. */
export interface Emulator extends Controls, AsyncDisposable {
  /** Scheme, host and port, without a slash at the end. */
  readonly url: string
  /** A page for people that shows what the company holds. */
  readonly gallery: string
  readonly port: number
  /** What a client calls its base URL: up to and including `/api/<version>`. */
  readonly baseUrls: Readonly<Record<ApiVersion, string>>
  /** The OAuth token endpoint, with `oauth`; else undefined. */
  readonly tokenUrl: string | undefined
  /** The file with the certificate to trust, with HTTPS; else undefined. */
  readonly certificatePath: string | undefined
  /** Stops listening, gives running requests half a second, and cuts the rest. Does nothing the second time. */
  close(): Promise<void>
}

const closeGraceMs = 500

/**
 * Starts an emulator of Business Central's picture API on a port of its own, ready when the promise resolves.
 * `await using emulator = await startEmulator()` closes it at the end of the block.
 * @throws EmulatorStartError when an option is wrong, the port is taken, or the data folder or seed cannot be used
 */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const settings = resolveOptions(options)
  const tls = await tlsOf(settings)
  try {
    const parts = await openParts(settings, nodePlatform)
    try {
      const server = createEmulatorServer(parts, { tls, allowHosts: settings.allowHosts })
      const { port } = await listen(server, settings)
      let closed: Promise<void> | undefined
      const close = () => {
        closed ??= closeServer(server)
          .then(() => parts.store.close())
          .then(() => tls?.dispose())
        return closed
      }
      return { ...controlsOf(parts), ...addresses(settings, port, tls), close, [Symbol.asyncDispose]: close }
    } catch (error) {
      await parts.store.close()
      throw error
    }
  } catch (error) {
    tls?.dispose()
    throw error
  }
}

async function tlsOf({ https, host, tlsCert, tlsKey }: ServerSettings): Promise<Tls | undefined> {
  if (!https) return undefined
  const { makeTls, readTls } = await import('./http/tls.ts')
  return tlsCert !== undefined && tlsKey !== undefined ? readTls(tlsCert, tlsKey) : makeTls(host)
}

function addresses({ host, auth }: ServerSettings, port: number, tls: Tls | undefined) {
  const url = `${tls ? 'https' : 'http'}://${reachableHost(host)}:${port}`
  return {
    url,
    port,
    gallery: `${url}/_emulator/`,
    baseUrls: baseUrlsAt(url),
    tokenUrl: tokenUrlAt(url, auth),
    certificatePath: tls?.certificatePath,
  }
}

async function listen(server: Server, { port, host }: ServerSettings): Promise<AddressInfo> {
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
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `The host '${host}' is not an address of this machine: use 127.0.0.1, or 0.0.0.0 for all of them.`
  }
  return sentence(`The emulator cannot listen on ${host}, port ${port}: ${message}`)
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
