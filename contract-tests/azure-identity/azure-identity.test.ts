import { execFile } from 'node:child_process'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Emulator, startEmulator } from '../../src/emulator/index.ts'
import { type Consumer, installPacked } from '../support/packed-package.ts'

/**
 * A program of a user of the packed package, in a process of its own: Node reads the certificate to trust only when it starts. Microsoft's
 * library discovers the endpoints of the authority, and gave up on one without `authorization_endpoint` and `jwks_uri`.
 */
const program = `
import { ClientSecretCredential } from '@azure/identity'
import { createPictureClient } from 'bc-pictures'

const { url, baseUrl, secret } = JSON.parse(process.argv[1])
const options = { authorityHost: url, disableInstanceDiscovery: true }
const auth = new ClientSecretCredential('contoso.com', 'app', secret, options)
const bc = createPictureClient({ baseUrl, apiVersion: 'v2.0', auth })
try {
  let count = 0
  for await (const item of bc.list('items')) count++
  console.log(count)
} catch (error) {
  console.log(error.name)
}`

let consumer: Consumer
let emulator: Emulator

beforeAll(async () => {
  consumer = await installPacked()
  for (const name of ['@azure', 'selfsigned']) {
    const own = fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url))
    await symlink(own, join(consumer.folder, 'node_modules', name))
  }
  const packed = pathToFileURL(join(consumer.folder, 'node_modules/bc-pictures/dist/src/emulator/index.js'))
  const module = (await import(packed.href)) as { startEmulator: typeof startEmulator }
  emulator = await module.startEmulator({ auth: 'oauth', https: true, clientId: 'app', clientSecret: 's3cret' })
}, 120_000)
afterAll(async () => {
  await emulator.close()
  await consumer[Symbol.asyncDispose]()
})

async function runProgram(secret: string): Promise<string> {
  const settings = JSON.stringify({ url: emulator.url, baseUrl: emulator.baseUrls['v2.0'], secret })
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: emulator.certificatePath }
  const parameters = ['--input-type=module', '--eval', program, settings]
  const { stdout } = await promisify(execFile)(process.execPath, parameters, { env, cwd: consumer.folder })
  return stdout.trim()
}

it('signs in with a client secret, and the client reads with its tokens', async () => {
  expect(await runProgram('s3cret')).toBe('15')
  const paths = emulator.requests().map(({ path, status }) => `${path.split('?')[0]} ${status}`)
  expect(paths).toContain('/contoso.com/v2.0/.well-known/openid-configuration 200')
  expect(paths).toContain('/contoso.com/oauth2/v2.0/token 200')
})

it('is refused with a wrong secret', async () => {
  expect(await runProgram('wrong')).toBe('UnauthorizedError')
})
