/** More entities than almost any set has. A run takes about a kilobyte of memory for each (an estimate). */
export const MOST_ENTITIES = 2_000_000

/** How often one entity may come while its list is paged: it may move when somebody changes it. */
const MOST_OFTEN = 3

/** Why a list has no end: the server gives the same entities again and again, or ever new ones. */
export type Endlessness = 'repeats' | 'too many'

/**
 * Notices a list that never ends. It keeps one id, however
 * long the list is: that of an entity of which twice as many have come since the one before it (Brent's algorithm).
 * @param most how many entities a list may have
 */
export function endlessnessOf(most = MOST_ENTITIES): (id: string) => Endlessness | undefined {
  let [count, keptAt, often] = [0, 0, 0]
  let kept: string | undefined
  return (id) => {
    count += 1
    if (id === kept) often += 1
    if (count >= 2 * keptAt) [kept, keptAt, often] = [id, count, 0]
    if (often >= MOST_OFTEN) return 'repeats'
    return count > most ? 'too many' : undefined
  }
}
