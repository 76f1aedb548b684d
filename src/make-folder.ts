import { existsSync, mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder with all folders on the way to it; one that is there is fine. Node's own `recursive` never ends where
 * the system says of a folder that is there that it is not, as /proc does.
 * @returns the first folder that was made; undefined where all were there
 * @throws the error of the system
 */
export function makeFolder(path: string, { mode }: { readonly mode?: number } = {}): string | undefined {
  const missing: string[] = []
  for (let folder = resolve(path); !existsSync(folder) && dirname(folder) !== folder; folder = dirname(folder)) {
    missing.unshift(folder)
  }
  for (const folder of missing) {
    try {
      mkdirSync(folder, { mode })
    } catch (error) {
      // Somebody else may have made it meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  // A file of that name is told apart by what comes next, but for an error that names it.
  if (missing.length === 0) mkdirSync(resolve(path), { recursive: true })
  return missing[0]
}
