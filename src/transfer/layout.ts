import { encodeNames, splitNumber, variantNumber } from './file-names.ts'
import type { ParentSet } from './parents.ts'

/** Where the pictures of a set lie: in the folder itself, or each set in a folder of its own name. */
export type Layout = 'flat' | 'by-set'

/**
 * The paths of many entities of one set, relative to the folder and without an extension: `1896-S`, `items/1896-S`,
 * `1896-S/RED`. Undefined for numbers that cannot be file names.
 */
export function basePaths(
  parents: ParentSet,
  numbers: Iterable<string>,
  layout: Layout,
): Map<string, string | undefined> {
  const prefix = layout === 'flat' ? '' : `${parents}/`
  const all = [...new Set(numbers)]
  if (parents !== 'itemVariants') {
    const names = encodeNames(all)
    return new Map(all.map((number) => [number, join(prefix, names.get(number))]))
  }
  const items = new Map<string, string[]>()
  for (const number of all) {
    const [item, code = ''] = splitNumber(parents, number)
    items.set(item, [...(items.get(item) ?? []), code])
  }
  const folders = encodeNames(items.keys())
  const paths = new Map<string, string | undefined>()
  for (const [item, codes] of items) {
    const names = encodeNames(codes)
    const folder = folders.get(item)
    for (const code of codes) {
      const path = folder === undefined ? undefined : join(`${prefix}${folder}/`, names.get(code))
      paths.set(variantNumber(item, code), path)
    }
  }
  return paths
}

const join = (prefix: string, name: string | undefined) => (name === undefined ? undefined : prefix + name)

/** A path without its extension. */
export const baseOf = (path: string): string => path.replace(/\.[^./]+$/, '')
