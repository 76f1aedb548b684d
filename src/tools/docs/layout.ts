import { type OtherPage, SECTIONS, SITE } from './pages.ts'

/** What the frame of a page needs. */
export interface Layout {
  readonly title: string
  /** File name of the page in `dist/docs`. */
  readonly file: string
  readonly body: string
  /** Table of contents, as HTML. */
  readonly contents?: string
  /** Scripts of this page alone, as file names in `assets/`. */
  readonly scripts?: readonly string[]
  /** One word for `body`, so that a page can have a style of its own. */
  readonly kind?: string
}

/** Pages ask no other host for anything, and run only scripts of the site. Examples run from blobs. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "connect-src 'self' blob:",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ')

/** The HTML of a page: header, navigation, content. */
export function layout({ title, file, body, contents = '', scripts = [], kind = 'guide' }: Layout): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === SITE ? SITE : `${escapeHtml(title)} · ${SITE}`}</title>
<link rel="icon" href="assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="assets/site.css">
<script src="assets/theme.js"></script>
</head>
<body class="${kind}">
<a class="skip" href="#content">Skip to the content</a>
${header(file)}
<div class="columns">
<nav class="sidebar" aria-label="Pages">${navigation(file)}</nav>
<main id="content" tabindex="-1">
${body}
</main>
<aside class="contents">${contents}</aside>
</div>
<footer class="site-footer">An independent project under the MIT licence. Not made or endorsed by Microsoft.</footer>
<script type="module" src="assets/site.js"></script>
${scripts.map((name) => `<script type="module" src="assets/${name}"></script>`).join('\n')}
</body>
</html>
`
}

/** The bar at the top of every page, the references included. */
export function header(file: string): string {
  return `<header class="site-header">
<a class="brand" href="index.html"${file === 'index.html' ? ' aria-current="page"' : ''}>${SITE}</a>
<details class="menu"><summary>Menu</summary><nav aria-label="Menu">${navigation(file)}</nav></details>
<nav class="versions" aria-label="Guides and API reference">${BAR.map((page) => link(page, file)).join('')}</nav>
<button type="button" class="search-button" aria-haspopup="dialog">Search <kbd>/</kbd></button>
<button type="button" class="theme-button" aria-label="Switch between light and dark">◐</button>
</header>`
}

const BAR: readonly OtherPage[] = [
  { title: 'Guides', file: 'getting-started.html' },
  { title: 'v2.0', file: 'v2.0.html' },
  { title: 'v1.0', file: 'v1.0.html' },
  { title: 'beta', file: 'beta.html' },
]

function navigation(file: string): string {
  return SECTIONS.map(
    ({ title, pages }) => `<h2>${title}</h2><ul>${pages.map((page) => `<li>${link(page, file)}</li>`).join('')}</ul>`,
  ).join('')
}

const link = ({ title, file }: OtherPage, current: string) =>
  `<a href="${file}"${file === current ? ' aria-current="page"' : ''}>${escapeHtml(title)}</a>`

/** Text made safe for HTML, in attributes as well. */
export const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
