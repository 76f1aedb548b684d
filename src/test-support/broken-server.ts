import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A request on its way to the sound server behind. */
export interface BrokenRequest {
  method: string
  /** Path and query. */
  url: string
  headers: Record<string, string>
  body: Buffer
}

/** An answer on its way back. */
export interface BrokenResponse {
  status: number
  headers: Record<string, string>
  body: Buffer
  /** Breaks the connection after so many bytes of the body, though Content-Length promises all; -1: without any answer. */
  cutAfter?: number
}

/**
 * A promise that the server breaks: it may change the request before `forward`, change the answer after it, or answer
 * without forwarding at all.
 */
export type Break = (
  request: BrokenRequest,
  forward: (request: BrokenRequest) => Promise<BrokenResponse>,
) => Promise<BrokenResponse>

/** A server that would be sound, were it not for one broken promise. */
export interface BrokenServer extends AsyncDisposable {
  url: string
}

/** Stands in front of a sound server, on a free port, and breaks one promise of it. Host is kept, so links point here. */
export async function startBrokenServer(soundUrl: string, breakIt: Break): Promise<BrokenServer> {
  const server = createServer(async (incoming, outgoing) => {
    try {
      const { method = 'GET', url = '/' } = incoming
      const request = { method, url, headers: headersOf(incoming), body: await buffer(incoming) }
      const { status, headers, body, cutAfter } = await breakIt(request, (changed) => ask(soundUrl, changed))
      if (cutAfter === undefined) outgoing.writeHead(status, headers).end(body)
      else if (cutAfter < 0) outgoing.destroy()
      else {
        outgoing.writeHead(status, { ...headers, 'content-length': String(body.length) })
        outgoing.write(body.subarray(0, cutAfter), () => outgoing.destroy())
      }
    } catch (error) {
      outgoing.writeHead(599).end(String(error))
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Asks the sound server. */
export async function ask(soundUrl: string, { method, url, headers, body }: BrokenRequest): Promise<BrokenResponse> {
  const { 'transfer-encoding': ___, ...fields } = headers
  const outgoing = httpRequest(soundUrl + url, {
    method,
    headers: { ...fields, 'content-length': String(body.length) },
  })
  outgoing.end(body)
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
  const received = await buffer(incoming)
  const { 'transfer-encoding': _, 'content-length': __, ...rest } = headersOf(incoming)
  return { status: incoming.statusCode ?? 0, headers: rest, body: received }
}

/** The headers of a message, each as one string. */
export function headersOf({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
