/**
 * `make demo`: checks the contract of each version against a running emulator with Dredd, then uploads a real picture
 * through the client, reads it back and compares the bytes. Exits with 1 if anything differs.
 */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { imageSize } from 'image-size'
import { checkEmulator } from '../../contract-tests/dredd/check.ts'
import { EXPECTATIONS } from '../../contract-tests/dredd/expectations.ts'
import { createRawClient } from '../client/index.ts'
import { startEmulator } from '../emulator/index.ts'
import { sha256 } from '../test-support/pictures.ts'
import { API_VERSIONS, type ApiVersion } from '../versions.ts'

const headers = { Authorization: 'Bearer demo' }
const picture = new URL('../emulator/seed/pictures/paris-chair.jpg', import.meta.url)

await using emulator = await startEmulator()
console.log(`Business Central emulator: ${emulator.url}\nCompany: ${emulator.companyName}\n`)
console.log('Dredd checks the contract against one like it for each version:')
const sound = [...(await Promise.all(API_VERSIONS.map(checkContract))), await roundTrip()].every(Boolean)
console.log(sound ? '\nEverything agrees.' : '\nSomething differs: see above.')
process.exitCode = sound ? 0 : 1

async function checkContract(version: ApiVersion): Promise<boolean> {
  await using own = await startEmulator()
  const address = { baseUrl: own.baseUrls[version], headers, companyId: own.companyId }
  const { passed, skipped, problems } = await checkEmulator(version, address)
  const { operations } = EXPECTATIONS[version]
  const counts = `${passed.length} transactions passed, ${skipped.length} skipped`
  console.log(`  ${version.padEnd(5)} ${operations} operations: ${counts}${problems.length > 0 ? ', NOT GOOD:' : ''}`)
  for (const problem of problems) console.log(`        ${problem}`)
  return problems.length === 0
}

async function roundTrip(): Promise<boolean> {
  const { companyId, baseUrls } = emulator
  const client = createRawClient({ baseUrl: baseUrls['v2.0'], apiVersion: 'v2.0', headers })
  const query = { $filter: "number eq '1896-S'" }
  const { data: items } = await client.GET('/companies({companyId})/items', { params: { path: { companyId }, query } })
  const [item] = items?.value ?? []
  if (!item) throw new Error('The demo company has no item 1896-S.')
  const path = { companyId, itemId: item.id }
  const content = '/companies({companyId})/items({itemId})/picture/pictureContent'

  const before = await readFile(picture)
  await client.DELETE('/companies({companyId})/items({itemId})/picture', { params: { path } })
  const { response } = await client.PATCH(content, { params: { path, header: { 'If-Match': '*' } }, body: before })
  const { data } = await client.GET(content, { params: { path }, parseAs: 'arrayBuffer' })
  const after = new Uint8Array(data ?? new ArrayBuffer())
  const { width, height, type } = imageSize(before)

  console.log(`\nA picture goes up to item ${item.number} (${item.displayName}) and comes back:`)
  console.log(`  name            ${basename(picture.pathname)}, ${type}, ${width}×${height}`)
  console.log(`  size            ${before.length} bytes`)
  console.log(`  upload          answered ${response.status}`)
  console.log(`  SHA-256 before  ${sha256(before)}`)
  console.log(`  SHA-256 after   ${sha256(after)}`)
  return response.status === 204 && sha256(before) === sha256(after)
}
