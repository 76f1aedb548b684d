import type { CoverageEntry } from '../coverage.ts'
import type { Report } from '../report.ts'

/** What a run says besides its results: what it asked, what the server showed, what was exercised. */
export function summaryLines(report: Report): string[] {
  return [...headline(report), ...additions(report), ...observations(report), ...coverage(report)]
}

function headline({ mode, apiVersion, baseUrl, company, requests, throttled, ended }: Report): string[] {
  const asked = baseUrl === undefined ? [] : [`server ${baseUrl.split('?')[0]}, company ${company ?? 'unknown'}`]
  const waited = throttled > 0 ? `, throttled ${throttled} times` : ''
  return [
    `version ${apiVersion}, ${mode === 'write' ? 'reading and writing' : mode === 'read' ? 'reading only' : 'a saved document'}`,
    ...asked,
    `requests ${requests}${waited}`,
    ...(ended ? [`ended early: ${ended.message}`] : []),
  ]
}

function additions({ additions: added }: Report): string[] {
  return added.length === 0 ? [] : ['', 'not in the contract:', ...added.map((line) => `  ${line}`)]
}

function observations({ observations: seen }: Report): string[] {
  if (seen.length === 0) return []
  const lines = seen.map(({ question, shown, parents }) => {
    const on = parents.length === 0 ? '' : ` (${parents.join(', ')})`
    return `  ${question} ${shown}${on}`
  })
  return ['', 'observed on what the evidence leaves open:', ...lines]
}

function coverage({ coverage: table }: Report): string[] {
  if (table.length === 0) return []
  const exercised = table.filter(({ exchanges }) => exchanges > 0).length
  return [
    '',
    `coverage: ${exercised} of ${table.length} declared answers exercised`,
    ...byOperation(table).map(([operation, entries]) => {
      const seen = entries.filter(({ exchanges }) => exchanges > 0)
      const shown = seen.map(({ status, exchanges }) => `${status}×${exchanges}`).join(' ') || 'none'
      return `  ${operation.padEnd(38)} ${shown}`
    }),
    'not exercised:',
    ...byReason(table).map(([reason, entries]) => {
      const statuses = [...new Set(entries.map(({ status }) => status))].sort((a, b) => a - b)
      return `  ${statuses.join(', ')} (${entries.length} declared answers): ${reason}`
    }),
  ]
}

function byOperation(table: readonly CoverageEntry[]): [string, CoverageEntry[]][] {
  return groupBy(table, ({ operation }) => operation)
}

function byReason(table: readonly CoverageEntry[]): [string, CoverageEntry[]][] {
  const open = table.filter(({ reason }) => reason !== undefined)
  return groupBy(open, ({ reason }) => reason ?? '')
}

function groupBy<T>(list: readonly T[], keyOf: (element: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>()
  for (const element of list) groups.set(keyOf(element), [...(groups.get(keyOf(element)) ?? []), element])
  return [...groups]
}
