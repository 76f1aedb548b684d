import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { startEmulator } from '../../src/emulator/index.ts'
import { deskId } from '../../src/emulator/test/support.ts'
import { discoverEntities } from '../support/discover.ts'
import type { Settings } from './program/stage.ts'

/** The servers of a run, and what the program is told about them. */
export interface Servers extends AsyncDisposable {
  settings: Settings
}

/** What the other origin answers with; the gateway promises twice as much, and stops. */
const CONTENT = Buffer.alloc(4096, Buffer.from([0x89, 0x50, 0x4e, 0x47]))

/**
 * Starts all of them, each on a free port of this machine.
 *
 * @param faults what the first emulator does wrong all the time, to show that the program finds it.
 */
export async function startServers(faults: string[] = []): Promise<Servers> {
  await using stack = new AsyncDisposableStack()
  const emulator = stack.use(await startEmulator({ faults }))
  const basic = stack.use(await startEmulator({ auth: 'basic', user: 'BÜRO', accessKey: 'key:with:colons' }))
  const oauth = stack.use(await startEmulator({ auth: 'oauth', clientId: 'app', clientSecret: 's3cret+/&=%' }))
  const elsewhere = stack.use(await listen(notebook()))
  const gateway = stack.use(await listen(unreliable(elsewhere.url)))
  const { baseUrls, companyId } = emulator
  const headers = { Authorization: 'Bearer a-token' }
  const { items } = await discoverEntities({ baseUrl: baseUrls['v2.0'], headers, companyId }, ['items'])
  const running = stack.move()
  return {
    settings: {
      emulator: emulator.url,
      baseUrls,
      company: companyId,
      item: deskId,
      bareItem: items?.withoutPicture ?? '',
      basic: basic.baseUrls['v2.0'],
      oauth: { baseUrl: oauth.baseUrls['v2.0'], tokenUrl: oauth.tokenUrl ?? '' },
      gateway: gateway.url,
      elsewhere: elsewhere.url,
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

/** Another origin: writes down what it is asked, and tells and forgets it at `/seen`. */
function notebook(): RequestListener {
  let seen: unknown[] = []
  return ({ method, url, headers }, response) => {
    if (url === '/seen') {
      response.end(JSON.stringify(seen))
      seen = []
      return
    }
    seen.push({ method, headers })
    response.writeHead(200, { 'content-type': 'image/png', 'content-length': CONTENT.length }).end(CONTENT)
  }
}

/** Goes wrong as the first segment of the path says. */
function unreliable(elsewhere: string): RequestListener {
  return (request, response) => {
    const { url = '', socket } = request
    const [, behaviour = ''] = url.split('/')
    if (behaviour === 'elsewhere') return void response.writeHead(307, { location: elsewhere + url }).end()
    const length = behaviour.startsWith('length') ? { 'content-length': 2 * CONTENT.length } : {}
    response.writeHead(200, { 'content-type': 'image/png', ...length })
    response.write(CONTENT, () => {
      if (behaviour.endsWith('end')) socket.end()
      // The part has to arrive before the reset, which overtakes what is still on its way.
      else setTimeout(() => socket.resetAndDestroy(), 20)
    })
  }
}

async function listen(listener: RequestListener): Promise<AsyncDisposable & { url: string }> {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
