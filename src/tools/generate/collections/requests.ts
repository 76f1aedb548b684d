import type { ApiVersion } from '../../../versions.ts'

/** A query parameter or header of a request. */
export interface Field {
  readonly name: string
  readonly value: string
  readonly description: string
  /** Whether it is sent before anybody has touched the request. */
  readonly enabled: boolean
}

/** A request as people see it in Postman or Bruno. */
export interface CollectionRequest {
  readonly name: string
  readonly description: string
  readonly method: 'GET' | 'PATCH' | 'DELETE'
  /** Path after the base URL, with `{{variables}}`. */
  readonly path: string
  readonly query: readonly Field[]
  readonly headers: readonly Field[]
  /** Whether the body is a file. */
  readonly uploads: boolean
}

/** The requests of one tag of the contract. */
export interface RequestFolder {
  readonly name: string
  readonly description: string
  readonly requests: readonly CollectionRequest[]
}

/** Every operation of a contract as a request that the emulator's demo company answers with 2xx, in this order. */
export interface RequestCollection {
  readonly name: string
  readonly description: string
  /** Values by name. They are those of the demo company on an emulator of this machine. */
  readonly variables: Readonly<Record<string, string>>
  readonly folders: readonly RequestFolder[]
}

/** A bundled contract, as far as collections need it. */
export interface Contract {
  readonly paths: Record<string, Record<string, unknown>>
  readonly components: { readonly parameters: Record<string, Parameter> }
  readonly tags: readonly { readonly name: string; readonly description?: string }[]
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly example?: unknown
  readonly description?: string
}

interface Operation {
  readonly summary: string
  readonly description: string
  readonly tags: readonly string[]
  readonly parameters?: readonly unknown[]
  readonly requestBody?: unknown
}

/** The picture that uploads send. It lies beside the collection. */
export const PICTURE = 'picture.png'

const METHODS = ['get', 'patch', 'delete'] as const

/** Shown with every collection. */
const description = (version: ApiVersion) => `Every operation of the pictures of Business Central in API ${version}.

The variables are those of the demo company of the bc-pictures emulator, which \`bc-pictures emulator\` starts. For another server, change \`baseUrl\` (up to and including /api/${version}), \`token\`, \`companyId\` and the ids of the entities.

Within a folder, the upload comes before the download, and the delete last: the whole collection can be run. It replaces the picture of each entity in the variables and then deletes it.`

/** Makes the requests of one version from its bundled contract. */
export function requestsOf(contract: Contract, version: ApiVersion): RequestCollection {
  const variables: Record<string, string> = {
    baseUrl: `http://127.0.0.1:7048/BC/api/${version}`,
    token: 'any-token',
  }
  const byTag = new Map<string, CollectionRequest[]>()
  for (const [path, item] of Object.entries(contract.paths)) {
    for (const method of METHODS) {
      const operation = item[method] as Operation | undefined
      if (!operation) continue
      const parameters = [...((item.parameters as unknown[]) ?? []), ...(operation.parameters ?? [])]
      const named = parameters.map((given) => resolve(contract, given))
      for (const { variable, parameter } of named) {
        if (parameter.in === 'path') variables[variable] = String(parameter.example)
      }
      const tag = operation.tags[0] ?? ''
      byTag.set(tag, [...(byTag.get(tag) ?? []), requestOf(method, path, operation, named)])
    }
  }
  const folders = contract.tags.flatMap(({ name, description = '' }) => {
    const requests = byTag.get(name)
    return requests ? [{ name, description, requests: requests.toSorted((a, b) => rank(a) - rank(b)) }] : []
  })
  return { name: `Business Central pictures, API ${version}`, description: description(version), variables, folders }
}

interface Named {
  readonly parameter: Parameter
  readonly variable: string
}

/** A parameter, and a name for it that differs between entities where its own does not, as that of `pictureId`. */
function resolve(contract: Contract, given: unknown): Named {
  const key = (given as { $ref?: string }).$ref?.replace('#/components/parameters/', '')
  const parameter = key === undefined ? (given as Parameter) : contract.components.parameters[key]
  if (!parameter) throw new Error(`The contract has no parameter ${key}.`)
  const variable = key === undefined ? parameter.name : `${key[0]?.toLowerCase()}${key.slice(1)}`
  return { parameter, variable }
}

function requestOf(
  method: (typeof METHODS)[number],
  template: string,
  operation: Operation,
  named: readonly Named[],
): CollectionRequest {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const found = named.find(({ parameter }) => parameter.name === name && parameter.in === 'path')
    return `{{${found?.variable}}}`
  })
  const fields = (place: string) =>
    named.filter(({ parameter }) => parameter.in === place).map(({ parameter }) => fieldOf(parameter))
  return {
    name: operation.summary,
    description: operation.description.trim(),
    method: method.toUpperCase() as CollectionRequest['method'],
    path,
    query: fields('query'),
    headers: fields('header'),
    uploads: operation.requestBody !== undefined,
  }
}

/** Sent at once: what an upload or a delete needs, and what shows what lists can do. */
const ENABLED: ReadonlySet<string> = new Set(['If-Match', '$expand', '$top'])

function fieldOf({ name, required = false, example = '', description = '' }: Parameter): Field {
  return { name, value: String(example), description: description.trim(), enabled: required || ENABLED.has(name) }
}

/** Uploads come before what reads the image, so that there is one; deletes come last. */
function rank({ method, path }: CollectionRequest): number {
  if (method === 'PATCH') return 1
  if (method === 'DELETE') return 3
  return /content$/i.test(path) ? 2 : 0
}
