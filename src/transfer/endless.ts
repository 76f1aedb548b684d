/** More entities than any set has. */
const MOST = 20_000_000

/** How often one entity may come while its list is paged: it may move when somebody changes it. */
const MOST_OFTEN = 3

/**
 * Notices a list that never ends, because the server gives the same entities again and again. It keeps one id, however
 * long the list is: that of an entity of which twice as many have come since the one before it (Brent's algorithm).
 */
export function endlessnessOf(): (id: string) => boolean {
  let [count, keptAt, often] = [0, 0, 0]
  let kept: string | undefined
  return (id) => {
    count += 1
    if (id === kept) often += 1
    if (count >= 2 * keptAt) [kept, keptAt, often] = [id, count, 0]
    return often >= MOST_OFTEN || count > MOST
  }
}
