/** The pages of the docs site, in the order of its navigation. */

/** A page made from a Markdown file of the repository. */
export interface GuidePage {
  readonly title: string
  /** Path of the Markdown file in the repository. */
  readonly source: string
  /** File name in `dist/docs`. */
  readonly file: string
}

/** A page that is built in another way. */
export interface OtherPage {
  readonly title: string
  readonly file: string
}

/** A group of the navigation. */
export interface Section {
  readonly title: string
  readonly pages: readonly (GuidePage | OtherPage)[]
}

const guide = (title: string, source: string): GuidePage => ({ title, source, file: fileOf(source) })

const fileOf = (source: string) => `${source.replace(/^.*\//, '').replace(/\.md$/, '').toLowerCase()}.html`

/** The whole navigation; the start page stands above it. */
export const SECTIONS: readonly Section[] = [
  {
    title: 'Guides',
    pages: [
      guide('From zero to Business Central online', 'docs/online.md'),
      guide('Getting started on the emulator', 'docs/getting-started.md'),
      { title: 'Playground', file: 'playground.html' },
      guide('Uploading and downloading', 'docs/pictures.md'),
      guide('Many pictures', 'docs/transfer.md'),
      guide('Testing your integration', 'docs/testing.md'),
      guide('Contract tests in CI', 'docs/ci.md'),
      guide('Generating a client', 'docs/generate.md'),
      guide('Postman, Bruno and plain files', 'docs/collections.md'),
      guide('Recipes', 'docs/recipes.md'),
    ],
  },
  {
    title: 'Reference',
    pages: [
      { title: 'API v2.0', file: 'v2.0.html' },
      { title: 'API v1.0', file: 'v1.0.html' },
      { title: 'API beta', file: 'beta.html' },
      guide('The client', 'docs/client.md'),
      guide('The emulator', 'docs/emulator.md'),
      guide('Checks of verify', 'docs/verify.md'),
    ],
  },
  {
    title: 'Background',
    pages: [
      guide('What Business Central really does', 'docs/business-central.md'),
      { title: 'Facts and what stands on them', file: 'facts.html' },
      guide('Divergences from Microsoft’s pages', 'openapi/DIVERGENCES.md'),
      guide('Differences of the emulator', 'docs/differences.md'),
      guide('Security and safety', 'docs/security.md'),
      guide('Kill table', 'docs/kill-table.md'),
      guide('Speed and size', 'docs/speed.md'),
      guide('Changelog', 'CHANGELOG.md'),
    ],
  },
]

/** The title of the start page, which is also the name of the site. */
export const SITE = 'bc-pictures'

/** Every page but the start page. */
export const PAGES = SECTIONS.flatMap(({ pages }) => pages)

/** The pages made from Markdown. */
export const GUIDES = PAGES.filter((page): page is GuidePage => 'source' in page)
