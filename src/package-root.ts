import { existsSync } from 'node:fs'

/**
 * The folder of this package, with a slash at the end. It is the same from the sources (`src/`) and from the build
 * (`dist/src/`), so files that are not compiled are found by their path from here.
 */
export function packageRoot(): URL {
  let folder = new URL('.', import.meta.url)
  while (!existsSync(new URL('package.json', folder))) {
    const parent = new URL('..', folder)
    if (parent.href === folder.href) throw new Error(`No package lies around ${import.meta.url}.`)
    folder = parent
  }
  return folder
}
