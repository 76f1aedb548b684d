import { createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'

/** A forward proxy on a free port of this machine. */
export interface Proxy extends AsyncDisposable {
  readonly url: string
  /** What it was asked for: method and host. */
  readonly asked: readonly string[]
}

/** Starts a proxy that passes on whole requests (`GET http://…`) and makes tunnels (`CONNECT host:port`). */
export async function startProxy(): Promise<Proxy> {
  const asked: string[] = []
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '', headers } = incoming
    asked.push(`${method} ${new URL(url).host}`)
    const onward = request(url, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on('error', () => outgoing.destroy())
    incoming.pipe(onward)
  })
  server.on('connect', ({ url = '' }, near, head) => {
    asked.push(`CONNECT ${url}`)
    const { hostname, port } = new URL(`http://${url}`)
    const far = connect(Number(port), hostname, () => {
      near.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      far.write(head)
      far.pipe(near).pipe(far)
    })
    for (const [one, other] of [[near, far] as const, [far, near] as const]) one.on('error', () => other.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
