import { readFile } from 'node:fs/promises'
import { checkPackage, createPackageFromTarballData, type Problem } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'

/**
 * What publint and attw ("are the types wrong?") find in a packed package, each finding in one line; an empty list is
 * what a package should have. Suggestions of publint count as well.
 *
 * @param tarball path of the file that `npm pack` made
 */
export async function packageFindings(tarball: string): Promise<string[]> {
  const bytes = new Uint8Array(await readFile(tarball))
  const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, strict: true })
  const found = messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`)
  // TypeScript cannot import YAML; whoever wants it reads the file.
  const analysis = await checkPackage(createPackageFromTarballData(bytes), { excludeEntrypoints: [/\.yaml$/] })
  if (!analysis.types) return [...found, 'attw: the package has no types']
  return [...found, ...analysis.problems.filter((problem) => !isIntended(problem)).map(toLine)]
}

/** The package has ES modules only. Every Node that it supports can `require` them, and a test does. */
function isIntended({ kind }: Problem): boolean {
  return kind === 'CJSResolvesToESM'
}

function toLine({ kind, ...where }: Problem): string {
  return `attw: ${kind} ${JSON.stringify(where)}`
}
