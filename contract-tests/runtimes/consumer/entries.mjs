// A consumer's ES module: imports every entry, and carries a picture both ways without a port.
import { createPictureClient, findEntity } from 'bc-pictures'
import { createEmulator } from 'bc-pictures/emulator'
import seedSchema from 'bc-pictures/emulator/seed.schema.json' with { type: 'json' }
import { downloadTo } from 'bc-pictures/node'
import contract from 'bc-pictures/openapi/v2.0.json' with { type: 'json' }
import { verifyMetadata } from 'bc-pictures/verify'

const { fetch, baseUrls } = await createEmulator()
const bc = createPictureClient({ baseUrl: baseUrls['v2.0'], apiVersion: 'v2.0', auth: 'any', fetch })
const item = await findEntity(bc, 'items', '1896-S')
const picture = bc.picture('items', item.id)
const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
await picture.upload(bytes, { ifMatch: '*', anyFormat: true })
const back = await (await picture.download()).bytes()
if (String(back) !== String(bytes)) throw new Error('the bytes changed')
const metadata = await fetch(`${baseUrls['v2.0']}/$metadata`, { headers: { Authorization: 'Bearer any' } })
const { results } = verifyMetadata(await metadata.text(), 'metadata.xml', 'v2.0')
if (results.some(({ status }) => status === 'failed')) throw new Error('verify refuses the metadata')
console.log('unchanged', typeof downloadTo, contract.openapi, seedSchema.type)
