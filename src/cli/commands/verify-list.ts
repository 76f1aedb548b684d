import { CHECKS, CONTRACT_RULES } from '../../verify/index.ts'

/** The checks of `bc-pictures verify`, and the rules that every exchange is held to: as text or as JSON. */
export function checkList(json: boolean): string {
  const checks = CHECKS.map(({ id, promise, source, scope, versions }) => ({
    id,
    promise,
    source: `docs/business-central.md, ${source}`,
    writes: scope === 'entity',
    versions: versions ?? ['beta', 'v1.0', 'v2.0'],
  }))
  const rules = Object.entries(CONTRACT_RULES).map(([id, promise]) => ({ id, promise }))
  if (json) return JSON.stringify({ checks, rules }, null, 2)
  const lines = checks.map(({ id, promise, source, writes, versions }) => {
    const when = [...(writes ? ['needs --write'] : []), ...(versions.length < 3 ? [versions.join(', ')] : [])]
    return `${id}${when.length > 0 ? ` (${when.join('; ')})` : ''}\n    ${promise}\n    ${source}`
  })
  const held = rules.map(({ id, promise }) => `${id}\n    ${promise}`)
  return [...lines, '', 'Every exchange is held to these as well:', '', ...held].join('\n')
}
