import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** A file that may cite facts. */
export interface SourceFile {
  /** Relative to the repository. */
  readonly path: string
  readonly read: () => Promise<string>
}

const SKIPPED = /node_modules|package-lock\.json|^(generated|dist)\//

/** The code and the tests of the repository at `root`: what git knows, and what it would take up. */
export async function filesOf(root: string): Promise<SourceFile[]> {
  const options = ['ls-files', '--cached', '--others', '--exclude-standard', 'src', 'contract-tests']
  const { stdout } = await promisify(execFile)('git', options, { cwd: root, maxBuffer: 64 * 2 ** 20 })
  return [...new Set(stdout.split('\n'))]
    .filter((path) => /\.(ts|cjs|mjs|html)$/.test(path) && !SKIPPED.test(path))
    .map((path) => ({ path, read: () => readFile(`${root}/${path}`, 'utf8').catch(() => '') }))
}
