import { escapeText } from '../../transfer/text.ts'

/** Rows of text in columns, each as wide as its widest cell, up to 40 characters. */
export function table(rows: readonly (readonly string[])[]): string {
  const clean = rows.map((row) => row.map(escapeText))
  const widths = (clean[0] ?? []).map((_, column) =>
    Math.min(40, Math.max(...clean.map((row) => (row[column] ?? '').length))),
  )
  return clean
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
