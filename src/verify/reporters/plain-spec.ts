/** One event as Node's own test runner gives it to its reporters. */
export interface TestEvent {
  readonly type: string
  readonly data: object
}

/** What this reporter reads of the data of any event. */
interface Data {
  readonly name?: string
  readonly nesting?: number
  readonly message?: string
  readonly skip?: string
  readonly details?: { readonly duration_ms: number; readonly error?: Error }
}

/** The form `spec` for a runtime without Node's reporters: a heading for each suite, a line for each test, the failures once more at the end. */
export async function* plainSpec(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const failures: string[] = []
  for await (const { type, data } of events) {
    const { name, nesting, message, skip, details } = data as Data
    if (type === 'test:diagnostic') yield `${message}\n`
    if (type === 'test:start' && nesting === 0) yield `${name}\n`
    if (nesting !== 1 || details === undefined) continue
    const line = `${name} (${Math.round(details.duration_ms)}ms)\n`
    if (type === 'test:fail') {
      const cause = details.error?.cause as Error | undefined
      const failure = `✖ ${line}${cause?.message.replace(/^(?=.)/gm, '    ')}\n`
      failures.push(failure)
      yield `  ${failure}`
    } else yield skip === undefined ? `  ✔ ${line}` : `  - ${line.trimEnd()} # ${skip}\n`
  }
  if (failures.length > 0) yield `\nfailing tests:\n\n${failures.join('\n')}`
}
