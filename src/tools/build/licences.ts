import { readdir, readFile } from 'node:fs/promises'

/** The licences of the packages whose code is in `dist/`, each in whole, as they demand. */
export async function licencesOf(root: URL, names: readonly string[]): Promise<string> {
  const sections = await Promise.all(names.map((name) => licenceOf(root, name)))
  return `# Code of others in this package\n\nThe files in \`dist/src\` hold code of these packages.\n\n${sections.join('\n')}`
}

async function licenceOf(root: URL, name: string): Promise<string> {
  const folder = new URL(`node_modules/${name}/`, root)
  const { version, license, author } = JSON.parse(await readFile(new URL('package.json', folder), 'utf8'))
  const file = (await readdir(folder)).find((entry) => /^licen[cs]e(\.|$)/i.test(entry))
  let text: string
  if (file !== undefined) text = await readFile(new URL(file, folder), 'utf8')
  else if (license === 'MIT' && author) text = await mitLicenceOf(root, author)
  else throw new Error(`${name} does not say under which licence it is: it cannot be bundled.`)
  return `## ${name} ${version} (${license})\n\n${text.trim().replace(/^(?=.)/gm, '    ')}\n`
}

/** The text of the MIT licence, which is ours as well, for a package that comes without it. */
async function mitLicenceOf(root: URL, author: string): Promise<string> {
  const ours = await readFile(new URL('LICENSE', root), 'utf8')
  return ours.replace(/^Copyright .*$/m, `Copyright (c) ${author}`)
}
