import { collectCitations } from '../facts/citations.ts'
import { factsOf, readPage } from '../facts/facts.ts'
import { matrixOf } from '../facts/matrix.ts'
import { matrixHtml, summaryOf } from '../facts/print.ts'
import { page } from './page.ts'

/** The page that shows each fact, its evidence, and who stands on it. */
export async function factsPage(root: string): Promise<string> {
  const rows = matrixOf(factsOf(await readPage()), await collectCitations(root))
  return page(
    'What Business Central really does with pictures',
    `<body class="wide">
<p><a href="index.html">API reference</a></p>
<h1>What Business Central really does with pictures</h1>
<p>${summaryOf(rows)} A: Microsoft's source or tests. R: recorded. D: documented. T: reported. I: inferred.</p>
<div class="scroll" tabindex="0">
${matrixHtml(rows)}
</div>
</body>`,
  )
}
