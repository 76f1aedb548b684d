import { readFileSync } from 'node:fs'
import { packageRoot } from '../../package-root.ts'
import type { ApiVersion } from '../../versions.ts'
import { escapePart, pointerParts } from './pointer.ts'

/** What an operation's path leads to. `pictures` is the collection of one that beta and v1.0 have. */
export type ResourceKind = 'metadata' | 'companies' | 'list' | 'entity' | 'pictures' | 'picture' | 'content'

/** A value of the contract and where it stands: a JSON pointer into the bundled document. */
export interface Located<T> {
  readonly value: T
  readonly pointer: string
}

/** A response as the contract declares it. */
export interface ResponseObject {
  readonly description: string
  readonly headers?: Readonly<Record<string, { readonly $ref?: string; readonly required?: boolean }>>
  readonly content?: Readonly<Record<string, { readonly schema: object }>>
}

/** One operation of the contract. */
export interface Operation {
  readonly id: string
  /** In capitals. */
  readonly method: string
  readonly template: string
  /** Matches the paths that fit the template, malformed ids included. */
  readonly pattern: RegExp
  readonly pointer: string
  readonly kind: ResourceKind
  /** The entity set of the parent; undefined above the parents. */
  readonly parent: string | undefined
  /** The declared statuses, in order. */
  readonly statuses: readonly number[]
}

type Json = Record<string, unknown>

/** How many characters of the contract are quoted. */
const EXCERPT = 200

const METHODS = ['get', 'put', 'post', 'patch', 'delete']

/** The bundled contract of one API version, as checks look things up in it. */
export class Contract {
  readonly version: ApiVersion
  readonly document: Json
  readonly operations: readonly Operation[]
  /** Where the document lies, as a URL of the file system. */
  readonly file: URL

  constructor(version: ApiVersion, document: Json, file: URL) {
    this.version = version
    this.document = document
    this.file = file
    this.operations = Object.keys(document.paths as Json).flatMap((template) => this.#operationsOf(template))
  }

  /** The entity sets that have pictures in this version, in the order of the contract. */
  get parents(): readonly string[] {
    return this.operations.filter(({ kind }) => kind === 'list').map(({ parent }) => parent as string)
  }

  /** Whether a picture is addressed with its key, and `…/picture` returns a collection of one. */
  get keyed(): boolean {
    return this.operations.some(({ kind }) => kind === 'pictures')
  }

  /** The stream property: last segment of the content's URL, prefix of the media links. */
  get stream(): string {
    const content = this.operations.find(({ kind }) => kind === 'content')
    return content?.template.split('/').at(-1) ?? ''
  }

  /** The operation that a request calls, by its method and its path below the base URL. */
  match(method: string, path: string): Operation | undefined {
    const bare = path.split('?')[0] ?? ''
    return this.operations.find((operation) => operation.method === method && operation.pattern.test(bare))
  }

  /** The operation of a kind and a parent, such as PATCH of the content of items. */
  operation(method: string, kind: ResourceKind, parent?: string): Operation {
    const found = this.operations.find(
      (operation) => operation.method === method && operation.kind === kind && operation.parent === parent,
    )
    if (found === undefined) throw new Error(`The contract of ${this.version} has no ${method} of ${parent} ${kind}.`)
    return found
  }

  /** What the contract declares for a status, references followed; undefined when it declares nothing. */
  response(operation: Operation, status: number): Located<ResponseObject> | undefined {
    const pointer = `${operation.pointer}/responses/${status}`
    return operation.statuses.includes(status) ? this.at<ResponseObject>(pointer) : undefined
  }

  /** The value at a JSON pointer, references followed. @throws when nothing is there */
  at<T>(pointer: string): Located<T> {
    let value: unknown = this.document
    for (const part of pointerParts(pointer)) value = (value as Json | undefined)?.[part]
    if (value === undefined) throw new Error(`The contract of ${this.version} has nothing at ${pointer}.`)
    const { $ref } = value as { $ref?: string }
    return $ref === undefined ? { value: value as T, pointer } : this.at<T>($ref.replace(/^#/, ''))
  }

  /** The line on which the value at a pointer begins in the bundled JSON, counted from 1. */
  line(pointer: string): number {
    let value: unknown = this.document
    let line = 1
    for (const part of pointerParts(pointer)) {
      line += 1
      for (const [key, sibling] of Object.entries(value as Json)) {
        if (key === part) {
          value = sibling
          break
        }
        line += lineCount(sibling)
      }
    }
    return line
  }

  /** What stands at a pointer, in a few words: the operation, and its description or the value itself. */
  says(pointer: string): string {
    const operation = this.operations.find((candidate) => pointer.startsWith(`${candidate.pointer}/`))
    const { value } = this.at<string | { description?: string }>(pointer)
    const text = typeof value === 'object' ? (value.description ?? JSON.stringify(value)) : value
    const line = text.replace(/\s+/g, ' ').trim()
    const short = line.length > EXCERPT ? `${line.slice(0, EXCERPT)}…` : line
    return `${operation ? `${operation.id}: ` : ''}${short}`
  }

  #operationsOf(template: string): Operation[] {
    const item = (this.document.paths as Record<string, Json>)[template] ?? {}
    return METHODS.filter((method) => method in item).map((method) => {
      const { operationId, responses } = item[method] as { operationId: string; responses: Json }
      return {
        id: operationId,
        method: method.toUpperCase(),
        template,
        pattern: templatePattern(template),
        pointer: `/paths/${escapePart(template)}/${method}`,
        kind: kindOf(template, responses),
        parent: /^\/companies\(\{companyId\}\)\/(\w+)/.exec(template)?.[1],
        statuses: Object.keys(responses).map(Number),
      }
    })
  }
}

const contracts = new Map<ApiVersion, Contract>()

/** Reads the bundled contract that came with this package. */
export function loadContract(version: ApiVersion): Contract {
  const known = contracts.get(version)
  if (known) return known
  const file = new URL(`generated/openapi/${version}.json`, packageRoot())
  const contract = new Contract(version, JSON.parse(readFileSync(file, 'utf8')), file)
  contracts.set(version, contract)
  return contract
}

// The bundle is written by JSON.stringify with an indent, one line for each value, two for each bracket pair.
function lineCount(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  const children = Object.values(value)
  return children.length === 0 ? 1 : children.reduce((sum: number, child) => sum + lineCount(child), 2)
}

function templatePattern(template: string): RegExp {
  const literal = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  return new RegExp(`^${literal.replace(/\{\w+\}/g, '[^/()]+')}$`)
}

function kindOf(template: string, responses: Json): ResourceKind {
  if (template === '/$metadata') return 'metadata'
  if (template === '/companies') return 'companies'
  if (/\/(pictureContent|content)$/.test(template)) return 'content'
  if (/\/picture$/.test(template)) return isCollection(responses) ? 'pictures' : 'picture'
  if (/\/picture\(\{\w+\}\)$/.test(template)) return 'picture'
  return template.endsWith(')') ? 'entity' : 'list'
}

function isCollection(responses: Json): boolean {
  return JSON.stringify(responses['200'] ?? {}).includes('PictureCollection')
}
