import { posix } from 'node:path'
import GithubSlugger from 'github-slugger'
import { Marked, type Tokens } from 'marked'
import { createHighlighter } from 'shiki'
import { downloadOf } from './downloads.ts'
import { escapeHtml } from './layout.ts'
import { GUIDES } from './pages.ts'

/** A heading of a page, for the table of contents and the search. */
export interface Heading {
  readonly depth: number
  readonly id: string
  readonly text: string
}

/** A part of a page, from one heading to the next, as plain text. */
export interface PartOfPage {
  readonly heading: Heading
  readonly text: string
}

/** A Markdown file as HTML. */
export interface Rendered {
  readonly html: string
  readonly headings: readonly Heading[]
  readonly parts: readonly PartOfPage[]
}

const LANGUAGES = ['ts', 'js', 'bash', 'yaml', 'json', 'python', 'php', 'http', 'html', 'dockerfile'] as const
const ALIASES: Record<string, string> = { sh: 'bash', yml: 'yaml', mjs: 'js', typescript: 'ts', javascript: 'js' }

const highlighter = await createHighlighter({
  themes: ['github-light-high-contrast', 'github-dark-high-contrast'],
  langs: [...LANGUAGES],
})

/** Highlights a piece of code; a language that is not known stays plain. */
export function highlight(code: string, language = ''): string {
  const lang = ALIASES[language] ?? language
  const known = LANGUAGES.some((name) => name === lang)
  const themes = { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' }
  return highlighter
    .codeToHtml(code, { lang: known ? lang : 'text', themes, defaultColor: false })
    .replace('<pre ', '<pre data-copy ')
}

/**
 * Renders a Markdown file. Links to files that are pages of the site lead there; links to other files of the
 * repository become plain text, since the site has no address for them.
 * @param source path of the file in the repository, which relative links start from
 */
export function renderMarkdown(markdown: string, source: string): Rendered {
  const slugger = new GithubSlugger()
  const headings: Heading[] = []
  const parts: { heading: Heading; text: string }[] = []
  const marked = new Marked({ gfm: true })
  marked.use({
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading) {
        const plain = plainText(text)
        const id = slugger.slug(plain)
        headings.push({ depth, id, text: plain })
        const inner = this.parser.parseInline(tokens)
        const anchor =
          depth === 1 ? '' : ` <a class="anchor" href="#${id}" aria-label="Link to ${escapeHtml(plain)}">#</a>`
        return `<h${depth} id="${id}">${inner}${anchor}</h${depth}>\n`
      },
      code({ text, lang = '' }: Tokens.Code) {
        const [language = '', ...flags] = lang.split(/\s+/)
        const block = highlight(text, language)
        return flags.includes('run') ? runnable(text, block) : block
      },
      table(token: Tokens.Table) {
        const cells = (row: Tokens.TableCell[], tag: string) =>
          row.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')
        const head = token.header.some(({ text }) => text) ? `<thead><tr>${cells(token.header, 'th')}</tr></thead>` : ''
        const body = token.rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('\n')
        return `<div class="scroll" tabindex="0"><table>${head}<tbody>${body}</tbody></table></div>\n`
      },
      link({ href, tokens }: Tokens.Link) {
        const inner = this.parser.parseInline(tokens)
        const target = targetOf(href, source)
        return target === undefined ? inner : `<a href="${escapeHtml(target)}">${inner}</a>`
      },
      image: () => '',
    },
  })
  const tokens = marked.lexer(markdown)
  const html = marked.parser(tokens)
  let next = 0
  for (const token of tokens) {
    const heading = headings[next]
    if (token.type === 'heading' && heading) {
      parts.push({ heading, text: '' })
      next += 1
    } else {
      const part = parts.at(-1)
      if (part) part.text += ` ${plainText(token.raw)}`
    }
  }
  return { html, headings, parts }
}

/** Where a link leads on the site; undefined if nowhere. */
function targetOf(href: string, source: string): string | undefined {
  if (/^(https?:|mailto:|#)/.test(href)) return href
  const [path = '', anchor] = href.split('#')
  const resolved = posix.normalize(posix.join(posix.dirname(source), path))
  const page = GUIDES.find((guide) => guide.source === resolved)
  if (page) return anchor ? `${page.file}#${anchor}` : page.file
  return resolved === 'README.md' ? 'index.html' : downloadOf(resolved)
}

/** A code block that can be changed and run in the page. */
function runnable(code: string, block: string): string {
  return `<div class="runnable" data-code="${escapeHtml(code)}">
${block}
<div class="run-bar"><button type="button" class="run" disabled>Run</button> <button type="button" class="edit" disabled>Edit</button>
<span class="run-note">Runs in this page, on an emulator in this page. Nothing is sent anywhere.</span></div>
<output class="run-output" aria-live="polite"></output>
</div>
`
}

/** Markdown without its marks, for titles and the search. */
export const plainText = (markdown: string) =>
  markdown
    .replace(/```\w*|<[^>]+>/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*_|]|^#+ /gm, '')
    .replace(/-{3,}/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
