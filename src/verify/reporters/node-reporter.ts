import { PassThrough } from 'node:stream'
import { inspect } from 'node:util'
import { VerifyUsageError } from '../problems.ts'
import { type CheckResult, explain, type Report, verdict } from '../report.ts'
import { plainSpec, type TestEvent } from './plain-spec.ts'
import { nameOf, type Reporter, type Write } from './reporter.ts'
import { summaryLines } from './summary.ts'

/** The failure of a test, in the form that Node's reporters expect; they print `cause`. */
interface TestFailure extends Error {
  code: 'ERR_TEST_FAILURE'
  failureType: 'testCodeFailure' | 'subtestsFailed'
}

/**
 * A report in one of the forms that Node's test runner has: its own reporters write it, fed with the events that its
 * runner would give them. Why the runner itself does not run the checks: docs/adr/0004-verify-runs-its-own-checks.md.
 * @throws VerifyUsageError for junit and tap in a runtime that has no such reporters
 */
export function nodeReporter(form: 'spec' | 'junit' | 'tap', write: Write): Reporter {
  if (!nodeReporters() && form !== 'spec') {
    throw new VerifyUsageError(
      `The reporter ${form} is Node's own, and this runtime does not have it: use spec, json or github, or run the command in Node.`,
    )
  }
  const events = new PassThrough({ objectMode: true })
  const written = writeAll(form, events, write)
  // It is heard at the end: a report that fails must not end the run before.
  written.catch(() => undefined)
  const emit = (type: string, data: object) => events.write({ type, data } satisfies TestEvent)
  let suite: Suite | undefined
  let suites = 0
  const endSuite = () => {
    if (suite) suite.end(++suites)
    suite = undefined
  }
  return {
    result(result) {
      const name = suiteOf(result)
      if (suite?.name !== name) {
        endSuite()
        suite = new Suite(name, emit)
      }
      suite.add(result)
    },
    async end(report) {
      endSuite()
      emit('test:plan', { nesting: 0, count: suites })
      const last = form === 'spec' ? [] : ['', verdict(report)]
      for (const message of [...totals(report), ...summaryLines(report), ...last]) {
        // Node 22 cannot make a comment of an empty message.
        emit('test:diagnostic', { nesting: 0, message: message || ' ', level: 'info' })
      }
      events.end()
      await written
      // After the list of what failed, which this form ends with.
      if (form === 'spec') write(`\n${verdict(report)}\n`)
    },
  }
}

/** Checks under one heading. */
class Suite {
  readonly name: string
  readonly #emit: (type: string, data: object) => void
  readonly #started = performance.now()
  #tests = 0
  #failed = 0

  constructor(name: string, emit: (type: string, data: object) => void) {
    this.name = name
    this.#emit = emit
    emit('test:start', { name, nesting: 0 })
  }

  add(result: CheckResult): void {
    const name = nameOf(result)
    this.#emit('test:start', { name, nesting: 1 })
    this.#tests += 1
    const common = { name, nesting: 1, testNumber: this.#tests }
    const details = { duration_ms: result.durationMs, type: 'test' }
    if (result.status === 'failed') {
      this.#failed += 1
      const error = failure(result.violations.map(explain).join('\n\n'), 'testCodeFailure')
      this.#emit('test:fail', { ...common, details: { ...details, error } })
    } else {
      const skip = result.status === 'skipped' ? { skip: result.reason } : {}
      this.#emit('test:pass', { ...common, details, ...skip })
    }
  }

  end(testNumber: number): void {
    this.#emit('test:plan', { nesting: 1, count: this.#tests })
    const details = { duration_ms: Math.round(performance.now() - this.#started), type: 'suite' }
    const common = { name: this.name, nesting: 0, testNumber }
    if (this.#failed === 0) this.#emit('test:pass', { ...common, details })
    else {
      const error = failure(`${this.#failed} of ${this.#tests} failed`, 'subtestsFailed')
      this.#emit('test:fail', { ...common, details: { ...details, error } })
    }
  }
}

function suiteOf({ group, on }: CheckResult): string {
  return group === 'writing' && on !== undefined ? `writing to ${on}` : group
}

// The reporters print what they get for an error: the explanation, for a stack would only show verify itself.
function failure(text: string, failureType: TestFailure['failureType']): TestFailure {
  const shown = { stack: '', [inspect.custom]: () => text }
  const cause = Object.assign(new Error(text), shown)
  const [message = text] = text.split('\n')
  return Object.assign(new Error(message, { cause }), { ...shown, code: 'ERR_TEST_FAILURE' as const, failureType })
}

function totals({ results, durationMs }: Report): string[] {
  const count = (status: CheckResult['status']) => results.filter((result) => result.status === status).length
  return [
    `tests ${results.length}`,
    `pass ${count('passed')}`,
    `fail ${count('failed')}`,
    `skipped ${count('skipped')}`,
    `duration_ms ${durationMs}`,
  ]
}

/** What this runtime has of Node's reporters: Deno has them, Bun does not. */
function nodeReporters(): typeof import('node:test/reporters') | undefined {
  return process.getBuiltinModule('node:test/reporters')
}

async function writeAll(form: 'spec' | 'junit' | 'tap', events: PassThrough, write: Write): Promise<void> {
  for await (const text of transformed(form, events)) write(String(text))
}

/** Not `events.compose(reporter)`: an error in a reporter would end that stream in silence. */
function transformed(form: 'spec' | 'junit' | 'tap', events: PassThrough): AsyncIterable<unknown> {
  const reporters = nodeReporters()
  if (!reporters) return plainSpec(events)
  const { junit, spec, tap } = reporters
  if (form === 'spec') return events.pipe(new spec())
  // The reporters take any source of events; their types ask for the runner's own stream.
  return form === 'tap' ? tap(events as never) : junit(events as never)
}
