import type { Mutant } from './mutant.ts'

/** Who noticed a mutant. */
export interface KillRow {
  readonly mutant: Mutant
  readonly dredd: boolean
  readonly prism: boolean
  /** The checks and rules of verify that noticed. */
  readonly verify: readonly string[]
}

/** How many checks are named in a row. */
const NAMED = 3

/** The kill table as Markdown, and its sum in a sentence. */
export function killTable(rows: readonly KillRow[]): { markdown: string; summary: string } {
  const sums = (chosen: readonly KillRow[]) => ({
    all: chosen.length,
    dredd: chosen.filter(({ dredd }) => dredd).length,
    prism: chosen.filter(({ prism }) => prism).length,
    verify: chosen.filter(({ verify }) => verify.length > 0).length,
  })
  const total = sums(rows)
  const summary = `Of ${total.all} mutants, Dredd kills ${total.dredd}, Prism's validators kill ${total.prism}, verify kills ${total.verify}.`
  const groups = [...new Set(rows.map(({ mutant }) => mutant.group))].map((name) => {
    const { all, dredd, prism, verify } = sums(rows.filter(({ mutant }) => mutant.group === name))
    return `| ${name} | ${all} | ${dredd} | ${prism} | ${verify} |`
  })
  const lines = rows.map(({ mutant, dredd, prism, verify }) => {
    const more = verify.length > NAMED ? ` and ${verify.length - NAMED} more` : ''
    const by = verify.length === 0 ? '**survives**' : `${verify.slice(0, NAMED).map(code).join(', ')}${more}`
    const version = mutant.version === 'v2.0' ? '' : ` (${mutant.version})`
    return `| ${code(mutant.id)} | ${mutant.fault}${version} | ${mark(dredd)} | ${mark(prism)} | ${by} |`
  })
  const markdown = [
    summary,
    '',
    '| group | mutants | Dredd | Prism | verify |',
    '|---|---|---|---|---|',
    ...groups,
    '',
    '| mutant | what is wrong with the server | Dredd | Prism | verify, by |',
    '|---|---|---|---|---|',
    ...lines,
  ].join('\n')
  return { markdown, summary }
}

function code(text: string): string {
  return `\`${text}\``
}

function mark(kills: boolean): string {
  return kills ? 'kills' : '–'
}
