import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { API_VERSIONS } from '../../versions.ts'
import { bundleContract } from './bundle.ts'
import { brunoCollection } from './collections/bruno.ts'
import { postmanCollection } from './collections/postman.ts'
import { type Contract, PICTURE, requestsOf } from './collections/requests.ts'
import { generateTypes } from './types.ts'

const NOTICE = 'Generated from openapi/ by `make generate`: edit the contract, not this file.'

/** What the collections upload. */
const PICTURE_SOURCE = 'src/emulator/seed/pictures/rome-chair.png'

/** Everything that `generated/` holds: paths relative to the repository, and contents. */
export async function generateOutputs(root: string): Promise<Map<string, string | Buffer>> {
  const outputs = new Map<string, string | Buffer>()
  const picture = await readFile(join(root, PICTURE_SOURCE))
  outputs.set(`generated/collections/postman/${PICTURE}`, picture)
  for (const version of API_VERSIONS) {
    const { yaml, document } = await bundleContract(root, version)
    outputs.set(`generated/openapi/${version}.yaml`, `# ${NOTICE}\n${yaml}`)
    outputs.set(`generated/openapi/${version}.json`, `${JSON.stringify(document, null, '\t')}\n`)
    outputs.set(`generated/types/${version}.ts`, `// ${NOTICE}\n${await generateTypes(document)}`)
    const requests = requestsOf(document as unknown as Contract, version)
    outputs.set(`generated/collections/postman/${version}.postman_collection.json`, postmanCollection(requests))
    const bruno = `generated/collections/bruno/${version}`
    for (const [file, content] of brunoCollection(requests)) outputs.set(`${bruno}/${file}`, content)
    outputs.set(`${bruno}/${PICTURE}`, picture)
  }
  return outputs
}
