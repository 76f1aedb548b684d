import { BusinessCentralError } from '../../client/index.ts'
import { decodeName, splitExtension, variantNumber } from '../file-names.ts'
import { listAll } from '../listing.ts'
import { type ParentSet, parentSetsOf, SINGULAR, TransferUsageError } from '../parents.ts'
import { escapeText } from '../text.ts'
import type { Listed, TransferClient } from '../transfer-client.ts'
import { mapKey } from './map-file.ts'
import { Numbers } from './numbers.ts'
import type { PushOptions } from './options.ts'
import type { Placed } from './sets.ts'
import type { SourceFile } from './source-files.ts'

/** A file, and the entity that it is for, or why there is none. */
export interface Matched {
  readonly file: SourceFile
  readonly entity?: Listed
  readonly reason?: string
  readonly detail?: string
}

/** The sets as they are listed now. */
export type Lists = ReadonlyMap<ParentSet, ReadonlyMap<string, Listed>>

/** Lists every set that the files need, once. */
export async function listSets(
  client: TransferClient,
  placed: readonly Placed[],
  { by, signal }: PushOptions,
): Promise<Map<ParentSet, Map<string, Listed>>> {
  const lists = new Map<ParentSet, Map<string, Listed>>()
  const sets = new Set(placed.flatMap(({ parents }) => parents ?? []))
  const withGtin = by === 'gtin'
  if (withGtin && (client.apiVersion !== 'v2.0' || [...sets].some((set) => set !== 'items'))) {
    throw new TransferUsageError("by: 'gtin' works for items in API v2.0 only.")
  }
  for (const parents of sets)
    lists.set(parents, await listAll(client, parents, { also: withGtin ? 'gtin' : undefined, signal }))
  if (sets.has('items') && parentSetsOf(client.apiVersion).includes('itemVariants') && !lists.has('itemVariants')) {
    const items = new Numbers((lists.get('items') ?? new Map()).values(), ({ number }) => number)
    const likely = placed.some(({ parts }) => parts.length > 1 && items.find(parts.at(-2) ?? '').length > 0)
    // Servers before BC 28 have no variants with pictures (fact:variants-since-28).
    if (likely) lists.set('itemVariants', await listAll(client, 'itemVariants', { signal }).catch(noVariants))
  }
  return lists
}

function noVariants(error: unknown): Map<string, Listed> {
  if (error instanceof TransferUsageError && error.cause instanceof BusinessCentralError) return new Map()
  throw error
}

/** Finds the entity of each file, by map, GTIN or number. Several files for one entity go to none. */
export function matchFiles(
  placed: readonly Placed[],
  lists: Lists,
  options: Pick<PushOptions, 'by'>,
  map: ReadonlyMap<string, string> | undefined,
): Matched[] {
  const keyOf = options.by === 'gtin' ? ({ gtin = '' }: Listed) => gtin : ({ number }: Listed) => number
  const numbers = new Map([...lists].map(([set, listed]) => [set, new Numbers(listed.values(), keyOf)] as const))
  const matched = placed.map((one) => matchOne(one, numbers, options, map))
  const files = new Map<Listed, string[]>()
  for (const { entity, file } of matched) if (entity) files.set(entity, [...(files.get(entity) ?? []), file.path])
  return matched.map((one) => {
    const paths = one.entity ? (files.get(one.entity) ?? []) : []
    if (paths.length < 2) return one
    const others = paths
      .filter((path) => path !== one.file.path)
      .slice(0, 3)
      .map(escapeText)
      .join(', ')
    const detail = `${one.entity?.number} is also named by ${others || 'another file of this name'}: keep one`
    return { file: one.file, reason: 'several files for one number', detail }
  })
}

function matchOne(
  { file, parents, parts }: Placed,
  numbers: ReadonlyMap<ParentSet, Numbers>,
  { by }: Pick<PushOptions, 'by'>,
  map: ReadonlyMap<string, string> | undefined,
): Matched {
  if (parents === undefined) {
    return { file, reason: 'in no folder of a set', detail: 'lies in no folder that is named like an entity set' }
  }
  const own = numbers.get(parents)
  if (!own) return { file, reason: 'unknown number' }
  const last = parts.at(-1) ?? ''
  const { name, extension } = splitExtension(last)
  const mapped = map?.get(mapKey(file.path)) ?? map?.get(mapKey(last))
  if (extension === '' && mapped === undefined) {
    return { file, reason: 'no picture', detail: 'has no extension of a picture' }
  }
  const folder = parts.at(-2)
  if (mapped !== undefined) return matchNumber(file, parents, own, mapped, `the map says ${mapped}`)
  if (parents === 'itemVariants') {
    const item = decodeName(folder ?? '') ?? folder ?? ''
    return matchNumber(file, parents, own, variantNumber(item, decodeName(name) ?? name))
  }
  const variant = parents === 'items' && by !== 'gtin' && folder !== undefined && variantOf(numbers, folder, name)
  if (variant) return { file, entity: variant }
  return matchNumber(file, parents, own, name, by === 'gtin' ? `no item has the GTIN ${name}` : undefined)
}

/** `X/Y` is a variant only where item X has variant Y; any other folder only wraps. */
function variantOf(numbers: ReadonlyMap<ParentSet, Numbers>, folder: string, name: string): Listed | undefined {
  const [item] = numbers.get('items')?.find(folder) ?? []
  if (!item) return undefined
  const [variant] = numbers.get('itemVariants')?.find(variantNumber(item.number, decodeName(name) ?? name)) ?? []
  return variant
}

function matchNumber(file: SourceFile, parents: ParentSet, numbers: Numbers, name: string, hint?: string): Matched {
  const found = numbers.find(name)
  const [entity] = found
  if (entity && found.length === 1) return { file, entity }
  if (entity) return { file, reason: 'several entities', detail: `${name} stands for ${found.length} of ${parents}` }
  const suggestion = numbers.suggest(name)
  const detail = [hint ?? `there is no ${SINGULAR[parents]} ${name}`, suggestion].filter(Boolean).join('; ')
  return { file, reason: 'unknown number', detail }
}
