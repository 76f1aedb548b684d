/** Which file of this repository imports which, types included. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** What each file imports: paths from the root for files, names for packages. */
export type Imports = ReadonlyMap<string, readonly string[]>

/** The files that git knows or would add, below these folders. */
export function filesBelow(...folders: string[]): string[] {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate', '--', ...folders]
  const missing = new Set(execFileSync('git', ['ls-files', '--deleted'], { cwd: root, encoding: 'utf8' }).split('\n'))
  const files = execFileSync('git', list, { cwd: root, encoding: 'utf8' }).split('\n')
  return files.filter((file) => file !== '' && !missing.has(file))
}

/** Reads the imports of all TypeScript files below these folders. */
export function readImports(...folders: string[]): Imports {
  const sources = filesBelow(...folders).filter((file) => /\.[cm]?[jt]s$/.test(file))
  return new Map(sources.map((file) => [file, importsOf(file, readFileSync(join(root, file), 'utf8'))]))
}

/** The imports of one file, dynamic ones included. */
export function importsOf(file: string, text: string): string[] {
  const { importedFiles } = ts.preProcessFile(text, true, true)
  return importedFiles.map(({ fileName }) =>
    fileName.startsWith('.') ? posix.join(posix.dirname(file), fileName) : fileName,
  )
}

/** Everything that a file imports, and what that imports, and so on: without the file itself. */
export function reachable(imports: Imports, file: string, found = new Set<string>()): Set<string> {
  for (const target of imports.get(file) ?? []) {
    if (found.has(target)) continue
    found.add(target)
    reachable(imports, target, found)
  }
  return found
}

/** The groups of files that import each other in a circle. */
export function circles(imports: Imports): string[][] {
  const reach = new Map([...imports.keys()].map((file) => [file, reachable(imports, file)]))
  const inCircle = [...imports.keys()].filter((file) => reach.get(file)?.has(file))
  const groups = new Map<string, string[]>()
  for (const file of inCircle) {
    const others = inCircle.filter((other) => reach.get(file)?.has(other) && reach.get(other)?.has(file))
    groups.set(others.join(' '), others)
  }
  return [...groups.values()]
}
