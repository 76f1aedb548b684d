import type { RawClient } from '../../src/client/index.ts'
import type { ApiVersion } from '../../src/versions.ts'
import { type Bundle, type Reference, resolve } from './contract.ts'
import type { Answer } from './picture-calls.ts'

/** An operation of the contract, with its parameters' own examples to call it by. */
export interface Operation {
  id: string
  method: 'GET' | 'PATCH' | 'DELETE'
  path: string
  statuses: number[]
  /** Path and header parameters by their examples; the optional ones are left out. */
  params: { path: Record<string, string>; header: Record<string, string> }
}

interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  example: string
}

type Call = (path: string, init: Record<string, unknown>) => Promise<Answer<unknown>>

/** Lists the operations of a bundled contract. */
export function operationsOf(contract: Bundle): Operation[] {
  return Object.entries(contract.paths).flatMap(([path, item]) =>
    (['get', 'patch', 'delete'] as const).flatMap((name) => {
      const operation = item[name]
      if (!operation) return []
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) =>
        resolve(contract, parameter as Parameter | Reference),
      )
      const examples = (place: string) =>
        Object.fromEntries(parameters.filter((p) => p.in === place && p.required).map((p) => [p.name, p.example]))
      return {
        id: operation.operationId,
        method: name.toUpperCase() as Operation['method'],
        path,
        statuses: Object.keys(operation.responses).map(Number),
        params: { path: examples('path'), header: examples('header') },
      }
    }),
  )
}

/** Calls any operation through the generated client, which types one call at a time. */
export function callOperation<Version extends ApiVersion>(
  client: RawClient<Version>,
  { method, path, params }: Operation,
  init: Record<string, unknown> = {},
): Promise<Answer<unknown>> {
  const call = (client as unknown as Record<Operation['method'], Call>)[method]
  return call(path, { params, ...(method === 'PATCH' && { body: new Uint8Array([1, 2, 3]) }), ...init })
}
