import { readFile } from 'node:fs/promises'
import type { ApiVersion } from '../../src/versions.ts'

/** The parts of a bundled OpenAPI document that the tests look at. */
export interface Bundle {
  info: { title: string }
  paths: Record<string, PathItem>
  components: Record<string, Record<string, unknown>>
}

export type PathItem = { parameters?: (Parameter | Reference)[] } & Record<string, Operation>

export interface Operation {
  operationId: string
  summary: string
  parameters?: (Parameter | Reference)[]
  responses: Record<string, Response | Reference>
}

/** A pointer to a component of the same document. */
export interface Reference {
  $ref: string
}

export interface Parameter {
  in: string
  required?: boolean
}

export interface Response {
  headers?: Record<string, { required?: boolean } | Reference>
  content?: Record<string, unknown>
}

/** Reads the bundled contract of a version. */
export async function readContract(version: ApiVersion): Promise<Bundle> {
  return JSON.parse(await readFile(new URL(`../../generated/openapi/${version}.json`, import.meta.url), 'utf8'))
}

/** What a value of a bundled contract is, behind its `$ref` if it has one. */
export function resolve<T extends object>(document: Bundle, value: T | Reference): T {
  if (!('$ref' in value)) return value
  const [section, key] = value.$ref.replace('#/components/', '').split('/')
  const found = document.components[section ?? '']?.[key ?? '']
  if (found === undefined) throw new Error(`${value.$ref} leads nowhere in the bundle of ${document.info.title}.`)
  return resolve(document, found as T)
}
