import type { EntryEvent, EventListener, FailureEvent, Phase, TransferEvent } from './events.ts'
import type { ParentSet } from './parents.ts'

/** What came of a run. */
export interface TransferSummary {
  readonly kind: 'pull' | 'push' | 'undo'
  /** The name of the run, such as `2026-11-25-181500`. Undefined for a dry run. */
  readonly run: string | undefined
  /** How many entities or files, by outcome. */
  readonly outcomes: Readonly<Record<string, number>>
  /** How many were kept or skipped, by reason. */
  readonly reasons: Readonly<Record<string, number>>
  /** Failures by cause, the most frequent first. */
  readonly failures: readonly FailureGroup[]
  readonly failed: number
  readonly warnings: readonly string[]
  /** Bytes of pictures that went over the network. */
  readonly bytes: number
  readonly milliseconds: number
  /** Whether it ended early by the caller's signal. */
  readonly interrupted: boolean
  /** Why it ended early otherwise. */
  readonly stopped: { readonly message: string; readonly unreachable: boolean } | undefined
  /** What was left undone on purpose, and what to do about it. */
  readonly notes: readonly string[]
  /** Whether everything was done that was asked for. */
  readonly complete: boolean
}

/** The failures of one cause. */
export interface FailureGroup {
  readonly cause: string
  readonly count: number
  /** Whether another try may help. */
  readonly mayPass: boolean
  /** Up to three, in full. */
  readonly examples: readonly FailureEvent[]
}

/** How many warnings are kept word for word. */
const MAX_WARNINGS = 100

/** Collects what a run tells, and passes it on. */
export class Journal {
  readonly #listener: EventListener
  readonly #outcomes = new Map<string, number>()
  readonly #reasons = new Map<string, number>()
  readonly #groups = new Map<string, { count: number; mayPass: boolean; examples: FailureEvent[] }>()
  readonly #failures: FailureEvent[] = []
  readonly #warnings: string[] = []
  readonly #notes: string[] = []
  readonly #begun = performance.now()
  #bytes = 0
  #done = 0
  #total = 0
  /** Work that was asked for and refused, such as a removal over its limit. */
  #incomplete = false

  constructor(listener: EventListener = () => {}) {
    this.#listener = listener
  }

  get failures(): readonly FailureEvent[] {
    return this.#failures
  }

  phase(phase: Phase, details: { readonly parents?: ParentSet; readonly total?: number } = {}): void {
    if (details.total !== undefined) [this.#done, this.#total] = [0, details.total]
    this.#tell({ type: 'phase', phase, ...details })
  }

  entry(entry: Omit<EntryEvent, 'type'>): void {
    add(this.#outcomes, entry.outcome)
    if (entry.reason) add(this.#reasons, entry.reason)
    this.#tell({ type: 'entry', ...entry })
  }

  failure(failure: FailureEvent): void {
    const { cause, mayPass } = failure
    const group = this.#groups.get(cause) ?? { count: 0, mayPass, examples: [] }
    group.count += 1
    if (group.examples.length < 3) group.examples.push(failure)
    this.#groups.set(cause, group)
    this.#failures.push(failure)
    this.#tell(failure)
  }

  warning(message: string, about: { readonly parents?: ParentSet; readonly number?: string } = {}): void {
    if (this.#warnings.length < MAX_WARNINGS) this.#warnings.push(message)
    this.#tell({ type: 'warning', message, ...about })
  }

  /** Something that the reader should know at the end. */
  note(text: string, { incomplete = false } = {}): void {
    this.#notes.push(text)
    this.#incomplete ||= incomplete
  }

  /** Something was asked for, and left undone. */
  leftOver(): void {
    this.#incomplete = true
  }

  bytes(count: number): void {
    this.#bytes += count
  }

  /** Bytes of something that is not done yet: they are shown at once. */
  sent(count: number): void {
    this.#bytes += count
    this.#progress()
  }

  /** One more thing of the current phase is done. */
  step(): void {
    this.#done += 1
    this.#progress()
  }

  summary(
    end: Pick<TransferSummary, 'kind' | 'run' | 'interrupted' | 'stopped'> & { readonly complete?: boolean },
  ): TransferSummary {
    const groups = [...this.#groups].map(([cause, group]) => ({ cause, ...group }))
    const { interrupted, stopped, complete = true } = end
    return {
      ...end,
      outcomes: Object.fromEntries(this.#outcomes),
      reasons: Object.fromEntries(this.#reasons),
      failures: groups.toSorted((a, b) => b.count - a.count),
      failed: this.#failures.length,
      warnings: this.#warnings,
      bytes: this.#bytes,
      milliseconds: performance.now() - this.#begun,
      notes: this.#notes,
      complete: complete && !interrupted && !stopped && !this.#incomplete && this.#failures.length === 0,
    }
  }

  #progress(): void {
    this.#tell({ type: 'progress', done: this.#done, total: Math.max(this.#total, this.#done), bytes: this.#bytes })
  }

  #tell(event: TransferEvent): void {
    this.#listener(event)
  }
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}
