import { appendFileSync } from 'node:fs'
import { markdownBlock, markdownCell, workflowText } from '../../harmless.ts'
import { explain, type Report, verdict } from '../report.ts'
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
        const place = contract ? [`file=${workflowText(contract.file, 'property')}`, `line=${contract.line}`] : []
        const title = `title=${workflowText(`${rule}${result.on ? ` of ${result.on}` : ''}`, 'property')}`
        write(`::error ${[...place, title].join(',')}::${workflowText(explain(violation), 'data')}\n`)
      }
    },
    async end(report) {
      for (const problem of report.notRestored) write(`::error title=not restored::${workflowText(problem, 'data')}\n`)
      if (report.ended) write(`::error title=ended early::${workflowText(report.ended.message, 'data')}\n`)
      write(`::notice title=bc-pictures verify::${workflowText(verdict(report), 'data')}\n`)
      if (summaryFile) appendFileSync(summaryFile, markdown(report))
    },
  }
}

function markdown(report: Report): string {
  const rows = report.results
    .filter(({ status }) => status === 'failed')
    .flatMap(({ on, violations }) =>
      violations.map(
        ({ rule, message }) => `| ${markdownCell(rule)} | ${markdownCell(on ?? '')} | ${markdownCell(message)} |`,
      ),
    )
  const table = rows.length === 0 ? [] : ['| check | on | what is wrong |', '|---|---|---|', ...rows, '']
  const lines = [`### bc-pictures verify, ${report.apiVersion}`, '', verdict(report), '', ...table]
  return [...lines, ...markdownBlock(summaryLines(report)), ''].join('\n')
}
