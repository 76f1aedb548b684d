import type { FailureEvent, PushPlan, TransferEvent, TransferSummary } from '../../transfer/index.ts'
import { inCommandTerms } from '../terms.ts'

const inTerms = (failure: FailureEvent): FailureEvent => ({ ...failure, message: inCommandTerms(failure.message) })

/** An event whose sentences name flags, where the library names options. Names and numbers stay as they are. */
export function eventInTerms(event: TransferEvent): TransferEvent {
  if (event.type === 'failure') return inTerms(event)
  if (event.type === 'warning') return { ...event, message: inCommandTerms(event.message) }
  if (event.type === 'entry' && event.detail !== undefined) return { ...event, detail: inCommandTerms(event.detail) }
  return event
}

/** The same for a plan. */
export function planInTerms({ files, blocked, ...plan }: PushPlan): PushPlan {
  const told = files.map((file) => (file.detail === null ? file : { ...file, detail: inCommandTerms(file.detail) }))
  return { ...plan, files: told, blocked: blocked && inCommandTerms(blocked) }
}

/** The same for a summary. */
export function summaryInTerms({ notes, warnings, stopped, failures, ...summary }: TransferSummary): TransferSummary {
  return {
    ...summary,
    notes: notes.map(inCommandTerms),
    warnings: warnings.map(inCommandTerms),
    stopped: stopped && { ...stopped, message: inCommandTerms(stopped.message) },
    failures: failures.map((group) => ({ ...group, examples: group.examples.map(inTerms) })),
  }
}
