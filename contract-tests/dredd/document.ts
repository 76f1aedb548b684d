/**
 * Dredd reads a document derived from the bundle, not the bundle itself:
 * - optional query parameters go: Dredd sends all of them in one request that no client would send;
 * - optional response headers go: Dredd demands every header that is declared;
 * - media ranges such as `image/*` go: Dredd drops the whole response over them;
 * - `anyOf` and the like stay: Dredd ignores them, the checks by JSON Schema do not.
 * Nothing else differs, so every operation, response, summary and example that Dredd sees is the contract's own.
 */

import {
  type Bundle,
  type Operation,
  type Parameter,
  type PathItem,
  type Reference,
  type Response,
  resolve,
} from '../support/contract.ts'

/** One request and its response, as Dredd derives them from the contract. */
export interface Transaction {
  /** Dredd's name: path, summary, status and content type joined by ` > `. */
  name: string
  operationId: string
  method: string
  /** The path template of the contract. */
  path: string
  status: number
  /** Whether this version keys the picture: `picture({pictureId})`. */
  keyed: boolean
  /** The media type of the response; undefined for an empty one. */
  mediaType?: string
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const

/** Makes the document that Dredd reads. The bundle is left as it is. */
export function dreddDocument(bundle: Bundle): Bundle {
  const document = structuredClone(bundle)
  for (const item of Object.values(document.paths)) {
    dropOptionalQuery(document, item)
    for (const operation of operationsOf(item)) {
      dropOptionalQuery(document, operation)
      for (const response of Object.values(operation.responses)) simplify(document, resolve(document, response))
    }
  }
  return document
}

/** The transactions that Dredd must find in a document, worked out without Dredd. */
export function expectedTransactions(document: Bundle): Transaction[] {
  const keyed = Object.keys(document.paths).some((path) => path.includes('{pictureId}'))
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).flatMap((method) => {
      const { operationId, summary, responses } = item[method] as Operation
      return Object.entries(responses).flatMap(([status, response]) => {
        const mediaTypes = Object.keys(resolve(document, response).content ?? {})
        const common = { operationId, method: method.toUpperCase(), path, status: Number(status), keyed }
        const name = `${path} > ${summary} > ${status}`
        if (mediaTypes.length === 0) return [{ ...common, name }]
        return mediaTypes.map((mediaType) => ({ ...common, name: `${name} > ${mediaType}`, mediaType }))
      })
    }),
  )
}

function operationsOf(item: PathItem): Operation[] {
  return METHODS.flatMap((method) => item[method] ?? [])
}

function dropOptionalQuery(document: Bundle, owner: { parameters?: (Parameter | Reference)[] }): void {
  owner.parameters &&= owner.parameters.filter((parameter) => {
    const { in: place, required } = resolve(document, parameter)
    return place !== 'query' || required === true
  })
}

function simplify(document: Bundle, response: Response): void {
  for (const [name, header] of Object.entries(response.headers ?? {})) {
    if (resolve(document, header).required !== true) delete response.headers?.[name]
  }
  for (const mediaType of Object.keys(response.content ?? {})) {
    if (mediaType.includes('*')) delete response.content?.[mediaType]
  }
}
