import { Marked, type Tokens } from 'marked'

/** A block of code of a guide. */
export interface CodeBlock {
  readonly language: string
  /**
   * What follows the language. `run`: runs in the page as well. `show`: is not run by tests. `file=NAME`: is written under
   * that name. `test=vitest|node`: is a test of that runner. `needs=PACKAGE`: tells the reader what to install.
   */
  readonly flags: Readonly<Record<string, string>>
  readonly code: string
}

/** The blocks of code in a Markdown file, in order. */
export function codeBlocks(markdown: string): CodeBlock[] {
  const found: CodeBlock[] = []
  const marked = new Marked()
  marked.walkTokens(marked.lexer(markdown), (token) => {
    if (token.type !== 'code') return
    const { text, lang = '' } = token as Tokens.Code
    const [language = '', ...flags] = lang.split(/\s+/)
    found.push({
      language,
      flags: Object.fromEntries(
        flags.map((flag) => flag.split('=') as [string, string?]).map(([name, value = '']) => [name, value]),
      ),
      code: text,
    })
  })
  return found
}
