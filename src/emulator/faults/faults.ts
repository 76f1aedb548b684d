import { type FaultEffect, type FaultRule, isAnswer, parseFaultRule } from './rule.ts'

/** A rule in force, and what has become of it. */
export interface Fault {
  readonly id: string
  readonly rule: string
  /** How many requests it matched. */
  readonly matched: number
  /** To how many of them it happened. */
  readonly happened: number
}

/** A fault that happens to a request now. */
export interface DrawnFault {
  readonly rule: string
  readonly effect: FaultEffect
}

interface Entry {
  readonly id: string
  readonly rule: FaultRule
  readonly random: () => number
  matched: number
  happened: number
}

/** The fault rules in force. */
export class Faults {
  readonly #initial: readonly string[]
  #entries: Entry[] = []
  #nextId = 1
  /** When the picture of an entity was changed last, by the entity's segment. */
  readonly #written = new Map<string, number>()

  /** @throws FaultRuleError */
  constructor(initial: readonly string[] = []) {
    this.#initial = initial
    this.reset()
  }

  /** The rules, in the order in which they were added. */
  get all(): readonly Fault[] {
    return this.#entries.map(describe)
  }

  /** Adds rules: all of them or, when one is wrong, none. @throws FaultRuleError */
  addAll(texts: readonly string[]): Fault[] {
    const entries = texts.map(parseFaultRule).map((rule) => {
      return { id: String(this.#nextId++), rule, random: seededRandom(rule.seed), matched: 0, happened: 0 }
    })
    this.#entries.push(...entries)
    return entries.map(describe)
  }

  /** Takes one rule away; false where there is none with this id. */
  remove(id: string): boolean {
    const before = this.#entries.length
    this.#entries = this.#entries.filter((entry) => entry.id !== id)
    return this.#entries.length < before
  }

  /** Takes all rules away. */
  clear(): void {
    this.#entries = []
  }

  /** Back to the rules from the start, as though none had happened yet. */
  reset(): void {
    this.#entries = []
    this.#written.clear()
    this.#nextId = 1
    this.addAll(this.#initial)
  }

  /** Notes that the picture of the entity in a path was changed just now, for rules that wait for it. */
  noteWrite(segments: readonly string[]): void {
    const entity = entityIn(segments)
    if (entity === undefined || !this.#entries.some(({ rule }) => rule.afterWrite !== undefined)) return
    this.#written.set(entity, performance.now())
  }

  #wasWritten(segments: readonly string[], seconds: number): boolean {
    const time = this.#written.get(entityIn(segments) ?? '')
    return time !== undefined && performance.now() - time < seconds * 1000
  }

  /** What happens to this request. It counts: the same request asked about again may meet with something else. */
  draw(method: string, segments: readonly string[]): DrawnFault[] {
    if (this.#entries.length === 0) return []
    const path = `/${segments.join('/')}`
    const drawn: DrawnFault[] = []
    let answered = false
    for (const entry of this.#entries) {
      const { rule } = entry
      if ((rule.method !== '*' && rule.method !== method) || !rule.matchesPath(path)) continue
      if (rule.afterWrite !== undefined && !this.#wasWritten(segments, rule.afterWrite)) continue
      entry.matched++
      // A rule that comes after the answer is not used up by it.
      if (answered || entry.happened >= rule.times || entry.random() >= rule.probability) continue
      entry.happened++
      drawn.push({ rule: rule.text, effect: rule.effect })
      answered = isAnswer(rule.effect)
    }
    return drawn
  }
}

/** The segment of the entity in a path, such as `items(…)`. */
function entityIn(segments: readonly string[]): string | undefined {
  const keyed = segments.map((segment) => segment.toLowerCase()).filter((segment) => segment.endsWith(')'))
  return keyed.findLast((segment) => !/^(?:companies|picture)\(/.test(segment))
}

function describe({ id, rule, matched, happened }: Entry): Fault {
  return { id, rule: rule.text, matched, happened }
}

/** Numbers from 0 up to 1, the same for the same seed (the mulberry32 generator). */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
