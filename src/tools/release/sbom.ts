/**
 * `node src/tools/release/sbom.ts TARBALL` prints a software bill of materials, in CycloneDX, of what users of a packed
 * package install: the package and its dependencies, in the versions that were tested.
 *
 * `npm sbom --omit dev` in the repository would leave out every dependency that a development tool has as well.
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../../', import.meta.url))

interface Manifest {
  devDependencies?: unknown
}

interface Lock {
  packages?: Record<string, Manifest>
}

const [tarball] = process.argv.slice(2)
if (!tarball) throw new Error('Usage: node src/tools/release/sbom.ts TARBALL')

const work = await mkdtemp(join(tmpdir(), 'bc-pictures-sbom-'))
try {
  // npm names the package after its folder.
  const folder = join(work, 'bc-pictures')
  await mkdir(folder)
  await run('tar', ['-xzf', resolve(tarball), '-C', folder, '--strip-components=1'])
  // With the development dependencies in the files, npm would complain that they are not there.
  for (const [file, owner] of [
    ['package.json', folder],
    ['package-lock.json', root],
  ] as const) {
    const { packages, ...content } = JSON.parse(await readFile(join(owner, file), 'utf8')) as Manifest & Lock
    for (const one of [content, packages?.['']]) delete one?.devDependencies
    await writeFile(join(folder, file), JSON.stringify({ ...content, packages }))
  }
  const users = ['--omit=dev', '--omit=optional', '--omit=peer']
  await run('npm', ['install', ...users, '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
  const options = { cwd: folder, maxBuffer: 64 * 2 ** 20 }
  const { stdout } = await run('npm', ['sbom', ...users, '--sbom-format=cyclonedx', '--sbom-type=library'], options)
  const bill = JSON.parse(stdout) as { components: object[] }
  bill.components.push(...(await bundledIn(folder)))
  console.log(JSON.stringify(bill, null, 2))
} finally {
  await rm(work, { recursive: true })
}

/** The packages whose code is in the files of the package: npm does not install them, so it does not list them. */
async function bundledIn(folder: string): Promise<object[]> {
  const licences = await readFile(join(folder, 'dist/THIRD-PARTY-LICENSES.md'), 'utf8')
  const found = [...licences.matchAll(/^## (\S+) (\S+) \((.+)\)$/gm)]
  if (found.length === 0) throw new Error('dist/THIRD-PARTY-LICENSES.md names no package any more: adapt bundledIn().')
  return found.map(([, name = '', version = '', id = '']) => {
    const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
    return {
      'bom-ref': `bundled ${name}@${version}`,
      type: 'library',
      name,
      version,
      purl,
      licenses: [{ license: { id } }],
    }
  })
}
