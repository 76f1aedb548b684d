import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PLACES, writeAddress } from '../release/address.ts'
import { addRelease, notesOf, releasedVersions } from '../release/changelog.ts'
import { readinessOf } from '../release/readiness.ts'

const run = promisify(execFile)
const repository = fileURLToPath(new URL('../../../', import.meta.url))
const ADDRESS = 'https://github.com/somebody/pictures'

/** A repository before its first release, with the parts that a release touches: some are ours, some made up. */
let root: string
const COPIED = ['.changeset/config.json', 'package-lock.json', 'openapi', 'generated/openapi', 'src']
const MADE_UP = {
  '.changeset/first-release.md': "---\n'bc-pictures': minor\n---\n\nThe first release.\n",
  'CHANGELOG.md': '# Changelog\n\n## Unreleased\n\nNothing has been released yet.\n\n### Added\n- **Emulator**\n',
  'README.md': 'The package is not on npm yet.\n',
  'docs/start.md': 'The package is not on npm yet.\n',
  'SECURITY.md': 'bc-pictures is not released yet.\n',
  ...Object.fromEntries(PLACES.map((file) => [file, 'uses: OWNER/bc-pictures@COMMIT\n'])),
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'bc-pictures-release-'))
  for (const file of COPIED) await cp(join(repository, file), join(root, file), { recursive: true })
  await rm(join(root, 'openapi/released'), { recursive: true, force: true })
  for (const [file, text] of Object.entries(MADE_UP)) {
    await mkdir(dirname(join(root, file)), { recursive: true })
    await writeFile(join(root, file), text)
  }
  const manifest = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8'))
  for (const name of ['repository', 'homepage', 'bugs']) delete manifest[name]
  await writeFile(join(root, 'package.json'), JSON.stringify({ ...manifest, version: '0.0.0' }))
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'))
  await run('git', ['init', '--quiet', '--initial-branch=main'], { cwd: root })
})
afterEach(() => rm(root, { recursive: true }))

const read = (file: string) => readFile(join(root, file), 'utf8')
const release = (...args: string[]) => run(process.execPath, ['src/tools/release/main.ts', ...args], { cwd: root })

/** Takes out what is true only before the first release. */
async function describeNpm(): Promise<void> {
  for (const file of ['README.md', 'docs/start.md', 'SECURITY.md']) {
    const text = await read(file)
    await writeFile(join(root, file), text.replace(/not (on npm|released) yet/g, 'here'))
  }
}

describe('a repository that nobody has prepared', () => {
  it('is refused, with every reason and its remedy', async () => {
    const { problems } = await readinessOf(root, ADDRESS)
    for (const reason of [
      'package.json does not say where the repository is. Run `make address',
      '.changeset/ holds changes that no version has: first-release.md',
      'CHANGELOG.md says nothing about 0.0.0',
      'README.md says "The package is not on npm yet"',
      'SECURITY.md says "bc-pictures is not released yet"',
      'openapi/released/v2.0.yaml is not the contract that would be published',
    ])
      expect(problems.join('\n')).toContain(reason)
    await expect(release('ready')).rejects.toThrow('0.0.0 cannot be released')
  })
})

describe('the first release', () => {
  it('is 0.1.0, with the notes that were collected, and can go out', async () => {
    await release('address', ADDRESS)
    await release('version')
    await describeNpm()
    expect(await readinessOf(root, ADDRESS)).toMatchObject({ version: '0.1.0', problems: [] })
    expect((await release('ready', ADDRESS)).stdout).toBe('0.1.0 can be released\n')
    const notes = (await release('notes')).stdout
    expect(notes).toContain('The first release.')
    expect(notes).toContain('- **Emulator**')
    expect(JSON.parse(await read('package-lock.json')).packages[''].version).toBe('0.1.0')
    expect(await read('openapi/released/v2.0.yaml')).toBe(await read('generated/openapi/v2.0.yaml'))
    await expect(release('version')).rejects.toThrow('There is nothing to release')
  }, 60_000)

  it('is refused where the placeholder stands, or another repository than that of the workflow', async () => {
    await release('address', ADDRESS)
    await release('version')
    await describeNpm()
    expect((await readinessOf(root, 'https://github.com/somebody/else')).problems).toEqual([
      expect.stringContaining(`package.json says that the repository is ${ADDRESS}, but this is`),
    ])
    await writeFile(join(root, 'docs/ci.md'), `${await read('docs/ci.md')}\nuses: OWNER/bc-pictures@COMMIT\n`)
    expect((await readinessOf(root, ADDRESS)).problems).toEqual([
      expect.stringContaining('docs/ci.md still says OWNER/bc-pictures'),
    ])
  }, 60_000)
})

