/**
 * What a server sends reaches people through these functions alone: each makes a text harmless for one form of output.
 * What is taken out is shown by its number, as `\u{1b}`, so that nothing disappears unseen.
 */

/**
 * Characters that move the cursor, change the direction of writing, are invisible, or are none: controls of C0 and C1,
 * bidirectional and zero-width ones, line and paragraph separators, tags, lone surrogates, and noncharacters.
 */
const ODD =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]|\p{Noncharacter_Code_Point}/gu

/** A text in one line, for a terminal or a log. */
export function oneLine(text: string): string {
  return text.replace(ODD, (char) => (char === '\n' ? '\\n' : shown(char))).replace(COMMANDS, broken)
}

/** A text of several lines, for a terminal or a log: line breaks and tabs stay. */
export function lines(text: string): string {
  return text.replace(ODD, (char) => (char === '\n' || char === '\t' ? char : shown(char))).replace(COMMANDS, broken)
}

/** A text that may stand in XML 1.0, where some characters and `]]>` may not. */
export function xmlText(text: string): string {
  return lines(text).replaceAll(']]>', ']] >')
}

/** JSON without anything that a terminal, or a runner of GitHub Actions, would act on; it means the same. */
export function jsonText(json: string): string {
  const clean = json.replace(ODD, (char) => {
    if (char === '\n') return char
    const units = Array.from({ length: char.length }, (_, index) => char.charCodeAt(index))
    return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
  })
  return clean.replaceAll('##[', '#\\u0023[')
}

/** The data of a workflow command of GitHub Actions, or with `property` one of its properties. */
export function workflowText(text: string, kind: 'data' | 'property'): string {
  const data = lines(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  return kind === 'data' ? data : data.replaceAll(':', '%3A').replaceAll(',', '%2C')
}

/** A text as code in a cell of a Markdown table: no link, image, heading or mention comes of it. */
export function markdownCell(text: string): string {
  const line = oneLine(text).trim().replaceAll('|', '\\|')
  if (line === '') return ''
  const fence = '`'.repeat(longestRun(line, '`') + 1)
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : ''
  return fence + pad + line + pad + fence
}

/** Lines as a block of code in Markdown; none of them can end it. */
export function markdownBlock(texts: readonly string[]): string[] {
  const clean = texts.map(oneLine)
  const fence = '`'.repeat(Math.max(3, ...clean.map((line) => longestRun(line, '`') + 1)))
  return [`${fence}text`, ...clean, fence]
}

/** Workflow commands of GitHub Actions: at the start of a line, or in their old form anywhere. */
const COMMANDS = /^[^\S\n]*::(?=\S)|##\[/gm

function broken(command: string): string {
  return command === '##[' ? '# #[' : command.replace('::', ': :')
}

function shown(char: string): string {
  return `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`
}

function longestRun(text: string, char: string): number {
  return Math.max(0, ...[...text.matchAll(new RegExp(`${char}+`, 'g'))].map(([run]) => run.length))
}
