import { CHECKS, CONTRACT_RULES, type Group, sourceOf } from '../../verify/index.ts'

const HEADINGS: Readonly<Record<Group, string>> = {
  service: 'Service',
  reading: 'Reading',
  refusals: 'Refusals',
  writing: 'Writing (with --write)',
}

/** The checks of `bc-pictures verify`, and the rules that every exchange has to follow: as text or as JSON. */
export function checkList(json: boolean): string {
  const rules = Object.entries(CONTRACT_RULES).map(([id, promise]) => ({ id, promise }))
  if (json) {
    const checks = CHECKS.map((check) => ({
      id: check.id,
      promise: check.promise,
      facts: check.facts,
      source: sourceOf(check),
      writes: check.scope === 'entity',
      versions: check.versions ?? ['beta', 'v1.0', 'v2.0'],
    }))
    return JSON.stringify({ checks, rules }, null, 2)
  }
  const groups = Object.entries(HEADINGS).map(([group, heading]) => {
    const lines = CHECKS.filter((check) => check.group === group).map(({ id, promise, versions }) => {
      return line(id, versions ? `${promise} (${versions.join(', ')})` : promise)
    })
    return [heading, ...lines].join('\n')
  })
  const every = ['Rules for every exchange', ...rules.map(({ id, promise }) => line(id, promise))].join('\n')
  return [...groups, every].join('\n\n')
}

function line(id: string, promise: string): string {
  return `  ${id.padEnd(29)} ${promise}`
}
