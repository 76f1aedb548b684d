import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { API_VERSIONS } from '../../versions.ts'
import { loadContract } from '../contract/contract.ts'
import { escapePart } from '../contract/pointer.ts'
import { SchemaValidator } from '../contract/schema-validator.ts'

type Json = Record<string, unknown>

/** What takes the place of each value of an example, one at a time. */
const OTHERS = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 31,
  1e300,
  '',
  ' ',
  'a b',
  'W/"x"',
  '2026-02-29T00:00:00Z',
  'x'.repeat(300),
]
const MORE = [
  '2026-11-25T10:00:00.123Z',
  '2026-11-25',
  '0d0c8d0a-0000-4000-8000-00000000000A',
  '0d0c8d0a',
  [],
  {},
  [{}],
]

/** The value itself, and every copy of it in which one place holds something else or nothing. */
function* variants(value: unknown): Generator<unknown> {
  yield value
  yield* OTHERS
  yield* MORE
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) {
    const { [key]: _, ...without } = value as Json
    if (!Array.isArray(value)) yield without
    for (const other of variants(child)) {
      yield Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other }
    }
  }
}

/** Each schema of a JSON response, with an example of it. */
function* schemasWithExamples(document: Json): Generator<[pointer: string, example: unknown]> {
  const { responses, examples } = document.components as { responses: Record<string, Json>; examples: Json }
  for (const [name, { content = {} }] of Object.entries(responses)) {
    const json = (content as Record<string, { examples?: Record<string, { $ref?: string; value?: unknown }> }>)[
      'application/json'
    ]
    for (const { $ref, value } of Object.values(json?.examples ?? {})) {
      const named = examples[$ref?.split('/').at(-1) ?? ''] as { value?: unknown } | undefined
      yield [`/components/responses/${escapePart(name)}/content/application~1json/schema`, named?.value ?? value]
    }
  }
}

describe.each(API_VERSIONS)('the schemas of %s', (version) => {
  it('are read as Ajv reads them: both refuse the same values', () => {
    const contract = loadContract(version)
    const validator = new SchemaValidator(contract)
    const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, addUsedSchema: false })
    ;(formats as unknown as (target: Ajv) => void)(ajv)
    ajv.addSchema(contract.document, 'contract')
    const tried = { accepted: 0, refused: 0 }
    for (const [pointer, example] of schemasWithExamples(contract.document)) {
      const judge = ajv.compile({ $ref: `contract#${pointer}` })
      for (const value of variants(example)) {
        const problems = validator.problems(pointer, value)
        if (judge(value) !== (problems.length === 0))
          expect
            .soft(problems, `${pointer} ${JSON.stringify(value)} ${JSON.stringify(judge.errors)}`)
            .toBe(judge.errors)
        tried[problems.length === 0 ? 'accepted' : 'refused'] += 1
      }
    }
    expect(tried.accepted).toBeGreaterThan(200)
    expect(tried.refused).toBeGreaterThan(1000)
  })

  it('say where a rule stands in the contract, and what it demands', () => {
    const value = { width: '5', height: -1 }
    const found = new SchemaValidator(loadContract(version)).problems('/components/schemas/Picture', value)
    const problems = found.filter(({ keyword }) => keyword !== 'required')
    expect(problems.map(({ message }) => message)).toEqual([
      'width must be integer, and is "5".',
      'height must be at least 0, and is -1.',
    ])
    for (const { pointer } of problems)
      expect(pointer).toMatch(/^\/components\/schemas\/\w+\/properties\/(width|height)$/)
  })
})
