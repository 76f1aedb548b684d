import type { CheckResult, Report } from '../report.ts'

/** The forms that a report can have. */
export const REPORTERS = ['spec', 'junit', 'json', 'tap', 'github'] as const

/** The name of a reporter. */
export type ReporterName = (typeof REPORTERS)[number]

/** Writes a report while a run goes on. */
export interface Reporter {
  /** Called with each result as it comes. */
  result(result: CheckResult): void
  /** Called once, at the end; resolves when everything is written. */
  end(report: Report): Promise<void>
}

/** Takes the text of a report. */
export type Write = (text: string) => void

/** What a result is called in a report. */
export function nameOf({ id, on, promise }: CheckResult): string {
  return `${id}${on === undefined ? '' : ` of ${on}`}: ${promise}`
}
