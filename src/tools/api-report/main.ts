/**
 * `node src/tools/api-report/main.ts` rewrites `generated/api-reports/`, the public types of every entry of the package. With
 * `--check` it writes nothing, shows what changed, and exits with 1. Both need a build.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { changedLines } from './changed-lines.ts'
import { apiReports } from './report.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })

const problems: string[] = []
for (const [file, report] of await apiReports(root)) {
  const path = join(root, 'generated/api-reports', file)
  const committed = await readFile(path, 'utf8').catch(() => '')
  if (committed === report) continue
  problems.push(`generated/api-reports/${file}:\n${changedLines(committed, report).join('\n')}`)
  if (values.check) continue
  await mkdir(join(root, 'generated/api-reports'), { recursive: true })
  await writeFile(path, report)
}
if (!values.check)
  console.log(
    `generated/api-reports/: ${problems.length === 0 ? 'nothing changed' : `${problems.length} files rewritten`}`,
  )
else if (problems.length === 0) console.log('generated/api-reports/ is up to date')
else {
  console.error(`The public types changed.\n\n${problems.join('\n\n')}\n`)
  console.error(
    'If that is meant, run `make api-report` and commit the result. Users notice it: add a line to CHANGELOG.md.',
  )
  process.exitCode = 1
}
