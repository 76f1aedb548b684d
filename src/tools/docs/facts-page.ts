import { collectCitations } from '../facts/citations.ts'
import { factsOf, readPage } from '../facts/facts.ts'
import { matrixOf } from '../facts/matrix.ts'
import { matrixHtml, summaryOf } from '../facts/print.ts'

/** The table of facts: each with its evidence, and who stands on it. */
export async function factsBody(root: string): Promise<string> {
  const rows = matrixOf(factsOf(await readPage()), await collectCitations(root))
  return `<h1>Facts and what stands on them</h1>
<p>${summaryOf(rows)} A: Microsoft's source or tests. R: recorded. D: documented. T: reported. I: inferred.</p>
<div class="scroll" tabindex="0">
${matrixHtml(rows)}
</div>`
}
