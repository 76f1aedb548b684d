/*
 * Runs one server in a process of its own and prints its address: `node bench/emulator-server.ts bare|prism`. The bare one
 * answers every request with the same picture in JSON: the most that Node's HTTP server can do.
 */
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

async function startBare(): Promise<string> {
  const picture = { id: '07493b2c-d676-4d09-ba8c-fc03607cab76', width: 516, height: 466, contentType: 'image/png' }
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'application/json')
    response.end(JSON.stringify(picture))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function startMock(): Promise<string> {
  const { startPrism } = await import('../contract-tests/support/prism.ts')
  const bundle = await readFile(new URL('../generated/openapi/v2.0.json', import.meta.url), 'utf8')
  return (await startPrism(JSON.parse(bundle))).url
}

console.log(JSON.stringify({ url: await (process.argv[2] === 'prism' ? startMock() : startBare()) }))
