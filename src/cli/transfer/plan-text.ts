import type { PlannedFile, PushPlan } from '../../transfer/index.ts'
import { bytes, count, escapeText } from '../../transfer/text.ts'

/** How many files of one reason are shown where the whole plan is not asked for. */
const EXAMPLES = 3

/** A plan for people: every file in a dry run, else counts with a few examples of what is left out. */
export function planText({ files, counts, reasons, leftOut, blocked }: PushPlan, whole: boolean): string {
  const lines = [
    `Plan: add ${counts.add.toLocaleString('en-US')}, replace ${counts.replace.toLocaleString('en-US')}, skip ${counts.skip.toLocaleString('en-US')}`,
  ]
  if (whole) for (const file of files) if (file.action !== 'skip') lines.push(planLine(file))
  for (const [reason, number] of Object.entries(reasons).toSorted(([, a], [, b]) => b - a)) {
    lines.push(`  skip ${number.toLocaleString('en-US')}: ${reason}`)
    if (reason === 'unchanged') continue
    const some = files.filter((file) => file.action === 'skip' && file.reason === reason)
    const shown = whole ? some : some.slice(0, EXAMPLES)
    for (const { path, detail } of shown)
      lines.push(`       ${escapeText(path)}${detail ? `: ${escapeText(detail)}` : ''}`)
    if (shown.length < some.length)
      lines.push(`       and ${count(some.length - shown.length, 'more file')}; --dry-run shows all`)
  }
  if (leftOut > 0) lines.push(`  ${count(leftOut, 'system or hidden file')} left out`)
  if (blocked) lines.push(escapeText(blocked))
  return lines.join('\n')
}

function planLine({ action, path, parents, number, size, reason }: PlannedFile): string {
  const why = reason ? ` (${reason})` : ''
  return `  ${action.padEnd(7)}  ${escapeText(path)} → ${parents}:${escapeText(number ?? '')}, ${bytes(size)}${why}`
}
