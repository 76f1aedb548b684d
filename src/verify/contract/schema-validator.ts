import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import type { Contract } from './contract.ts'
import { escapePart } from './pointer.ts'

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
  readonly #ajv: Ajv
  readonly #pointers = new Map<unknown, string>()
  readonly #validators = new Map<string, ValidateFunction>()

  constructor(contract: Contract) {
    // An OpenAPI document is no JSON Schema; only the schemas inside it are used.
    this.#ajv = new Ajv({ strict: false, allErrors: true, verbose: true, validateSchema: false, addUsedSchema: false })
    formats.default(this.#ajv)
    this.#ajv.addSchema(contract.document, 'contract')
    this.#remember(contract.document, '')
  }

  /** Holds a value against the schema at a JSON pointer. */
  problems(pointer: string, value: unknown): SchemaProblem[] {
    const validate = this.#validator(pointer)
    if (validate(value)) return []
    return (validate.errors ?? []).map((error) => ({
      message: messageOf(error),
      pointer: this.#pointerOf(error) ?? pointer,
      keyword: error.keyword,
    }))
  }

  #validator(pointer: string): ValidateFunction {
    const known = this.#validators.get(pointer)
    if (known) return known
    const fragment = pointer.split('/').map(encodeURIComponent).join('/')
    const validate = this.#ajv.compile({ $ref: `contract#${fragment}` })
    this.#validators.set(pointer, validate)
    return validate
  }

  #remember(value: unknown, pointer: string): void {
    if (typeof value !== 'object' || value === null) return
    this.#pointers.set(value, pointer)
    for (const [key, child] of Object.entries(value)) this.#remember(child, `${pointer}/${escapePart(key)}`)
  }

  /** Ajv copies a schema that a `$ref` leads to, but not what lies in it. */
  #pointerOf({ parentSchema, schema, keyword }: ErrorObject): string | undefined {
    const own = this.#pointers.get(parentSchema)
    if (own !== undefined) return own
    const rule = this.#pointers.get(schema) ?? this.#pointers.get(parentSchema?.properties)
    return rule?.replace(new RegExp(`/(${keyword}|properties)$`), '')
  }
}

/** Much more than is shown: a text is cut when secrets are out of it, not before. */
const LONGEST_VALUE = 4000

function messageOf({ instancePath, keyword, message, params, data }: ErrorObject): string {
  const place = instancePath === '' ? 'The body' : instancePath.slice(1).replaceAll('/', '.').replaceAll('~1', '/')
  if (keyword === 'required') return `${place} lacks the property ${params.missingProperty}.`
  const shown =
    typeof data === 'object' && data !== null ? '' : `, and is ${JSON.stringify(data).slice(0, LONGEST_VALUE)}`
  return `${place} ${message}${shown}.`
}
