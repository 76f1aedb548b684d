/** The lines that are in one text only, in their order: `-` before those that are gone, `+` before those that are new. */
export function changedLines(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  const count = (lines: readonly string[]) => {
    const counts = new Map<string, number>()
    for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
    return counts
  }
  const missingFrom = (other: Map<string, number>) => (line: string) => {
    const left = other.get(line) ?? 0
    other.set(line, left - 1)
    return left <= 0
  }
  const gone = old.filter(missingFrom(count(now))).map((line) => `- ${line}`)
  const added = now.filter(missingFrom(count(old))).map((line) => `+ ${line}`)
  return [...gone, ...added]
}
