import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import ts from 'typescript'

const BINARY_BODY = 'BinaryBody'

const DECLARATIONS = `/** What may be sent as a picture's bytes. A stream is read once and cannot be sent again. */
export type ${BINARY_BODY} = Blob | ArrayBuffer | ArrayBufferView | ReadableStream<Uint8Array>;`

/**
 * Writes the TypeScript types of one bundled contract.
 *
 * `type: string, format: binary` would become `string`, which mangles pictures: it becomes `BinaryBody` where
 * bytes go up and `Blob` where they come down. The mapping sees inline schemas only, so the contract has no other.
 */
export async function generateTypes(document: object): Promise<string> {
  const nodes = await openapiTS(document as OpenAPI3, {
    inject: DECLARATIONS,
    transform(schema, { path }) {
      if (schema.format !== 'binary') return undefined
      const goesUp = /\/requestBod(y|ies)\//.test(path ?? '')
      return ts.factory.createTypeReferenceNode(goesUp ? BINARY_BODY : 'Blob')
    },
  })
  // The printer of TypeScript indents by four.
  return astToString(nodes).replace(/^(?: {4})+/gm, (indent) => indent.slice(indent.length / 2))
}
