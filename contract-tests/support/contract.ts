import { readFile } from 'node:fs/promises'
import type { ApiVersion } from '../../src/versions.ts'
import type { Bundle } from '../dredd/document.ts'

/** Reads the bundled contract of a version. */
export async function readContract(version: ApiVersion): Promise<Bundle> {
  return JSON.parse(await readFile(new URL(`../../generated/openapi/${version}.json`, import.meta.url), 'utf8'))
}
