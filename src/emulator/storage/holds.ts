import type { StoredContent } from '../model.ts'

/** Counts who still needs which content: entities, snapshots, uploads that are not finished yet. */
export class Holds {
  readonly #counts = new Map<string, number>()

  /** Holds each content once more. */
  add(contents: Iterable<StoredContent>): void {
    for (const { sha256 } of contents) this.#counts.set(sha256, (this.#counts.get(sha256) ?? 0) + 1)
  }

  /** Holds each content once less. Returns the hashes of those that nobody holds any longer. */
  drop(contents: Iterable<StoredContent>): string[] {
    const freed: string[] = []
    for (const { sha256 } of contents) {
      const count = (this.#counts.get(sha256) ?? 0) - 1
      if (count > 0) this.#counts.set(sha256, count)
      else if (this.#counts.delete(sha256)) freed.push(sha256)
    }
    return freed
  }

  /** Whether anybody holds this content. */
  has(sha256: string): boolean {
    return this.#counts.has(sha256)
  }
}
