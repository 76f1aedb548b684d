/**
 * What `make` and the release workflow call:
 * `address URL` puts the address of the repository where it belongs,
 * `version` makes a version of what the changesets say,
 * `ready [URL]` fails, with the reasons, if the repository cannot be published, and `notes` prints the release notes.
 */
import { execFile } from 'node:child_process'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { API_VERSIONS } from '../../versions.ts'
import { writeAddress } from './address.ts'
import { addRelease, notesOf } from './changelog.ts'
import { RELEASED } from './contract-versions.ts'
import { pendingChangesets, readinessOf } from './readiness.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const [command = '', argument = ''] = process.argv.slice(2)
const commands: Record<string, () => Promise<void>> = {
  address: () => writeAddress(root, argument),
  version: makeVersion,
  ready,
  notes: async () => console.log((await readinessOf(root)).notes),
}
try {
  const run = commands[command]
  if (!run) throw new Error(`Usage: ${Object.keys(commands).join(' | ')}`)
  await run()
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

async function ready(): Promise<void> {
  const { version, problems } = await readinessOf(root, argument || undefined)
  if (problems.length > 0)
    throw new Error(`${version} cannot be released.\n${problems.map((text) => `- ${text}`).join('\n')}`)
  console.log(`${version} can be released`)
}

/** Changesets raise the version; what they say goes into CHANGELOG.md, and the contracts become the baseline. */
async function makeVersion(): Promise<void> {
  if ((await pendingChangesets(root)).length === 0)
    throw new Error('There is nothing to release: .changeset/ holds no change. Run `npx changeset`.')
  const changelog = join(root, 'CHANGELOG.md')
  const text = await readFile(changelog, 'utf8')
  let notes = ''
  try {
    // Changesets write below the first heading, so they get a changelog with nothing else in it.
    await writeFile(changelog, '# Changelog\n')
    await promisify(execFile)(join(root, 'node_modules/.bin/changeset'), ['version'], { cwd: root })
    notes = await readFile(changelog, 'utf8')
  } finally {
    await writeFile(changelog, text)
  }
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const said = notesOf(notes, `## ${version}`)
  if (said === undefined) throw new Error(`Changesets wrote nothing about ${version}.`)
  await writeFile(changelog, addRelease(text, version, said))
  await lockVersion(version)
  await mkdir(join(root, RELEASED), { recursive: true })
  for (const api of API_VERSIONS)
    await copyFile(join(root, `generated/openapi/${api}.yaml`), join(root, RELEASED, `${api}.yaml`))
  console.log(`This is ${version} now. Read CHANGELOG.md, commit everything, and start the workflow Release.`)
}

/** Changesets leave the lockfile alone, and `npm ci` compares. */
async function lockVersion(version: string): Promise<void> {
  const file = join(root, 'package-lock.json')
  const lock = JSON.parse(await readFile(file, 'utf8')) as { version: string; packages: { '': { version: string } } }
  lock.version = version
  lock.packages[''].version = version
  await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`)
}
