import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { API_VERSIONS } from '../../versions.ts'
import { PLACEHOLDER, PLACES } from './address.ts'
import { notesOf } from './changelog.ts'
import { RELEASED } from './contract-versions.ts'

/** What is true only as long as nothing was published. */
const BEFORE_THE_FIRST_RELEASE = [
  ['README.md', 'The package is not on npm yet'],
  ['docs/start.md', 'The package is not on npm yet'],
  ['SECURITY.md', 'bc-pictures is not released yet'],
] as const

/** What stands in the way of publishing a repository, and what its release is called. */
export interface Readiness {
  readonly version: string
  /** What CHANGELOG.md says about this version. */
  readonly notes: string
  /** One sentence for each reason not to publish, with the remedy. Empty if the release can go out. */
  readonly problems: readonly string[]
}

/**
 * Says whether the repository can be published as it is.
 *
 * @param root the repository
 * @param repository the address that the release is made from, such as `https://github.com/you/bc-pictures`; npm
 * refuses provenance for a package that names another one. Not compared if it is not given.
 */
export async function readinessOf(root: string, repository?: string): Promise<Readiness> {
  const read = (file: string) => readFile(join(root, file), 'utf8')
  const { version, ...manifest } = JSON.parse(await read('package.json')) as Manifest
  const notes = notesOf(await read('CHANGELOG.md'), `## ${version}`) ?? ''
  const pending = await pendingChangesets(root)
  const problems = [
    ...(await addressProblems(read, manifest, repository)),
    ...(pending.length > 0
      ? [`.changeset/ holds changes that no version has: ${pending.join(', ')}. Run \`make release-version\`.`]
      : []),
    ...(notes === '' ? [`CHANGELOG.md says nothing about ${version}. Run \`make release-version\`.`] : []),
  ]
  for (const [file, text] of BEFORE_THE_FIRST_RELEASE) {
    if ((await read(file)).includes(text))
      problems.push(`${file} says "${text}". Write how to install the package from npm.`)
  }
  for (const api of API_VERSIONS) {
    const released = await read(`${RELEASED}/${api}.yaml`).catch(() => '')
    if (released === (await read(`generated/openapi/${api}.yaml`))) continue
    problems.push(`${RELEASED}/${api}.yaml is not the contract that would be published. Run \`make release-version\`.`)
  }
  return { version, notes, problems }
}

/** The file names of changes that no version has yet. */
export async function pendingChangesets(root: string): Promise<string[]> {
  return (await readdir(join(root, '.changeset'))).filter((file) => /^(?!README).*\.md$/.test(file))
}

interface Manifest {
  readonly version: string
  readonly repository?: { readonly url?: string }
}

async function addressProblems(
  read: (file: string) => Promise<string>,
  manifest: Omit<Manifest, 'version'>,
  repository: string | undefined,
): Promise<string[]> {
  const remedy = 'Run `make address REPOSITORY=https://github.com/OWNER/NAME` with the real address.'
  const url = manifest.repository?.url?.replace(/^git\+|\.git$/g, '')
  if (!url) return [`package.json does not say where the repository is. ${remedy}`]
  const problems: string[] = []
  for (const file of PLACES) {
    if ((await read(file)).includes(PLACEHOLDER)) problems.push(`${file} still says ${PLACEHOLDER}. ${remedy}`)
  }
  if (repository !== undefined && url.toLowerCase() !== repository.toLowerCase())
    problems.push(`package.json says that the repository is ${url}, but this is ${repository}. ${remedy}`)
  return problems
}
