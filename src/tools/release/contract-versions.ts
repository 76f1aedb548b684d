import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { parse } from 'yaml'
import { API_VERSIONS, type ApiVersion } from '../../versions.ts'
import { releasedVersions } from './changelog.ts'

const run = promisify(execFile)

/** Where the bundles of the last release are, relative to the repository. */
export const RELEASED = 'openapi/released'

/** What the comparison of a contract with its last release showed. */
export interface Comparison {
  readonly version: ApiVersion
  /** One line: what was compared, and the outcome. */
  readonly summary: string
  /** Every change and what it asks for, for a person. Empty if the contract's version is right. */
  readonly problem: string
}

/**
 * Compares each contract in `generated/openapi` with that of the last release, and decides whether `info.version` was
 * raised as the changes ask. A breaking change asks for a new major version, an addition for a new minor version, and
 * any other change for a new patch version. Below 1.0.0, a breaking change asks for a new minor version.
 *
 * @param root the repository
 * @param versions the API versions to compare, default all
 * @throws when something was released but its contract is not there: the comparison would then pass without comparing
 */
export async function compareContracts(
  root: string,
  versions: readonly ApiVersion[] = API_VERSIONS,
): Promise<Comparison[]> {
  const missing = API_VERSIONS.filter((version) => !existsSync(join(root, RELEASED, `${version}.yaml`)))
  const [last] = releasedVersions(await readFile(join(root, 'CHANGELOG.md'), 'utf8'))
  if (last === undefined && missing.length === API_VERSIONS.length) {
    return versions.map((version) => ({
      version,
      summary: `${version}: nothing to compare with. Nothing has been released yet.`,
      problem: '',
    }))
  }
  if (missing.length > 0) {
    const names = missing.map((version) => `${RELEASED}/${version}.yaml`).join(', ')
    throw new Error(
      `CHANGELOG.md ${last ? `says that ${last} was released` : 'names no release'}, but ${names} is not there. ` +
        `Take it from the tag of the last release: git show TAG:generated/openapi/VERSION.yaml`,
    )
  }
  return Promise.all(versions.map((version) => compare(root, version)))
}

async function compare(root: string, version: ApiVersion): Promise<Comparison> {
  const base = join(RELEASED, `${version}.yaml`)
  const current = join('generated/openapi', `${version}.yaml`)
  const [before, now] = await Promise.all([base, current].map((file) => versionIn(join(root, file))))
  const { failed, output } = await diff(root, base, current)
  const summary = `${version}: ${before} → ${now}, compared with the last release`
  if (failed) return { version, summary, problem: output }
  // Redocly asks only whether the version was raised enough, and takes a lower one for raised.
  const lowered = compareVersions(now ?? '', before ?? '') < 0
  return { version, summary, problem: lowered ? `info.version went back from ${before} to ${now}.` : '' }
}

async function diff(root: string, base: string, current: string): Promise<{ failed: boolean; output: string }> {
  const redocly = join(root, 'node_modules/.bin/redocly')
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  // What is breaking is not forbidden: the version has to say it.
  const options = ['diff', base, current, '--check-version', '--fail-on', 'none']
  return run(redocly, options, { cwd: root, env, maxBuffer: 64 * 2 ** 20 }).then(
    ({ stdout }) => ({ failed: false, output: stdout }),
    (error: { stdout?: string; stderr?: string; message: string }) => ({
      failed: true,
      output: `${error.stdout ?? ''}${error.stderr || error.message}`.trim(),
    }),
  )
}

async function versionIn(file: string): Promise<string> {
  const { info } = parse(await readFile(file, 'utf8')) as { info?: { version?: string } }
  if (!/^\d+\.\d+\.\d+$/.test(info?.version ?? '')) throw new Error(`${file}: info.version is not like 1.2.3`)
  return info?.version ?? ''
}

/** Below 0 if `a` is the lower version. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number))
  const at = left?.findIndex((part, index) => part !== right?.[index]) ?? -1
  return at < 0 ? 0 : (left?.[at] ?? 0) - (right?.[at] ?? 0)
}
