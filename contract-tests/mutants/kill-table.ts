import type { Storage } from './laboratory.ts'
import type { Mutant } from './mutant.ts'

/** Who noticed a mutant. */
export interface KillRow extends Pick<Mutant, 'id' | 'group' | 'fault' | 'version'> {
  readonly dredd: boolean
  readonly prism: boolean
  /** The checks and rules of verify that noticed, over each kind of server. */
  readonly verify: Readonly<Record<Storage, readonly string[]>>
}

/** How many checks are named in a row. */
const NAMED = 2

const INTRODUCTION = `# Kill table: who notices which broken server

<!-- Written by \`make mutants\`; do not edit. -->

A *mutant* is a server that breaks exactly one promise: the emulator behind a proxy that changes one thing. Three judges are run against each of them, and a mutant counts as killed if a judge complains about it and not about the same
server without the fault:

- **[Dredd](https://dredd.org)** sends each request of the contract and compares status, headers and the shape of JSON with it. Ours has hooks that prepare the state for each request and read uploads back;
- the validators of **[Prism](https://stoplight.io/open-source/prism)** are given every exchange of a run of verify and compare them with the contract;
- **verify** runs with \`--write\` on an item and a customer, once over a server that keeps the bytes of images as they were sent, and once over one that stores images anew, as Business Central does. There, a JPEG is compressed again with every upload, and the run ends with the first violation.

How verify works, and what its checks are, is in [verify.md](verify.md).
`

/** docs/kill-table.md, and its sum in a sentence. */
export function killTable(rows: readonly KillRow[]): { markdown: string; summary: string } {
  const total = sums(rows)
  const summary = `Of ${total.all} mutants, Dredd kills ${total.dredd}, Prism's validators kill ${total.prism}, and verify kills ${total.verbatim} where bytes are kept and ${total.anew} where images are stored anew.`
  const groups = [...new Set(rows.map(({ group }) => group))].map((name) => {
    const { all, dredd, prism, verbatim, anew } = sums(rows.filter(({ group }) => group === name))
    return `| ${name} | ${all} | ${dredd} | ${prism} | ${verbatim} | ${anew} |`
  })
  const lines = rows.map(({ id, fault, version, dredd, prism, verify }) => {
    const only = version === 'v2.0' ? '' : ` (${version})`
    return `| ${code(id)} | ${fault}${only} | ${mark(dredd)} | ${mark(prism)} | ${by(verify.verbatim)} | ${by(verify.anew)} |`
  })
  const markdown = [
    INTRODUCTION,
    summary,
    '',
    '| group | mutants | Dredd | Prism | verify, bytes kept | verify, stored anew |',
    '|---|---|---|---|---|---|',
    ...groups,
    '',
    '| mutant | what is wrong with the server | Dredd | Prism | verify, bytes kept: by | verify, stored anew: first |',
    '|---|---|---|---|---|---|',
    ...lines,
    '',
  ].join('\n')
  return { markdown, summary }
}

function sums(rows: readonly KillRow[]) {
  return {
    all: rows.length,
    dredd: rows.filter(({ dredd }) => dredd).length,
    prism: rows.filter(({ prism }) => prism).length,
    verbatim: rows.filter(({ verify }) => verify.verbatim.length > 0).length,
    anew: rows.filter(({ verify }) => verify.anew.length > 0).length,
  }
}

function by(names: readonly string[]): string {
  if (names.length === 0) return '**survives**'
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : ''
  return `${names.slice(0, NAMED).map(code).join(', ')}${more}`
}

function code(text: string): string {
  return `\`${text}\``
}

function mark(kills: boolean): string {
  return kills ? 'kills' : '–'
}
