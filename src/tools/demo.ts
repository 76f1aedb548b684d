/**
 * `make demo`: checks the contract of each version against a running emulator with Dredd, then uploads a picture through
 * the client, reads it back twice and compares bytes and pixels. Exits with 1 if anything is not as it should be.
 */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { Jimp } from 'jimp'
import { checkEmulator } from '../../contract-tests/dredd/check.ts'
import { EXPECTATIONS } from '../../contract-tests/dredd/expectations.ts'
import { createPictureClient, findEntity } from '../client/index.ts'
import { startEmulator } from '../emulator/index.ts'
import { ALL_BYTES, sha256 } from '../test-support/pictures.ts'
import { API_VERSIONS, type ApiVersion } from '../versions.ts'

const headers = { Authorization: 'Bearer demo' }
const file = new URL('../emulator/seed/pictures/atlanta-whiteboard.png', import.meta.url)

await using emulator = await startEmulator()
console.log(`Business Central emulator at ${emulator.url}, company ${emulator.companyName}\n`)
console.log('Dredd sends every request of the contract to an emulator and checks the responses:')
const sound = [...(await Promise.all(API_VERSIONS.map(checkContract))), await roundTrip()].every(Boolean)
console.log(sound ? '\nEverything is as it should be.' : '\nSomething is wrong: see above.')
process.exitCode = sound ? 0 : 1

async function checkContract(version: ApiVersion): Promise<boolean> {
  await using own = await startEmulator()
  const address = { baseUrl: own.baseUrls[version], headers, companyId: own.companyId }
  const { passed, skipped, problems } = await checkEmulator(version, address)
  const { operations } = EXPECTATIONS[version]
  const counts = `${passed.length} transactions passed, ${skipped.length} skipped`
  console.log(`  ${version.padEnd(5)} ${operations} operations: ${counts}${problems.length > 0 ? ', PROBLEMS:' : ''}`)
  for (const problem of problems) console.log(`        ${problem}`)
  return problems.length === 0
}

async function roundTrip(): Promise<boolean> {
  const bc = createPictureClient({ baseUrl: emulator.baseUrls['v2.0'], apiVersion: 'v2.0', auth: 'demo' })
  const item = await findEntity(bc, 'items', '1896-S')
  if (!item) throw new Error('The demo company has no item 1896-S.')
  const picture = bc.picture('items', item.id)
  const read = async () => (await (await picture.download())?.bytes()) ?? new Uint8Array()

  const sent = await readFile(file)
  await picture.upload(sent)
  const stored = await read()
  const again = await read()
  const { width, height, contentType } = await picture.info()
  const pixels = await Promise.all([sent, stored, again].map(pixelsOf))
  const samePixels = new Set(pixels).size === 1

  console.log(`\nThe client uploads a picture to item ${item.number} (${item.displayName}) and reads it back twice:`)
  console.log(`  file        ${basename(file.pathname)}, ${contentType}, ${width} × ${height}`)
  console.log(`  sent        ${facts(sent)}`)
  console.log(`  stored      ${facts(stored)}`)
  console.log(`  read again  ${facts(again)}`)
  console.log(`  pixels      ${samePixels ? 'the same in all three' : 'DIFFERENT'}`)
  if (sha256(sent) !== sha256(stored)) {
    console.log('Like Business Central, the emulator stores images anew: other bytes, the same pixels.')
  }

  await picture.upload(ALL_BYTES, { anyFormat: true })
  const sameBytes = sha256(await read()) === sha256(ALL_BYTES)
  console.log(
    `\nWhat is not an image comes back ${sameBytes ? 'byte for byte' : 'CHANGED'}: ${facts(ALL_BYTES).trim()}`,
  )
  return samePixels && sha256(stored) === sha256(again) && sameBytes
}

function facts(bytes: Uint8Array): string {
  return `${bytes.length.toLocaleString('en').padStart(7)} bytes, SHA-256 ${sha256(bytes)}`
}

/** The SHA-256 of an image's pixels and size. */
async function pixelsOf(bytes: Uint8Array): Promise<string> {
  const { width, height, data } = (await Jimp.fromBuffer(Buffer.from(bytes))).bitmap
  return `${width} × ${height}, ${sha256(data)}`
}
