import type { CheckResult } from './report.ts'

/** What a run that writes makes sure of around the checks, by id: one sentence each. */
export const SAFETY_CHECKS = {
  'original-readable': 'The original picture is read twice alike and saved before anything is written.',
  'original-restored':
    'The original picture is back: the same bytes or the same image; what is no image, byte for byte.',
} as const

/** The outcome of one of these for an entity; `problem` says in a sentence what went wrong. */
export function safetyResult(id: keyof typeof SAFETY_CHECKS, on: string, problem: string | undefined): CheckResult {
  return {
    id,
    group: 'writing',
    on,
    promise: SAFETY_CHECKS[id],
    source: 'docs/business-central.md, "Reading a picture"',
    status: problem === undefined ? 'passed' : 'failed',
    violations: problem === undefined ? [] : [{ rule: id, message: problem }],
    durationMs: 0,
  }
}
