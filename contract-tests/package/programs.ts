/** Programs that consumers of the package write in TypeScript. Their projects have the packed package, so they are texts here. */

/** Every entry imported, a picture up and down, a few lines that the types must accept or refuse. */
export const EVERY_ENTRY = `
import { strict as assert } from 'node:assert'
import { API_VERSIONS, createPictureClient, createRawClient, type RawClient } from 'bc-pictures'
import { startEmulator } from 'bc-pictures/emulator'
import { type PullOptions, pull } from 'bc-pictures/node'
import type { paths as Beta } from 'bc-pictures/types/beta'
import type { paths as V1 } from 'bc-pictures/types/v1.0'
import type { components, paths as V2 } from 'bc-pictures/types/v2.0'
import { isViolated, type Report, verify } from 'bc-pictures/verify'

const emulator = await startEmulator()
const client: RawClient<'v2.0'> = createRawClient({
  baseUrl: emulator.baseUrls['v2.0'],
  apiVersion: 'v2.0',
  headers: { Authorization: 'Bearer consumer' },
})
const companyId = emulator.companyId
const { data: items } = await client.GET('/companies({companyId})/items', {
  params: { path: { companyId }, query: { $filter: "number eq '1896-S'" } },
})
const itemId = items?.value[0]?.id ?? ''
const path = '/companies({companyId})/items({itemId})/picture/pictureContent'
const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
const upload = await client.PATCH(path, { params: { path: { companyId, itemId }, header: { 'If-Match': '*' } }, body: bytes })
assert.equal(upload.response.status, 204)
const { data: blob } = await client.GET(path, { params: { path: { companyId, itemId } } })
assert.deepEqual(new Uint8Array(await (blob as Blob).arrayBuffer()), bytes)
const target = {
  baseUrl: emulator.baseUrls['v2.0'],
  apiVersion: 'v2.0',
  company: undefined,
  authorization: async () => 'Bearer consumer',
} as const
const report: Report = await verify({ target, parents: ['items'] })
assert.equal(isViolated(report), false)
await emulator.close()

// @ts-expect-error there is no version 3.0
const unknown = () => createRawClient({ baseUrl: '', apiVersion: 'v3.0' })
// @ts-expect-error an upload takes bytes
const wrong = () => client.PATCH(path, { params: { path: { companyId, itemId }, header: { 'If-Match': '*' } }, body: 'text' })
const width: components['schemas']['Picture']['width'] = 1
export const pullItems = (options: PullOptions) => pull(createPictureClient({ baseUrl: '', apiVersion: 'v2.0' }), options)
export type Paths = [Beta['/companies'], V1['/companies'], V2['/companies']]
console.log(API_VERSIONS.join(' '), width, typeof wrong, typeof unknown)
`

/** A JSON file of the package, with an import attribute. */
export const CONTRACT = `
import contract from 'bc-pictures/openapi/v2.0.json' with { type: 'json' }

console.log(contract.openapi, contract.paths['/companies'].get.operationId)
`

/** What runs in a page as well: nothing of Node, and no types of it. */
export const IN_A_PAGE = `
import { createPictureClient, isNotFoundError } from 'bc-pictures'
import { createEmulator } from 'bc-pictures/emulator'

const { fetch, baseUrls } = await createEmulator()
const bc = createPictureClient({ baseUrl: baseUrls['v2.0'], apiVersion: 'v2.0', auth: 'any', fetch })
for await (const item of bc.list('items')) {
  const content = await bc.picture('items', item.id).download().catch((error: unknown) => {
    if (!isNotFoundError(error)) throw error
    return null
  })
  if (content) console.log(URL.createObjectURL(await content.blob()))
}
`

/** CommonJS with the form of \`require\` that TypeScript types. */
export const COMMON_JS = `
import bc = require('bc-pictures')
import emulator = require('bc-pictures/emulator')

emulator.createEmulator().then(async ({ fetch, baseUrls }) => {
  const client = bc.createPictureClient({ baseUrl: baseUrls['v2.0'], apiVersion: 'v2.0', auth: 'any', fetch })
  const [company] = await client.companies()
  console.log(company?.name)
})
`

/** Both ways of going through a proxy with undici, whose types are not those of the platform. */
export const PROXY = `
import { clientCredentials, createPictureClient, findEntity } from 'bc-pictures'
import { EnvHttpProxyAgent, ProxyAgent, setGlobalDispatcher, fetch as undiciFetch } from 'undici'

const dispatcher = new ProxyAgent({ uri: process.env['PROXY'] ?? '', proxyTunnel: true })
const viaProxy = clientCredentials({
  tokenUrl: process.env['TOKEN_URL'],
  clientId: 'app',
  clientSecret: 'secret',
  fetch: (url, init) => undiciFetch(url, { ...init, dispatcher }),
})
const bc = createPictureClient({
  baseUrl: process.env['BASE_URL'] ?? '',
  apiVersion: 'v2.0',
  auth: viaProxy,
  fetch: (url, init) => undiciFetch(url, { ...init, dispatcher }),
})
const item = await findEntity(bc, 'items', '1896-S')
const picture = bc.picture('items', item?.id ?? '')
const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index * index)
for (const body of [bytes, new Blob([bytes]), new Blob([bytes]).stream()]) {
  await picture.upload(body, { ifMatch: '*', anyFormat: true })
  const back = await (await picture.download())?.bytes()
  if (String(back) !== String(bytes)) throw new Error('the bytes changed')
}

setGlobalDispatcher(new EnvHttpProxyAgent({ httpProxy: process.env['PROXY'] ?? '', noProxy: '' }))
const again = createPictureClient({ baseUrl: process.env['BASE_URL'] ?? '', apiVersion: 'v2.0', auth: viaProxy, fetch: undiciFetch })
console.log((await again.companies()).length, 'company')
await dispatcher.close()
process.exit()
`
