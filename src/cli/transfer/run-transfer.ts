import { setFlagsFromString } from 'node:v8'
import { jsonText } from '../../harmless.ts'
import type { TransferEvent, TransferSummary } from '../../transfer/index.ts'
import { sayable, toldWithoutSecrets } from '../secrets.ts'
import type { Meter } from './meter.ts'
import { ProgressView } from './progress.ts'
import type { Report } from './report.ts'
import { EXIT } from './run-command.ts'
import { summaryText } from './summary-text.ts'
import { eventInTerms, summaryInTerms } from './told-in-terms.ts'

/** How a run is shown. */
export interface Showing {
  readonly meter: Meter
  readonly json: boolean
  readonly report: Report | undefined
  /** How many pictures at once; undefined for the default. */
  readonly concurrency: number | undefined
}

type Work = (onEvent: (event: TransferEvent) => void) => Promise<TransferSummary>

/** Runs a pull or a push in front of people or machines, and gives the exit code. */
export async function runTransfer({ meter, json, report, concurrency }: Showing, work: Work): Promise<number> {
  // Many small pictures: without this, V8 lets garbage pile up to twice the memory.
  setFlagsFromString('--optimize-for-size')
  let reportProblem: string | undefined
  const reported: Work = async (show) => {
    const ended = await work((event) => {
      const told = toldWithoutSecrets(eventInTerms(event))
      report?.hear(told)
      show(told)
    })
    const summary = toldWithoutSecrets(summaryInTerms(ended))
    await report?.end(summary).catch((error: Error) => {
      reportProblem = error.message
    })
    return summary
  }
  const bound = () => meter.bound(concurrency)
  const code = await (json ? showJson(meter, bound, reported) : showText(meter, bound, reported))
  if (reportProblem === undefined) return code
  console.error(sayable(`error: ${reportProblem}`))
  return code || EXIT.failed
}

type Bound = () => string | undefined

async function showJson(meter: Meter, bound: Bound, work: Work): Promise<number> {
  const write = (line: object) => void process.stdout.write(`${jsonText(JSON.stringify(line))}\n`)
  let last = Number.NEGATIVE_INFINITY
  const summary = await work((event) => {
    // A line a second says how far it is; everything else is told.
    if (event.type === 'progress' && performance.now() - last < 1000) return
    if (event.type === 'progress') last = performance.now()
    write(event)
  })
  write({ type: 'summary', ...summary, requests: meter.requests, throttled: meter.throttled, bound: bound() })
  return exitCode(summary)
}

async function showText(meter: Meter, bound: Bound, work: Work): Promise<number> {
  const view = new ProgressView(meter)
  try {
    const summary = await work((event) => view.hear(event))
    view.end()
    // A dry run has said everything with its plan.
    if (summary.run !== undefined || !summary.complete) console.log(summaryText(summary, bound()))
    return exitCode(summary)
  } finally {
    view.end()
  }
}

function exitCode({ complete, stopped, interrupted }: TransferSummary): number {
  if (interrupted) return EXIT.interrupted
  if (stopped) return stopped.unreachable ? EXIT.unreachable : EXIT.failed
  return complete ? 0 : EXIT.failed
}
