import { decodeName } from '../file-names.ts'
import type { Listed } from '../transfer-client.ts'

/** Finds entities by what files are named after: exactly, then in upper case, NFC and trimmed (fact:code-fields). */
export class Numbers {
  readonly #exact = new Map<string, Listed[]>()
  readonly #folded = new Map<string, Listed[]>()
  readonly #bare = new Map<string, Listed[]>()

  constructor(entities: Iterable<Listed>, keyOf: (entity: Listed) => string) {
    for (const entity of entities) {
      const key = keyOf(entity)
      if (key === '') continue
      push(this.#exact, key, entity)
      push(this.#folded, fold(key), entity)
      push(this.#bare, withoutZeros(fold(key)), entity)
    }
  }

  /** The entities that a name stands for: none, one, or several that cannot be told apart. */
  find(name: string): readonly Listed[] {
    // The escapes of a pulled folder first: they are made so that every name has one meaning.
    for (const one of new Set([decodeName(name) ?? name, name])) {
      const found = this.#exact.get(one) ?? this.#folded.get(fold(one))
      if (found) return found
    }
    return []
  }

  /** What an unknown name may have been meant for, in a sentence. */
  suggest(name: string): string | undefined {
    const text = fold(decodeName(name) ?? name)
    const [zeros] = this.#bare.get(withoutZeros(text)) ?? []
    if (zeros) return `did it lose its zeros? There is ${zeros.number}`
    const second = /^(.+?)(?:[_-]\d{1,2}|\s*\(\d{1,2}\))$/.exec(text)?.[1]
    const [first] = (second && this.#folded.get(second)) || []
    if (first) return `a second picture of ${first.number}? This API keeps one`
    const words = text.split(' ')
    for (let count = words.length - 1; count > 0; count -= 1) {
      const [found] = this.#folded.get(words.slice(0, count).join(' ')) ?? []
      if (found)
        return `an export of Business Central? Its number is ${found.number}: name it ${found.number}, or name it in a map`
    }
    return undefined
  }
}

/** Brings a name to what Business Central makes of a code. */
export const fold = (text: string): string => text.normalize('NFC').trim().toUpperCase()

const withoutZeros = (text: string) => text.replace(/^0+(?=.)/, '')

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key)
  if (known) known.push(value)
  else map.set(key, [value])
}
