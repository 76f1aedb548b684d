/**
 * The examples of the contract are those of the emulator's demo company, so that whoever tries one in a reference, in
 * Postman or in Bruno gets an answer and not a 404.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../../src/emulator/index.ts'
import { ONE_PIXEL_PNG } from '../../src/test-support/pictures.ts'
import { API_VERSIONS, type ApiVersion } from '../../src/versions.ts'

import { type Bundle, type Reference, readContract, resolve } from '../support/contract.ts'

interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  example: string | number | boolean
}

interface Request {
  id: string
  method: string
  template: string
  parameters: Parameter[]
}

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})
afterAll(() => emulator.close())

/** Every operation with its parameters, deletes last. */
function requestsOf(contract: Bundle): Request[] {
  const requests = Object.entries(contract.paths).flatMap(([template, item]) =>
    (['get', 'patch', 'delete'] as const).flatMap((method) => {
      const operation = item[method]
      if (!operation) return []
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((parameter) =>
        resolve(contract, parameter as unknown as Parameter | Reference),
      )
      return { id: operation.operationId, method: method.toUpperCase(), template, parameters }
    }),
  )
  return requests.toSorted((one, other) => Number(one.method === 'DELETE') - Number(other.method === 'DELETE'))
}

async function send(version: ApiVersion, { method, template, parameters }: Request): Promise<Response> {
  const of = (place: Parameter['in']) => parameters.filter((parameter) => parameter.in === place)
  const path = of('path').reduce((url, { name, example }) => url.replace(`{${name}}`, String(example)), template)
  const query = of('query').map(({ name, example }) => `${name}=${encodeURIComponent(String(example))}`)
  const headers = Object.fromEntries(of('header').map(({ name, example }) => [name, String(example)]))
  return await fetch(`${emulator.baseUrls[version]}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`, {
    method,
    headers: { ...headers, Authorization: 'Bearer any', 'Content-Type': 'application/octet-stream' },
    ...(method === 'PATCH' && { body: ONE_PIXEL_PNG }),
  })
}

describe.each(API_VERSIONS)('the examples of %s', async (version) => {
  const requests = requestsOf(await readContract(version))

  beforeAll(() => emulator.reset())

  it.each(requests)('get an answer from the demo company: $id', async (request) => {
    const required = request.parameters.filter((parameter) => parameter.required)
    const least = await send(version, { ...request, parameters: required })
    const most = await send(version, request)
    expect([least.status, most.status]).toEqual(request.method === 'GET' ? [200, 200] : [204, 204])
  })

  it('lists the very rows that the examples show', async () => {
    const { components } = await readContract(version)
    const shown = Object.entries(components.examples ?? {}).filter(([name]) => /^(?!Gateway|U)[A-Z]\w+Page$/.test(name))
    expect(shown.length).toBeGreaterThanOrEqual(4)
    for (const [name, example] of shown as unknown as [string, { value: { value: Record<string, unknown>[] } }][]) {
      const set = `${name[0]?.toLowerCase()}${name.slice(1, -4)}s`
      const list = requests.find(({ template }) => template.endsWith(`/${set}`)) as Request
      const response = await send(version, { ...list, parameters: list.parameters.filter(({ required }) => required) })
      const { value } = (await response.json()) as { value: Record<string, unknown>[] }
      for (const row of example.value.value) {
        const { id, number, displayName, code, description } = row
        const found = value.find((candidate) => candidate.id === id)
        expect(found, `${name} ${id}`).toMatchObject(
          set === 'itemVariants' ? { code, description } : { number, displayName },
        )
      }
    }
  })
})
