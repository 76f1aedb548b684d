/*
 * A server for big-files.ts, in a process of its own: gives out so many bytes at any GET, and takes in any
 * PATCH. Tells its URL in a line on stdout, and the SHA-256 of what it gave or took in the header `x-sha256`, or in the
 * answer to GET /taken.
 */
import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { ONE_PIXEL_PNG } from '../../src/test-support/pictures.ts'

const size = Number(process.argv[2])
const block = new Uint8Array(1 << 20).map((_, index) => (index * 31 + (index >> 8) * 7) & 0xff)

/** A PNG's beginning, and then one block over and over. */
function* content(): Generator<Uint8Array> {
  yield ONE_PIXEL_PNG
  for (let left = size - ONE_PIXEL_PNG.length; left > 0; left -= block.length) yield block.subarray(0, left)
}

const given = createHash('sha256')
for (const part of content()) given.update(part)
const sha256 = given.digest('hex')
let taken = ''

const server = createServer(async (request, response) => {
  if (request.method === 'PATCH') {
    const hash = createHash('sha256')
    for await (const chunk of request) hash.update(chunk)
    taken = hash.digest('hex')
    response.writeHead(204).end()
  } else if (request.url === '/taken') response.end(taken)
  else {
    response.writeHead(200, { 'content-length': size, 'content-type': 'application/octet-stream', 'x-sha256': sha256 })
    await pipeline(content, response).catch(() => {})
  }
})
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo
  process.stdout.write(`http://127.0.0.1:${port}\n`)
})
process.once('disconnect', () => process.exit())
