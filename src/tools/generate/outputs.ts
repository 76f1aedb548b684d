import { API_VERSIONS } from '../../versions.ts'
import { bundleContract } from './bundle.ts'
import { generateTypes } from './types.ts'

const NOTICE = 'Generated from openapi/ by `make generate`: edit the contract, not this file.'

/** Everything that `generated/` holds: paths relative to the repository, and contents. */
export async function generateOutputs(root: string): Promise<Map<string, string>> {
  const outputs = new Map<string, string>()
  for (const version of API_VERSIONS) {
    const { yaml, document } = await bundleContract(root, version)
    outputs.set(`generated/openapi/${version}.yaml`, `# ${NOTICE}\n${yaml}`)
    outputs.set(`generated/openapi/${version}.json`, `${JSON.stringify(document, null, '\t')}\n`)
    outputs.set(`generated/types/${version}.ts`, `// ${NOTICE}\n${await generateTypes(document)}`)
  }
  return outputs
}
