/**
 * `node src/tools/facts/main.ts` prints which contract texts, emulator parts, checks and tests stand on each fact; with
 * the id of a fact, everything about that one. Exits with 1 where a citation leads nowhere or a fact is held by nothing.
 */
import { fileURLToPath } from 'node:url'
import { collectCitations } from './citations.ts'
import { factsOf, pageProblems, readPage } from './facts.ts'
import { gapsOf, matrixOf } from './matrix.ts'
import { factText, matrixText } from './print.ts'

const page = await readPage()
const citations = await collectCitations(fileURLToPath(new URL('../../..', import.meta.url)))
const rows = matrixOf(factsOf(page), citations)
const [wanted] = process.argv.slice(2)
if (wanted === undefined) {
  console.log(matrixText(rows))
  const problems = [...pageProblems(page), ...gapsOf(rows, citations)]
  for (const problem of problems) console.error(problem)
  if (problems.length > 0) process.exitCode = 1
} else {
  const row = rows.find(({ id }) => id === wanted)
  if (row) console.log(factText(row))
  else {
    console.error(`There is no fact ${wanted} in docs/business-central.md.`)
    process.exitCode = 2
  }
}
