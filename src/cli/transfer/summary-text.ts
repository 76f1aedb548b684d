import type { TransferSummary } from '../../transfer/index.ts'
import { bytes, count, duration, escapeText } from '../../transfer/text.ts'
import { failureLine } from './progress.ts'

/** How the outcomes are told, in this order. */
const OUTCOMES: Readonly<Record<string, string>> = {
  added: 'added',
  replaced: 'replaced',
  restored: 'put back',
  downloaded: 'downloaded',
  renamed: 'renamed with their entities',
  removed: 'moved to the trash',
  unchanged: 'unchanged',
  without: 'without a picture',
  kept: 'left alone',
  skipped: 'skipped',
}

/** A pull tells these apart from pictures that did not change. */
const NO_PICTURE = 'no picture'

/** What a run came to, for people. */
export function summaryText(summary: TransferSummary, bound?: string): string {
  const { outcomes, reasons, failed, failures, notes, stopped, interrupted, milliseconds, warnings } = summary
  const { [NO_PICTURE]: without = 0, ...otherReasons } = summary.kind === 'pull' ? reasons : {}
  const shown: Readonly<Record<string, number>> = {
    ...outcomes,
    unchanged: (outcomes.unchanged ?? 0) - without,
    without,
  }
  const lines = Object.entries(OUTCOMES).flatMap(([name, words]) =>
    shown[name] ? [`${String(shown[name].toLocaleString('en-US')).padStart(8)}  ${words}`] : [],
  )
  const why = Object.entries(summary.kind === 'pull' ? otherReasons : reasons)
    .filter(([reason]) => reason !== 'unchanged')
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, number]) => `${''.padStart(10)}${number.toLocaleString('en-US')} ${escapeText(reason)}`)
  const troubles = [
    ...group(
      'may work on another try',
      failures.filter(({ mayPass }) => mayPass),
    ),
    ...group(
      'will not work on another try',
      failures.filter(({ mayPass }) => !mayPass),
    ),
  ]
  const transfer = `${bytes(summary.bytes)} in ${duration(milliseconds)}${bound ? `; ${bound}` : ''}`
  return [
    ...(lines.length > 0 ? lines : ['       0  files']),
    ...(failed > 0 ? [`${String(failed.toLocaleString('en-US')).padStart(8)}  failed`] : []),
    ...why,
    ...troubles,
    ...(warnings.length > 0 ? [count(warnings.length, 'warning')] : []),
    transfer,
    ...notes.map((note) => `Note: ${escapeText(note)}`),
    ...(interrupted ? ['Interrupted. The same command goes on from here.'] : []),
    ...(stopped ? [`Stopped: ${escapeText(stopped.message)}`] : []),
    ...(summary.run && (outcomes.replaced || outcomes.restored)
      ? [`What was replaced is kept: push --undo ${summary.run} puts it back.`]
      : []),
  ].join('\n')
}

function group(title: string, failures: TransferSummary['failures']): string[] {
  if (failures.length === 0) return []
  const lines = failures.flatMap(({ cause, count: number, examples }) => [
    `  ${number.toLocaleString('en-US')} × ${escapeText(cause)}`,
    ...examples.slice(0, 1).map((example) => `      ${failureLine(example)}`),
  ])
  return [`Failures that ${title}:`, ...lines]
}
