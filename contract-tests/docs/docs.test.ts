import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Bundle, type CodeSample, withSamples } from '../../src/tools/docs/samples.ts'
import { API_VERSIONS } from '../../src/versions.ts'
import { readContract } from '../support/contract.ts'
import { operationsOf } from '../support/operations.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const LOADING = /<(script|link|img|iframe)[^>]+(src|href)="?(https?:)?\/\/[^>]*>/g
const page = (name: string) => readFile(join(root, 'dist/docs', `${name}.html`), 'utf8')

const pageNames = async () =>
  (await readdir(join(root, 'dist/docs'))).flatMap((file) => (file.endsWith('.html') ? [file.slice(0, -5)] : []))

interface Sampled {
  readonly operationId: string
  readonly 'x-codeSamples': readonly CodeSample[]
}

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['src/tools/docs/main.ts'], { cwd: root })
}, 120_000)

describe('the API reference', () => {
  it.each(API_VERSIONS)('is linked from every page: %s', async (version) => {
    for (const name of await pageNames()) expect(await page(name), name).toContain(`href="${version}.html"`)
  })

  it.each(API_VERSIONS)('has a sample in four languages on every operation of %s', async (version) => {
    const bundle = JSON.parse(await readFile(join(root, 'generated/openapi', `${version}.json`), 'utf8')) as Bundle
    const operations = Object.values(withSamples(bundle, version).paths).flatMap(({ get, patch, delete: remove }) =>
      [get, patch, remove].flatMap((operation) => (operation as Sampled | undefined) ?? []),
    )
    expect(operations).toHaveLength(operationsOf(await readContract(version)).length)
    for (const { operationId, 'x-codeSamples': samples } of operations) {
      expect(
        samples.map(({ label }) => label),
        operationId,
      ).toEqual(['curl', 'TypeScript', 'Python', 'PHP'])
    }
  })

  it.each(API_VERSIONS)('holds every operation of %s', async (version) => {
    const html = await page(version)
    for (const { id } of operationsOf(await readContract(version))) expect(html).toContain(id)
  })

  it('shows every fact with its evidence', async () => {
    expect((await page('facts')).match(/<tr id="[a-z0-9-]+">/g)?.length).toBeGreaterThan(200)
  })

  it('loads nothing from another host in any page', async () => {
    for (const name of await pageNames()) expect((await page(name)).match(LOADING), name).toBeNull()
  })

  it.each([
    '<script type="module" src="https://cdn.example/redoc.js"></script>',
    '<link rel="stylesheet" href="//fonts.example/all.css">',
    '<img alt="logo" src="http://cdn.example/logo.svg">',
  ])('would be caught loading %s', (markup) => {
    expect(`<body>${markup}</body>`.match(LOADING)).toHaveLength(1)
  })
})
