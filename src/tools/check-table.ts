/**
 * The tables of checks in docs/verify.md. `make check-tables` updates them.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { CHECKS, CONTRACT_RULES, SAFETY_CHECKS } from '../verify/index.ts'

const DOCUMENT = new URL('../../docs/verify.md', import.meta.url)
const BEGIN = '<!-- checks: written by src/tools/check-table.ts -->'
const END = '<!-- end of the checks -->'

const TITLES = {
  service: 'The service',
  reading: 'Reading',
  refusals: 'Refusals',
  writing: 'Writing, with `--write`',
} as const

/** docs/verify.md as it is, and as it would be with the checks that there are now. */
export async function checkTables(): Promise<{ current: string; fresh: string }> {
  const current = await readFile(DOCUMENT, 'utf8')
  const [before, rest] = current.split(BEGIN)
  const after = rest?.split(END)[1]
  if (after === undefined) throw new Error('docs/verify.md has no place for the checks.')
  return { current, fresh: `${before}${BEGIN}\n\n${tables()}\n\n${END}${after}` }
}

function tables(): string {
  const groups = Object.entries(TITLES).map(([group, title]) => {
    const rows = CHECKS.filter((check) => check.group === group).map(({ id, promise, facts, versions }) => {
      const only = versions ? ` (${versions.join(', ')})` : ''
      return `| \`${id}\`${only} | ${promise} | ${facts.map((fact) => `\`${fact}\``).join(', ')} |`
    })
    return [`### ${title}`, '', '| check | what a correct server does | facts |', '|---|---|---|', ...rows].join('\n')
  })
  const rules = (title: string, list: Readonly<Record<string, string>>) => {
    const rows = Object.entries(list).map(([id, promise]) => `| \`${id}\` | ${promise} |`)
    return [`### ${title}`, '', '| rule | what it says |', '|---|---|', ...rows].join('\n')
  }
  return [...groups, rules('For every exchange', CONTRACT_RULES), rules('Around the writing', SAFETY_CHECKS)].join(
    '\n\n',
  )
}

if (import.meta.main) await writeFile(DOCUMENT, (await checkTables()).fresh)
