import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { Random } from './random.ts'

/** A server that stands in front of a sound one, and misbehaves now and then. */
export interface HostileProxy extends AsyncDisposable {
  readonly url: string
  /** From now on, how often it misbehaves. */
  probability: number
  /** Resolves when no request is on its way any more. */
  idle(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Buffer
}

/** One misbehaviour. None of them makes a wrong picture look like a whole one: nobody could notice that. */
type Misdeed = (about: {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly random: Random
  readonly body: Buffer
  readonly forward: () => Promise<Answer>
}) => Promise<unknown>

const STATUSES = [400, 401, 403, 404, 408, 409, 412, 413, 429, 429, 500, 502, 503, 503, 504]

const MISDEEDS: readonly Misdeed[] = [
  // It fails, and repeats the caller's credentials.
  async ({ request, response, random }) => {
    const seen = String(request.headers.authorization)
    const error = { code: `Internal_${random.chance(0.3) ? seen : 'ServerError'}`, message: `No, ${seen}` }
    const headers = { 'content-type': 'application/json', 'retry-after': random.pick(['0', '0', '1']) }
    response.writeHead(random.pick(STATUSES), headers).end(JSON.stringify({ error }))
  },
  // It answers with what is no sentence.
  async ({ request, response, random }) => {
    const odd = random.pick([
      '',
      'null',
      '[]',
      '{"value":[null]}',
      '{"error":{"message":{"a":1}}}',
      '{"error":null}',
      `${'['.repeat(5000)}`,
      '<!doctype html><title>Sign in</title>',
      '\ufeff{"value":[]}',
      `{"value":[{"id":"x)/../../evil","name":"\u001b[2J\\u0000"}]}`,
      '{"@odata.nextLink":"../../../../etc/passwd","value":[]}',
    ])
    // In the place of a picture, any bytes are a picture: no reader could tell.
    const text = /[cC]ontent$/.test(request.url ?? '') && request.method === 'GET' ? '' : odd
    const type = random.pick(['application/json', 'text/html', 'application/octet-stream', ''])
    response.writeHead(random.pick([200, 200, 201, 202, 205, 400, 409, 500]), type ? { 'content-type': type } : {})
    response.end(text)
  },
  // The connection breaks before anything was done, or after it was done.
  async ({ request }) => request.socket.resetAndDestroy(),
  async ({ request, forward }) => {
    await forward()
    request.socket.resetAndDestroy()
  },
  // The answer breaks off.
  async ({ request, response, random, forward }) => {
    const { status, headers, body } = await forward()
    const part = body.subarray(0, random.whole(0, Math.max(0, body.length - 1)))
    response.writeHead(status, { ...headers, 'content-length': String(body.length + (body.length === 0 ? 10 : 0)) })
    response.write(part, () => (random.chance(0.5) ? request.socket.destroy() : request.socket.end()))
  },
  // A part is passed off as an answer, or is encoded and cut.
  async ({ response, random, forward }) => {
    const { headers, body } = await forward()
    response.writeHead(206, headers).end(body.subarray(0, random.whole(0, body.length)))
  },
  async ({ response, random, forward }) => {
    const { status, headers, body } = await forward()
    if (body.length < 20) return response.writeHead(status, headers).end(body)
    const packed = gzipSync(body)
    response.writeHead(status, { ...headers, 'content-encoding': random.pick(['gzip', 'br', 'deflate', 'x-odd']) })
    response.end(packed.subarray(0, random.whole(1, packed.length - 1)))
  },
  // It leads elsewhere, with the credentials in the address.
  async ({ request, response, random }) => {
    const to = `http://127.0.0.1:9/${encodeURIComponent(String(request.headers.authorization))}`
    response.writeHead(random.pick([301, 302, 307, 308]), { location: to }).end()
  },
  // It takes its time, or all the time in the world.
  async ({ response, random, forward }) => {
    const { status, headers, body } = await forward()
    response.writeHead(status, { ...headers, 'content-length': String(body.length) })
    const middle = random.whole(0, body.length)
    response.write(body.subarray(0, middle))
    await delay(random.whole(1, 200))
    response.end(body.subarray(middle))
  },
  async ({ response, random }) => {
    if (random.chance(0.5)) response.writeHead(200, { 'content-type': 'application/json' }).write('{')
  },
  // It does not stop.
  async ({ response, random }) => {
    response.writeHead(random.pick([200, 404, 500]), { 'content-type': 'application/json' })
    const chunk = Buffer.alloc(1 << 20, ' ')
    response.setMaxListeners(0)
    for (let sent = 0; sent < 40 && !response.destroyed; sent += 1) {
      if (!response.write(chunk)) await Promise.race([once(response, 'drain'), once(response, 'close'), delay(2000)])
    }
    response.destroy()
  },
]

/** Stands in front of a sound server, on a free port. */
export async function startHostileProxy(soundUrl: string, random: Random, probability: number): Promise<HostileProxy> {
  let under = 0
  const proxy = { probability }
  const server = createServer(async (request, response) => {
    under += 1
    response.on('error', () => undefined)
    try {
      const body = await buffer(request)
      const forward = () => ask(soundUrl, request, body)
      if (random.chance(proxy.probability)) {
        await random.pick(MISDEEDS)({ request, response, random, body, forward })
      } else {
        const { status, headers, body: received } = await forward()
        response.writeHead(status, headers).end(received)
      }
    } catch {
      response.destroy()
    } finally {
      under -= 1
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return Object.assign(proxy, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    idle: async () => {
      while (under > 0) await delay(5)
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

async function ask(soundUrl: string, { method = 'GET', url = '/', headers }: IncomingMessage, body: Buffer) {
  const { 'transfer-encoding': _, host: __, ...rest } = headers
  const outgoing = httpRequest(soundUrl + url, {
    method,
    headers: { ...rest, host: headers.host ?? '', 'content-length': body.length },
  })
  outgoing.end(body)
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
  const received = await buffer(incoming)
  const kept = Object.entries(incoming.headers).filter(
    ([name]) => !['transfer-encoding', 'content-length', 'connection'].includes(name),
  )
  const told = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]))
  return { status: incoming.statusCode ?? 0, headers: told, body: received }
}
