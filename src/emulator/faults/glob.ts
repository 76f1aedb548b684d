/** Longer globs are refused. The work for one path is at most this times the length of the path. */
export const maxGlobLength = 300

/** More alternatives than these are refused. */
const maxAlternatives = 50

/**
 * Compiles the glob of a fault rule. `**` stands for any number of segments, none included; `*` for any characters
 * within a segment, `?` for one; `{a,b}` for one of several. Everything else stands for itself, parentheses too: they are
 * part of every OData path. It does not compile to a regular expression: with a dozen stars, one of those took seconds.
 * @returns tells whether a path matches
 * @throws Error saying what is wrong with the glob: also with one that can match no path
 */
export function compileGlob(glob: string): (path: string) => boolean {
  if (glob.length > maxGlobLength) throw new Error(`the path is longer than ${maxGlobLength} characters`)
  const all = alternatives(glob)
  all.forEach(requirePossible)
  const patterns = all.map((one) => one.split('/'))
  return (path) => {
    const segments = path.split('/')
    return patterns.some((pattern) => matchSegments(pattern, segments))
  }
}

/** A path begins with a slash, ends without one, comes without its query, and is none of the control side's. */
function requirePossible(glob: string): void {
  const [first = ''] = glob.split('/')
  if (/^https?:/i.test(glob)) throw new Error(`'${glob}' is a URL: write its path alone`)
  if (!matchSegment(first, '')) throw new Error(`'${glob}' can match no path: paths begin with /, so write **/${glob}`)
  if (/\?(\$|\w+=)/.test(glob)) throw new Error(`'${glob}' has a query, and paths are matched without it: leave it out`)
  if (glob.length > 1 && glob.endsWith('/')) {
    throw new Error(`'${glob}' ends with /, and paths are matched without it: leave it out`)
  }
  if (/^\/_emulator(\/|$)/.test(glob)) throw new Error(`'${glob}' is the control API, which has no faults`)
}

/** Writes `{a,b}` out. */
function alternatives(glob: string): string[] {
  if (!/^[^{}]*(?:\{[^{}]*\}[^{}]*)*$/.test(glob)) throw new Error('its braces do not pair, or lie within each other')
  let all = ['']
  // Every second part was within braces.
  for (const [index, part] of glob.split(/[{}]/).entries()) {
    const choices = index % 2 === 0 ? [part] : part.split(',')
    all = all.flatMap((start) => choices.map((choice) => start + choice))
    if (all.length > maxAlternatives) throw new Error(`the braces make more than ${maxAlternatives} paths`)
  }
  return all
}

/** Goes over the segments once, with every place of the pattern that can have been reached by then. */
function matchSegments(pattern: readonly string[], segments: readonly string[]): boolean {
  let reached = withEmptyStars([true], pattern)
  for (const segment of segments) {
    const next: boolean[] = []
    for (const [place, part] of pattern.entries()) {
      if (!reached[place]) continue
      if (part === '**') next[place] = true
      else if (matchSegment(part, segment)) next[place + 1] = true
    }
    if (next.length === 0) return false
    reached = withEmptyStars(next, pattern)
  }
  return reached[pattern.length] === true
}

/** Adds the places that are reached because `**` may stand for no segment at all. */
function withEmptyStars(reached: boolean[], pattern: readonly string[]): boolean[] {
  for (const [place, part] of pattern.entries()) {
    if (reached[place] && part === '**') reached[place + 1] = true
  }
  return reached
}

/** On a mismatch, the last star takes one character more. Earlier stars never have to be tried again. */
function matchSegment(pattern: string, text: string): boolean {
  let [at, position, star, afterStar] = [0, 0, -1, 0]
  while (position < text.length) {
    if (pattern[at] === '*') {
      star = at++
      afterStar = position
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[position])) {
      at++
      position++
    } else if (star >= 0) {
      at = star + 1
      position = ++afterStar
    } else {
      return false
    }
  }
  while (pattern[at] === '*') at++
  return at === pattern.length
}
