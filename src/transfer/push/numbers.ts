import { decodeName } from '../file-names.ts'
import type { Listed } from '../transfer-client.ts'

/** Finds entities by what files are named after: exactly, then in upper case, NFC and trimmed (fact:code-fields). */
export class Numbers {
  readonly #exact: Index = new Map()
  /** Those that are not exact already. */
  readonly #folded: Index = new Map()
  /** Without leading zeros, for suggestions: made when the first is asked for. */
  #bare: Index | undefined

  constructor(entities: Iterable<Listed>, keyOf: (entity: Listed) => string) {
    for (const entity of entities) {
      const key = keyOf(entity)
      if (key === '') continue
      const folded = fold(key)
      push(this.#exact, key, entity)
      if (folded !== key) push(this.#folded, folded, entity)
    }
  }

  /** The entities that a name stands for: none, one, or several that cannot be told apart. */
  find(name: string): readonly Listed[] {
    // The escapes of a pulled folder first: they are made so that every name has one meaning.
    for (const one of new Set([decodeName(name) ?? name, name])) {
      const found = this.#exact.get(one)
      if (found) return [found].flat()
      const folded = this.#ofFolded(fold(one))
      if (folded.length > 0) return folded
    }
    return []
  }

  /** The entities whose number becomes this in upper case, NFC and trimmed. */
  #ofFolded(text: string): readonly Listed[] {
    // A number that is folded as it stands is among the exact ones.
    return [this.#exact.get(text) ?? [], this.#folded.get(text) ?? []].flat()
  }

  #withoutZeros(text: string): Listed | undefined {
    if (!this.#bare) {
      this.#bare = new Map()
      for (const [key, found] of [...this.#exact, ...this.#folded])
        for (const one of [found].flat()) push(this.#bare, withoutZeros(fold(key)), one)
    }
    return [this.#bare.get(withoutZeros(text)) ?? []].flat()[0]
  }

  /** What an unknown name may have been meant for, in a sentence. */
  suggest(name: string): string | undefined {
    const text = fold(decodeName(name) ?? name)
    const zeros = this.#withoutZeros(text)
    if (zeros) return `did it ${text.length < zeros.number.length ? 'lose' : 'gain'} zeros? There is ${zeros.number}`
    const second = /^(.+?)(?:[_-]\d{1,2}|\s*\(\d{1,2}\))$/.exec(text)?.[1]
    const [first] = second ? this.#ofFolded(second) : []
    if (first) return `a second picture of ${first.number}? This API keeps one`
    const words = text.split(' ')
    for (let count = words.length - 1; count > 0; count -= 1) {
      const [found] = this.#ofFolded(words.slice(0, count).join(' '))
      if (found)
        return `an export of Business Central? Its number is ${found.number}: name it ${found.number}, or name it in a map`
    }
    return undefined
  }
}

/** Brings a name to what Business Central makes of a code. */
export const fold = (text: string): string => text.normalize('NFC').trim().toUpperCase()

const withoutZeros = (text: string) => text.replace(/^0+(?=.)/, '')

/** Entities by a text. Nearly every one has a text of its own, so a list is made for the others only. */
type Index = Map<string, Listed | Listed[]>

function push(index: Index, key: string, entity: Listed): void {
  const known = index.get(key)
  if (Array.isArray(known)) known.push(entity)
  else index.set(key, known === undefined ? entity : [known, entity])
}
