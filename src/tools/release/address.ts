import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { API_VERSIONS } from '../../versions.ts'

/** Stands for the repository until its owner gives the address. */
export const PLACEHOLDER = 'OWNER/bc-pictures'

/** The files that name the repository for people to copy. */
export const PLACES: readonly string[] = ['docs/ci.md', 'docs/verify.md', 'docs/examples/sandbox.yml']

/**
 * Puts the address of the repository where it belongs: `repository`, `homepage` and `bugs` of package.json, the contact
 * of the contracts, and the workflows that people copy.
 *
 * @param root the repository
 * @param address such as `https://github.com/you/bc-pictures`
 * @throws when the address is not one of GitHub, or a file has changed so that there is no place for it
 */
export async function writeAddress(root: string, address: string): Promise<void> {
  const [, name] = /^https:\/\/github\.com\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(address) ?? []
  if (!name)
    throw new Error(
      `"${address}" is not the address of a repository on GitHub. Give one like https://github.com/you/bc-pictures.`,
    )
  if (name === PLACEHOLDER) throw new Error(`${PLACEHOLDER} is the placeholder. Give the real owner.`)
  const url = `https://github.com/${name}`
  const before = await readFile(join(root, 'package.json'), 'utf8').then(repositoryIn)
  await edit(root, 'package.json', (text) => manifestWith(text, url))
  for (const version of API_VERSIONS) await edit(root, `openapi/${version}.yaml`, (text) => contractWith(text, url))
  for (const file of PLACES) {
    await edit(root, file, (text) => text.replaceAll(PLACEHOLDER, name).replaceAll(before ?? PLACEHOLDER, name))
  }
}

/** The owner and name of the repository that a package.json gives. */
function repositoryIn(manifest: string): string | undefined {
  const { repository } = JSON.parse(manifest) as { repository?: { url?: string } }
  return /github\.com\/(.+?)(?:\.git)?$/.exec(repository?.url ?? '')?.[1]
}

function manifestWith(text: string, url: string): string {
  const { repository, homepage, bugs, ...manifest } = JSON.parse(text) as Record<string, unknown>
  const address = {
    homepage: `${url}#readme`,
    bugs: { url: `${url}/issues` },
    repository: { type: 'git', url: `git+${url}.git` },
  }
  // They stand after the author, where npm puts them.
  const entries = Object.entries(manifest).flatMap(([key, value]) =>
    key === 'author' ? [[key, value], ...Object.entries(address)] : [[key, value]],
  )
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`
}

function contractWith(text: string, url: string): string {
  const contact = /^( {2}contact:\n {4}name: bc-pictures\n)(?: {4}url: .*\n)?/m
  if (!contact.test(text))
    throw new Error('A contract has no contact under info: adapt contractWith() in src/tools/release.')
  return text.replace(contact, `$1    url: ${url}\n`)
}

async function edit(root: string, file: string, change: (text: string) => string): Promise<void> {
  const path = join(root, file)
  await writeFile(path, change(await readFile(path, 'utf8')))
}
