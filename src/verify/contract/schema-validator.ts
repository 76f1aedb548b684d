import { type OutputUnit, type Schema, validate } from '@cfworker/json-schema'
import type { Contract } from './contract.ts'
import { escapePart, pointerParts } from './pointer.ts'

/** One place where a value is not what its schema says. */
export interface SchemaProblem {
  /** A sentence about the value. */
  readonly message: string
  /** The JSON pointer of the broken rule in the contract. */
  readonly pointer: string
  /** The keyword of the broken rule, such as `required`. */
  readonly keyword: string
}

/** Validates values against the schemas of one contract, formats included. */
export class SchemaValidator {
  readonly #contract: Contract
  /** The schema that each `$ref` names. */
  readonly #referenced: Readonly<Record<string, Schema>>

  constructor(contract: Contract) {
    this.#contract = contract
    const { schemas } = contract.at<{ schemas: Record<string, Schema> }>('/components').value
    this.#referenced = Object.fromEntries(
      Object.entries(schemas).map(([name, schema]) => [`#/components/schemas/${name}`, withRanges(schema)]),
    )
  }

  /** Compares a value with the schema at a JSON pointer. */
  problems(pointer: string, value: unknown): SchemaProblem[] {
    const schema = this.#contract.at<Schema>(pointer)
    const start = `#${schema.pointer}`
    const { errors } = validate(value, withRanges(schema.value), DRAFT, this.#referenced, false, null, '#', start)
    return errors
      .filter(({ keyword }) => !WRAPPERS.has(keyword))
      .map((error) => {
        const broken = this.#contract.at<Schema>(this.#schemaAround(error.keywordLocation))
        return {
          message: messageOf(error, withRanges(broken.value), value),
          pointer: broken.pointer,
          keyword: error.keyword,
        }
      })
  }

  /** The pointer of the schema that holds a keyword. The location that the library tells passes through references. */
  #schemaAround(keywordLocation: string): string {
    let pointer = ''
    for (const part of partsOf(keywordLocation).slice(0, -1)) {
      pointer += `/${escapePart(part)}`
      if (part === '$ref') pointer = this.#contract.at<string>(pointer).value.replace(/^#/, '')
    }
    return pointer
  }
}

/** The draft that OpenAPI 3.0 builds on: `exclusiveMinimum` is a flag, and nothing stands beside a `$ref`. */
const DRAFT = '4'

/** Keywords that only say that something inside them is wrong, which has a problem of its own. */
const WRAPPERS = new Set(['$ref', 'allOf', 'items', 'properties'])

/** The ranges of OpenAPI's formats for whole numbers, which JSON Schema does not know. */
const RANGES: Readonly<Record<string, { readonly minimum: number; readonly maximum: number }>> = {
  int32: { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  int64: { minimum: -(2 ** 63), maximum: 2 ** 63 },
}

/** A copy of a schema in which formats of whole numbers are ranges. Narrower bounds of the schema stay. */
function withRanges(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema), (_, value) => {
    const range = RANGES[value?.format]
    return range ? { ...range, ...value } : value
  })
}

/** Much more than is shown: a text is cut when secrets are out of it, not before. */
const LONGEST_VALUE = 4000

function messageOf({ keyword, instanceLocation, error }: OutputUnit, schema: Schema, body: unknown): string {
  const parts = partsOf(instanceLocation)
  const place = parts.length === 0 ? 'The body' : parts.join('.')
  if (keyword === 'required') return `${place} lacks the property ${/"(.*)"/.exec(error)?.[1]}.`
  const demand = DEMANDS[keyword]?.(schema[keyword])
  if (demand === undefined) return `${place}: ${error}`
  const value = parts.reduce<unknown>((inner, part) => (inner as Record<string, unknown>)[part], body)
  const shown =
    typeof value === 'object' && value !== null ? '' : `, and is ${JSON.stringify(value).slice(0, LONGEST_VALUE)}`
  return `${place} ${demand}${shown}.`
}

/** What the keywords of the contract demand. Others keep the library's own sentence. */
const DEMANDS: Readonly<Record<string, (rule: unknown) => string>> = {
  type: (type) => `must be ${type}`,
  format: (format) => `must have the format ${format}`,
  pattern: (pattern) => `must match ${pattern}`,
  minimum: (least) => `must be at least ${least}`,
  maximum: (most) => `must be at most ${most}`,
  minLength: (least) => `must be at least ${least} characters long`,
  maxLength: (most) => `must be at most ${most} characters long`,
  minItems: (least) => `must have at least ${least} items`,
  maxItems: (most) => `must have at most ${most} items`,
}

/** The parts of a location: a JSON pointer as the fragment of a URL. */
function partsOf(location: string): string[] {
  return pointerParts(decodeURI(location.slice(1)))
}
