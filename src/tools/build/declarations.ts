import { execFile } from 'node:child_process'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** Writes the declarations that the entries lead to into `dist/src`. */
export async function writeDeclarations(root: URL, entries: readonly string[]): Promise<void> {
  // By its path: three versions of TypeScript share the name of the command.
  const compiler = fileURLToPath(new URL('node_modules/typescript/bin/tsc', root))
  const run = promisify(execFile)
  await run(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: fileURLToPath(root) }).catch((error) => {
    throw new Error(`The declarations cannot be written:\n${error.stdout}`)
  })
  const folder = new URL('dist/src/', root)
  const needed = new Set<string>()
  for (const entry of entries) await follow(new URL(`${entry}.d.ts`, folder), needed)
  for (const path of await readdir(folder, { recursive: true })) {
    const file = new URL(path, folder)
    if (path.endsWith('.d.ts') && !needed.has(file.href)) await rm(file)
  }
}

/** Notes a declaration file, and all that it imports from its neighbours, whose names end in `.js` from then on. */
async function follow(file: URL, needed: Set<string>): Promise<void> {
  if (needed.has(file.href)) return
  needed.add(file.href)
  const neighbours: URL[] = []
  const text = (await readFile(file, 'utf8')).replace(
    /((?:from|import)\s*\(?["'])(\.[^"']+)\.[jt]s(?=["'])/g,
    (_, before, path) => {
      neighbours.push(new URL(`${path}.d.ts`, file))
      return `${before}${path}.js`
    },
  )
  await writeFile(file, text)
  for (const neighbour of neighbours) await follow(neighbour, needed)
}