describe('the address of the repository', () => {
  it('goes everywhere at once, and can be changed', async () => {
    for (const [address, name] of [
      [ADDRESS, 'somebody/pictures'],
      ['https://github.com/other/bc.git', 'other/bc'],
    ] as const) {
      await writeAddress(root, address)
      expect(JSON.parse(await read('package.json'))).toMatchObject({
        author: 'The bc-pictures authors',
        homepage: `https://github.com/${name}#readme`,
        bugs: { url: `https://github.com/${name}/issues` },
        repository: { type: 'git', url: `git+https://github.com/${name}.git` },
      })
      expect(await read('openapi/beta.yaml')).toContain(`    name: bc-pictures\n    url: https://github.com/${name}\n`)
      for (const file of PLACES) {
        expect(await read(file), file).toContain(`${name}@`)
        expect(await read(file), file).not.toContain('OWNER/')
      }
    }
    expect(await read('package.json')).not.toContain('somebody')
  })

  it.each(['', 'bc-pictures', 'http://github.com/a/b', 'https://github.com/OWNER/bc-pictures'])(
    'is refused if it is "%s"',
    async (address) => {
      await expect(writeAddress(root, address)).rejects.toThrow(/Give/)
    },
  )
})

describe('the changelog', () => {
  const changelog =
    '# Changelog\n\nWhat users notice.\n\n## Unreleased\n\nNothing has been released yet.\n\n### Added\n- a\n'

  it('gets a section for each release, the latest first', () => {
    const first = addRelease(changelog, '0.1.0', '### Minor Changes\n\n- b')
    expect(first).toBe('# Changelog\n\nWhat users notice.\n\n## 0.1.0\n\n### Minor Changes\n\n- b\n\n### Added\n- a\n')
    const second = addRelease(first, '0.2.0', '- c\n')
    expect(releasedVersions(second)).toEqual(['0.2.0', '0.1.0'])
    expect(notesOf(second, '## 0.2.0')).toBe('- c')
    expect(second.startsWith('# Changelog\n\nWhat users notice.\n\n## 0.2.0\n\n- c\n\n## 0.1.0\n')).toBe(true)
  })

  it('names no release before there is one', () => {
    expect(releasedVersions(changelog)).toEqual([])
    expect(notesOf(changelog, '## 0.1.0')).toBeUndefined()
  })
})

it('lists in the bill of materials every dependency of the package, bundled or not, and no tool', async () => {
  await run('npm', ['pack', '--ignore-scripts', '--pack-destination', root], { cwd: repository })
  const { dependencies, version } = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8'))
  const licences = await readFile(join(repository, 'dist/THIRD-PARTY-LICENSES.md'), 'utf8')
  const bundled = [...licences.matchAll(/^## (\S+) /gm)].map(([, name = '']) => name)
  const { stdout } = await run(
    process.execPath,
    ['src/tools/release/sbom.ts', join(root, `bc-pictures-${version}.tgz`)],
    {
      cwd: repository,
      maxBuffer: 16 * 2 ** 20,
    },
  )
  const { metadata, components } = JSON.parse(stdout) as Sbom
  expect(metadata.component).toMatchObject({ name: 'bc-pictures', version })
  const names = components.map(({ name, group }) => (group ? `${group}/${name}` : name))
  expect(bundled.length).toBeGreaterThan(0)
  expect(names).toEqual(expect.arrayContaining([...Object.keys(dependencies), ...bundled]))
  for (const tool of ['vitest', 'typescript', '@redocly/cli', 'yaml']) expect(names).not.toContain(tool)
}, 60_000)

interface Sbom {
  metadata: { component: { name: string; version: string } }
  components: { name: string; group?: string }[]
}
