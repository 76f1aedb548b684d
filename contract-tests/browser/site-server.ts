import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The built docs site on a server that knows nothing but files, like a static host. */
export interface Site extends AsyncDisposable {
  /** Ends in a slash. */
  readonly url: string
}

const folder = fileURLToPath(new URL('../../dist/docs/', import.meta.url))
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/** Serves `dist/docs` on a free port. */
export async function serveSite(): Promise<Site> {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname
    const file = join(folder, path === '/' ? 'index.html' : decodeURIComponent(path))
    const bytes = file.startsWith(folder) ? await readFile(file).catch(() => undefined) : undefined
    if (!bytes) return void response.writeHead(404).end('nothing here')
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
