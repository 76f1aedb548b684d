import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that has nothing but a long list of items, every other one with a picture. */
export interface ListServer extends AsyncDisposable {
  url: string
  /** How many requests came. */
  requests: number
}

/** Starts it on a free port. It pages as `Prefer: odata.maxpagesize` asks, at most 20,000 at once. */
export async function startListServer(count: number): Promise<ListServer> {
  const server = createServer((request, response) => {
    list.requests++
    const { pathname, searchParams } = new URL(request.url ?? '/', list.url)
    const from = Number(searchParams.get('$skiptoken'))
    const size = Number(/maxpagesize=(\d+)/.exec(String(request.headers.prefer))?.[1] ?? 20_000)
    const to = Math.min(from + size, count)
    const value = Array.from({ length: to - from }, (_, index) => itemAt(from + index))
    const next = to < count && { '@odata.nextLink': `${list.url}${pathname}?$expand=picture&$skiptoken=${to}` }
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ value, ...next }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const list: ListServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: 0,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return list
}

function itemAt(index: number) {
  const id = `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`
  const pixels = index % 2
  const picture = { id, width: pixels, height: pixels, contentType: pixels ? 'image/png' : '' }
  return { id, number: String(index), displayName: `Item ${index}`, picture }
}
