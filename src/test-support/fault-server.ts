import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { ask, headersOf } from './broken-server.ts'
import { sha256 } from './pictures.ts'

/**
 * What goes wrong with one request. `read` takes the request's body in; `sound` asks the sound server and gives its
 * answer back.
 */
export type Fault = (
  request: IncomingMessage,
  response: ServerResponse,
  about: { read: () => Promise<Buffer>; sound: () => Promise<void> },
) => unknown

/** A request as it was seen. */
export interface Seen {
  method: string
  url: string
  headers: Record<string, string>
  /** Of the body, where it was read to its end. */
  sha256?: string
}

/** A server on real sockets that goes wrong as told, and is sound otherwise. */
export interface FaultServer extends AsyncDisposable {
  url: string
  /** Faults still to come, each for one request, in this order. */
  faults: Fault[]
  /** Every request, in the order of arrival. */
  seen: Seen[]
}

/** Stands in front of a sound server, on a free port. */
export async function startFaultServer(soundUrl = '', ...faults: Fault[]): Promise<FaultServer> {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/' } = request
    const note: Seen = { method, url, headers: headersOf(request) }
    seen.push(note)
    const read = async () => {
      const body = await buffer(request)
      note.sha256 = sha256(body)
      return body
    }
    const sound = async () => {
      const answer = await ask(soundUrl, { method, url, headers: note.headers, body: await read() })
      response.writeHead(answer.status, answer.headers).end(answer.body)
    }
    try {
      const fault = faults.shift()
      if (fault) await fault(request, response, { read, sound })
      else await sound()
    } catch {
      // A request that was broken off by its sender has nobody left to answer to.
      response.destroy()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    seen,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A response given by the test, after the request's body was taken in. */
export const answer =
  (status: number, headers: Record<string, string> = {}, body: string | Uint8Array = ''): Fault =>
  async (_, response, { read }) => {
    await read()
    const length = body.length > 0 ? { 'content-length': String(Buffer.byteLength(body)) } : {}
    response.writeHead(status, { ...length, ...headers }).end(body)
  }

/** The error envelope of the product. */
export const refuse = (status: number, code: string, headers: Record<string, string> = {}): Fault =>
  answer(
    status,
    { 'content-type': 'application/json', ...headers },
    JSON.stringify({ error: { code, message: 'No.' } }),
  )

/** Resets the connection, after the request's body was taken in. */
export const reset: Fault = async (request, _, { read }) => {
  await read()
  request.socket.resetAndDestroy()
}

/** Resets the connection when the first bytes of the request's body have come. */
export const resetMidUpload: Fault = async (request) => {
  if (request.headers['content-length'] !== '0') await once(request, 'data')
  request.socket.resetAndDestroy()
}

/** Begins an answer and then resets the connection. */
export const resetMidAnswer =
  (headers: Record<string, string>, part: Uint8Array): Fault =>
  async (request, response, { read }) => {
    await read()
    response.writeHead(200, headers)
    await new Promise((resolve) => response.write(part, resolve))
    // The part has to arrive before the reset, which overtakes what is still on its way.
    await new Promise((resolve) => setTimeout(resolve, 20))
    request.socket.resetAndDestroy()
  }

/** Begins an answer and ends the connection in good order before all of it was sent. */
export const cutShort =
  (headers: Record<string, string>, part: Uint8Array): Fault =>
  async (request, response, { read }) => {
    await read()
    response.writeHead(200, headers)
    response.write(part, () => request.socket.end())
  }

/** Begins an answer, and never goes on. Without headers nothing is sent at all. */
export const stall =
  (headers?: Record<string, string>, part: Uint8Array = new Uint8Array()): Fault =>
  async (_, response, { read }) => {
    await read()
    if (headers) response.writeHead(200, headers).write(part)
  }

/** Has the sound server carry the request out, and then resets the connection without an answer. */
export const carryOutAndReset =
  (soundUrl: string): Fault =>
  async (request, _, { read }) => {
    const { method = 'GET', url = '/' } = request
    await ask(soundUrl, { method, url, headers: headersOf(request), body: await read() })
    request.socket.resetAndDestroy()
  }
