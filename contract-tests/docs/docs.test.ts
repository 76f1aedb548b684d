import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { API_VERSIONS } from '../../src/versions.ts'
import { readContract } from '../support/contract.ts'
import { operationsOf } from '../support/operations.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const LOADING = /<(script|link|img|iframe)[^>]+(src|href)="?(https?:)?\/\/[^>]*>/g
const page = (name: string) => readFile(join(root, 'dist/docs', `${name}.html`), 'utf8')

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['src/tools/docs/main.ts'], { cwd: root })
}, 120_000)

describe('the API reference', () => {
  it('has a start page that links each version', async () => {
    for (const version of API_VERSIONS) expect(await page('index')).toContain(`href="${version}.html"`)
  })

  it.each(API_VERSIONS)('holds every operation of %s', async (version) => {
    const html = await page(version)
    for (const { id } of operationsOf(await readContract(version))) expect(html).toContain(id)
  })

  it('shows every fact with its evidence, and the start page links them', async () => {
    expect(await page('index')).toContain('href="facts.html"')
    expect((await page('facts')).match(/<tr id="[a-z0-9-]+">/g)?.length).toBeGreaterThan(200)
  })

  it.each(['index', 'facts', ...API_VERSIONS])('loads nothing from another host in %s.html', async (name) => {
    expect((await page(name)).match(LOADING)).toBeNull()
  })

  it.each([
    '<script type="module" src="https://cdn.example/redoc.js"></script>',
    '<link rel="stylesheet" href="//fonts.example/all.css">',
    '<img alt="logo" src="http://cdn.example/logo.svg">',
  ])('would be caught loading %s', (markup) => {
    expect(`<body>${markup}</body>`.match(LOADING)).toHaveLength(1)
  })
})
