import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { API_VERSIONS, type ApiVersion } from '../../versions.ts'
import type { SearchDocument } from './browser/search.ts'
import { downloadsTable, writeDownloads } from './downloads.ts'
import { factsBody } from './facts-page.ts'
import { escapeHtml, header, layout } from './layout.ts'
import { type Heading, plainText, renderMarkdown } from './markdown.ts'
import { GUIDES, type GuidePage, SITE } from './pages.ts'
import { playgroundBody } from './playground-page.ts'
import { type Bundle, withSamples } from './samples.ts'
import { startBody } from './start-page.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const here = fileURLToPath(new URL('.', import.meta.url))

/** Builds the whole site into a folder, which is emptied before. Returns the names of its pages. */
export async function buildSite(folder: string): Promise<string[]> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(join(folder, 'assets'), { recursive: true })
  const documents: SearchDocument[] = []
  const names: string[] = []
  const add = async (file: string, html: string) => {
    names.push(file)
    await writeFile(join(folder, file), html)
  }
  for (const guide of GUIDES) {
    const page = await guidePage(guide)
    documents.push(...page.documents)
    await add(guide.file, page.html)
  }
  for (const version of API_VERSIONS) {
    const bundle = JSON.parse(await readFile(join(root, 'generated/openapi', `${version}.json`), 'utf8')) as Bundle
    documents.push(...operationDocuments(bundle, version))
    await add(`${version}.html`, await referencePage(withSamples(bundle, version), version))
  }
  const facts = {
    title: 'Facts and what stands on them',
    file: 'facts.html',
    body: await factsBody(root),
    kind: 'wide',
  }
  await add('facts.html', layout(facts))
  const playground = { title: 'Playground', file: 'playground.html', scripts: ['playground.js'] }
  await add('playground.html', layout({ ...playground, body: playgroundBody(), kind: 'play' }))
  await add(
    'index.html',
    layout({ title: SITE, file: 'index.html', body: await startBody(root), kind: 'start', scripts: ['playground.js'] }),
  )
  await writeDownloads(root, folder)
  await writeAssets(join(folder, 'assets'), documents)
  return names
}

async function guidePage({ title, source, file }: GuidePage): Promise<{ html: string; documents: SearchDocument[] }> {
  const rendered = renderMarkdown(await readFile(join(root, source), 'utf8'), source)
  const { headings, parts } = rendered
  const html = rendered.html.replace('<!-- downloads -->', downloadsTable)
  const documents = parts.map(({ heading, text }) => ({
    url: heading.depth === 1 ? file : `${file}#${heading.id}`,
    page: title,
    title: heading.text,
    text,
  }))
  const runs = html.includes('class="runnable"')
  const gallery = runs ? '<section class="page-gallery" aria-label="Pictures in the emulator"></section>' : ''
  const scripts = runs ? ['playground.js'] : []
  return { documents, html: layout({ title, file, body: html + gallery, contents: contentsOf(headings), scripts }) }
}

function contentsOf(headings: readonly Heading[]): string {
  const rows = headings.filter(({ depth }) => depth === 2 || depth === 3)
  if (rows.length < 2) return ''
  const links = rows.map(({ depth, id, text }) => `<li class="d${depth}"><a href="#${id}">${escapeHtml(text)}</a></li>`)
  return `<nav aria-label="On this page"><h2>On this page</h2><ul>${links.join('')}</ul></nav>`
}

/** One place for each operation of a version, with the address that Redoc gives it. */
function operationDocuments({ paths }: Bundle, version: ApiVersion): SearchDocument[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, given]) => {
      const {
        operationId,
        summary,
        description = '',
        tags = [],
      } = given as Record<string, string> & { tags?: string[] }
      if (!operationId || !summary) return []
      return {
        url: `${version}.html#/${slug(tags[0] ?? '')}/${operationId.toLowerCase()}`,
        page: `API ${version}`,
        title: summary,
        text: `${method.toUpperCase()} ${path} ${operationId} ${plainText(description)}`,
      }
    }),
  )
}

/** How Redoc makes an address of a tag's name. */
const slug = (tag: string) => tag.toLowerCase().replaceAll('$', 'dollar').replaceAll(' ', '-')

/** Redoc runs inline scripts and workers of its own; it may load nothing from another host. */
const REFERENCE_POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'self' blob:; style-src 'unsafe-inline' 'self'; img-src data: 'self'; font-src data:; worker-src blob:; connect-src 'self'"

async function referencePage(bundle: Bundle, version: ApiVersion): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), 'bc-pictures-docs-'))
  try {
    const input = join(work, `${version}.json`)
    const output = join(work, `${version}.html`)
    await writeFile(input, JSON.stringify(bundle))
    // Without --inlineBundle the page would load its script from another host.
    await promisify(execFile)(
      join(root, 'node_modules/.bin/redocly'),
      ['build-docs', input, '--inlineBundle', '--output', output],
      {
        cwd: root,
        env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      },
    )
    return frame(await readFile(output, 'utf8'), version)
  } finally {
    await rm(work, { recursive: true })
  }
}

/** Puts the site's header around a page of Redoc, and takes out what would be fetched from its maker. */
function frame(html: string, version: ApiVersion): string {
  const head = `<head><meta http-equiv="Content-Security-Policy" content="${REFERENCE_POLICY}">
<link rel="icon" href="assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="assets/site.css"><link rel="stylesheet" href="assets/reference.css">
<script src="assets/theme.js"></script>`
  const scripts =
    '<script type="module" src="assets/site.js"></script><script type="module" src="assets/reference.js"></script>'
  // The script of Redoc itself contains tags as text, so each place is looked for from the right side.
  const [before, rest] = splitAt(html, html.indexOf('<div id="redoc"'))
  const [drawn, script] = splitAt(rest, rest.indexOf('<script>', rest.indexOf('menu-content')))
  const [body, end] = splitAt(script, script.lastIndexOf('</body>'))
  return [
    before.replace('<head>', () => head),
    header(`${version}.html`),
    drawn.replace(/href="\/(?=[a-z(])/g, 'href="#/'),
    body.replace(
      /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(-full)?\.svg/g,
      'data:image/gif;base64,R0lGODlhAQABAAAAACw=',
    ),
    scripts,
    end,
  ].join('')
}

function splitAt(text: string, index: number): [string, string] {
  if (index < 0) throw new Error('Redocly builds its pages in another way now: adapt frame() in src/tools/docs.')
  return [text.slice(0, index), text.slice(index)]
}

async function writeAssets(folder: string, documents: readonly SearchDocument[]): Promise<void> {
  await cp(join(here, 'assets'), folder, { recursive: true })
  const search = JSON.stringify(documents)
  await build({
    entryPoints: {
      site: join(here, 'browser/site.ts'),
      reference: join(here, 'browser/reference.ts'),
      playground: join(here, 'browser/playground.ts'),
      emulator: join(here, 'browser/emulator.ts'),
      'bc-pictures': join(root, 'src/client/index.ts'),
    },
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    target: 'es2022',
    chunkNames: 'chunk-[hash]',
    plugins: [
      {
        name: 'search-documents',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^search-documents$/ }, ({ path }) => ({ path, namespace: 'search' }))
          onLoad({ filter: /.*/, namespace: 'search' }, () => ({ contents: search, loader: 'json' }))
        },
      },
    ],
  })
}
