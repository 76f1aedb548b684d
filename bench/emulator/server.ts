/*
 * Runs one server in a process of its own and prints its address: `node bench/emulator/server.ts KIND …`.
 * - `bare URL` answers every request with what that URL answers now, byte for byte and header for header, all made
 *   beforehand and handed over in the form that Node writes out quickest: the most that Node's HTTP server can do.
 * - `prism` mocks the contract.
 */
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Node's server adds these itself. */
const added = ['connection', 'date', 'keep-alive']

async function startBare(url: string): Promise<string> {
  const model = await fetch(url, { headers: { Authorization: 'Bearer bench' } })
  const body = await model.text()
  const headers = [...model.headers].filter(([name]) => !added.includes(name)).flat()
  const server = createServer((_request, response) => {
    response.writeHead(model.status, headers)
    response.end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function startMock(): Promise<string> {
  const { startPrism } = await import('../../src/test-support/prism.ts')
  const bundle = await readFile(new URL('../../generated/openapi/v2.0.json', import.meta.url), 'utf8')
  return (await startPrism(JSON.parse(bundle))).url
}

const [kind, url = ''] = process.argv.slice(2)
console.log(JSON.stringify({ url: await (kind === 'prism' ? startMock() : startBare(url)) }))
