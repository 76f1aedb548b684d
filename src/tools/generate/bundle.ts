import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import type { ApiVersion } from '../../versions.ts'

const run = promisify(execFile)

/** A contract whose parts stand in one document, every `$ref` pointing inside it. */
export interface Bundle {
  /** The document as Redocly wrote it. */
  yaml: string
  /** The same document, parsed. */
  document: { paths: Record<string, unknown> } & Record<string, unknown>
}

/**
 * Bundles the hand-written contract of one version.
 *
 * @throws when Redocly cannot bundle it, or when the bundle holds no paths: everything downstream would then pass by testing nothing.
 */
export async function bundleContract(root: string, version: ApiVersion): Promise<Bundle> {
  const folder = await mkdtemp(join(tmpdir(), 'bc-pictures-bundle-'))
  try {
    const file = join(folder, `${version}.yaml`)
    const redocly = join(root, 'node_modules/.bin/redocly')
    const options = ['--component-renaming-conflicts-severity', 'error', '--output', file]
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
    await run(redocly, ['bundle', version, ...options], { cwd: root, env })
    const yaml = await readFile(file, 'utf8')
    const document = parse(yaml) as Bundle['document']
    if (Object.keys(document?.paths ?? {}).length === 0) {
      throw new Error(`The bundle of ${version} has no paths: look at openapi/${version}.yaml.`)
    }
    return { yaml, document }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
