import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { API_VERSIONS } from '../../versions.ts'
import { bundleContract } from '../generate/bundle.ts'
import { compareContracts } from '../release/contract-versions.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
/** A copy of the contract, whose last release is the contract as it is now. */
let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'bc-pictures-released-'))
  for (const part of ['openapi', 'generated/openapi', 'redocly.yaml'])
    await cp(join(repository, part), join(root, part), { recursive: true })
  await rm(join(root, 'openapi/released'), { recursive: true, force: true })
  await cp(join(root, 'generated/openapi'), join(root, 'openapi/released'), { recursive: true })
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'))
  await writeFile(join(root, 'CHANGELOG.md'), '# Changelog\n\n## 0.1.0\n\nThe first.\n')
})
afterEach(() => rm(root, { recursive: true }))

async function edit(file: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(join(root, file), 'utf8')
  const changed = text.replace(from, () => to)
  expect(changed, `${file} has nothing to replace`).not.toBe(text)
  await writeFile(join(root, file), changed)
}

/** Writes the version of one bundle. */
async function setVersion(version: string, of: 'openapi/released' | 'generated/openapi'): Promise<void> {
  const file = join(root, of, 'v2.0.yaml')
  const text = await readFile(file, 'utf8')
  await writeFile(file, text.replace(/^ {2}version: .*/m, `  version: ${version}`))
}

/** Bundles the contract as it stands. */
async function bundle(): Promise<void> {
  await writeFile(join(root, 'generated/openapi/v2.0.yaml'), (await bundleContract(root, 'v2.0')).yaml)
}

/** What is wrong if the contract has this version, and had that one at the last release; nothing if it is right. */
async function problem(before: string, now: string): Promise<string> {
  await setVersion(before, 'openapi/released')
  await setVersion(now, 'generated/openapi')
  const [comparison, ...others] = await compareContracts(root, ['v2.0'])
  expect(others).toEqual([])
  return comparison?.problem ?? 'not compared'
}

const PARAMETER = `parameters:
    - name: purpose
      in: query
      required: true
      description: Why the items are read.
      example: test
      schema:
        type: string
`

/** Changes that break a client, each as somebody would make it in the sources of the contract. */
const BREAKING: Record<string, () => Promise<void>> = {
  'an operation is removed': () => edit('openapi/paths/v2.0/item-picture.yaml', /^delete:\n[\s\S]*/m, ''),
  'a parameter is required': () => edit('openapi/paths/v2.0/items.yaml', /parameters:\n(?= {4}- )/, PARAMETER),
  'a property of a response is removed': async () => {
    await edit('openapi/components/schemas/v2.0/Item.yaml', / {2}displayName:\n( {4}.*\n)+/, '')
    await edit('openapi/components/schemas/v2.0/Item.yaml', '  - displayName\n', '')
  },
  'a property of a response has another type': () =>
    edit('openapi/components/schemas/v2.0/Item.yaml', / {2}number:\n {4}type: string/, '  number:\n    type: integer'),
  'an upload is refused where it was taken': () =>
    edit('openapi/components/request-bodies/PictureUpload.yaml', 'application/octet-stream', 'image/png'),
}

describe.each(Object.entries(BREAKING))('where %s', (_name, change) => {
  it('asks for a new minor version below 1.0.0, and for a new major version from then on', async () => {
    await change()
    await bundle()
    expect(await problem('0.1.0', '0.1.0')).toMatch(/ major .*require a minor bump \(0\.2\.0\)/s)
    expect(await problem('0.1.0', '0.1.1')).toMatch(/require a minor bump/)
    expect(await problem('0.1.0', '0.2.0')).toBe('')
    expect(await problem('1.4.0', '1.5.0')).toMatch(/require a major bump \(2\.0\.0\)/)
    expect(await problem('1.4.0', '2.0.0')).toBe('')
  })
})

/** Changes that no client minds. */
const ADDITIONS: Record<string, () => Promise<void>> = {
  'an optional property is added': () =>
    edit(
      'openapi/components/schemas/v2.0/Item.yaml',
      /^properties:\n/m,
      'properties:\n  blocked:\n    type: boolean\n    description: Whether the item is blocked.\n',
    ),
  'an operation is added': () =>
    edit(
      'openapi/v2.0.yaml',
      '  /companies({companyId})/items:\n',
      '  /companies({companyId})/products:\n    $ref: paths/v2.0/items.yaml\n  /companies({companyId})/items:\n',
    ),
}

it.each(Object.entries(ADDITIONS))('takes a new minor version where %s, and no lower one', async (_name, change) => {
  await change()
  await bundle()
  expect(await problem('1.4.0', '1.4.1')).toMatch(/require a minor bump \(1\.5\.0\)/)
  expect(await problem('1.4.0', '1.5.0')).toBe('')
})

it('asks for a patch version where a text changes, and for nothing where a fact is cited', async () => {
  await edit('openapi/paths/v2.0/items.yaml', 'x-facts: [', 'x-facts: [only-company, ')
  await bundle()
  expect(await problem('0.1.0', '0.1.0')).toBe('')
  await edit('openapi/paths/v2.0/items.yaml', 'Returns the items of the company', 'Gives the items of the company')
  await bundle()
  expect(await problem('0.1.0', '0.1.0')).toMatch(/require a patch bump \(0\.1\.1\)/)
  expect(await problem('0.1.0', '0.1.1')).toBe('')
})

it('refuses a version that goes back', async () => {
  expect(await problem('0.1.0', '0.0.9')).toBe('info.version went back from 0.1.0 to 0.0.9.')
})

it('compares every version of the API', async () => {
  const comparisons = await compareContracts(root)
  expect(comparisons.map(({ version, problem }) => [version, problem])).toEqual(API_VERSIONS.map((one) => [one, '']))
})

it('has nothing to compare with before the first release, and says so', async () => {
  await rm(join(root, 'openapi/released'), { recursive: true })
  await writeFile(join(root, 'CHANGELOG.md'), '# Changelog\n\n## Unreleased\n\nNothing yet.\n')
  const [first] = await compareContracts(root)
  expect(first).toMatchObject({ problem: '', summary: expect.stringContaining('Nothing has been released yet') })
})

it('fails if something was released and its contract is not there', async () => {
  await rm(join(root, 'openapi/released/beta.yaml'))
  await expect(compareContracts(root)).rejects.toThrow('openapi/released/beta.yaml is not there')
  await rm(join(root, 'openapi/released'), { recursive: true })
  await mkdir(join(root, 'openapi/released'))
  await expect(compareContracts(root)).rejects.toThrow('says that 0.1.0 was released')
})
