import { appendFileSync } from 'node:fs'
import { type CheckResult, explain, isViolated, type Report } from '../report.ts'
import type { Reporter, Write } from './reporter.ts'
import { summaryLines } from './summary.ts'

/**
 * Annotations for GitHub Actions: each violation is an error at its line of the contract. Where the runner names a file
 * for the summary of the step, a table goes there as well.
 */
export function githubReporter(write: Write, summaryFile = process.env.GITHUB_STEP_SUMMARY): Reporter {
  return {
    result(result) {
      for (const violation of result.violations) {
        const { contract, rule } = violation
        const place = contract ? [`file=${property(contract.file)}`, `line=${contract.line}`] : []
        const title = `title=${property(`${rule}${result.on ? ` of ${result.on}` : ''}`)}`
        write(`::error ${[...place, title].join(',')}::${data(explain(violation))}\n`)
      }
    },
    async end(report) {
      for (const problem of report.notRestored) write(`::error title=not restored::${data(problem)}\n`)
      if (report.ended) write(`::error title=ended early::${data(report.ended.message)}\n`)
      const verdict = isViolated(report) ? 'The contract is violated.' : 'The contract holds as far as it was tried.'
      write(`::notice title=bc-pictures verify::${data(`${verdict} ${counts(report)}.`)}\n`)
      if (summaryFile) appendFileSync(summaryFile, markdown(report, verdict))
    },
  }
}

function counts({ results }: Report): string {
  const count = (status: CheckResult['status']) => results.filter((result) => result.status === status).length
  return `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`
}

function markdown(report: Report, verdict: string): string {
  const rows = report.results
    .filter(({ status }) => status === 'failed')
    .flatMap(({ on, violations }) =>
      violations.map(({ rule, message }) => `| ${cell(rule)} | ${cell(on ?? '')} | ${cell(message)} |`),
    )
  const table = rows.length === 0 ? [] : ['| check | on | what is wrong |', '|---|---|---|', ...rows, '']
  const lines = [`### bc-pictures verify, ${report.apiVersion}`, '', `${verdict} ${counts(report)}.`, '', ...table]
  return [...lines, '```text', ...summaryLines(report), '```', ''].join('\n')
}

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;')
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
