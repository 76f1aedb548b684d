import { PARENT_SETS, type ParentSet, readParentSet } from '../parents.ts'
import type { Source } from '../state/rows.ts'
import type { State } from '../state/state.ts'
import type { TransferClient } from '../transfer-client.ts'
import type { SourceFile } from './source-files.ts'

/** A file within the set that its place in the folder says. */
export interface Placed {
  readonly file: SourceFile
  /** Undefined for a file in no set's folder, where the folder is divided by set. */
  readonly parents: ParentSet | undefined
  /** The folders below that of the set, and the file's name last. */
  readonly parts: readonly string[]
}

/** Chooses the sets that are pushed, and says for each file which one its place stands for. */
export function placeFiles(
  client: TransferClient,
  state: State,
  source: Source,
  files: readonly SourceFile[],
  asked: readonly string[] | undefined,
): Placed[] {
  const split = files.map((file) => ({ file, parts: file.path.split('/') }))
  const named = new Set(split.flatMap(({ parts }) => setOf(parts.slice(0, -1).find((part) => setOf(part))) ?? []))
  const known = state.knownParents(source)
  const sets = asked?.map((name) => readParentSet(name, client.apiVersion)) ?? defaultSets(state, source, named, known)
  const bySet = sets.length > 1 || (source === 'folder' && state.setting('layout') === 'by-set')
  if (!bySet && !(named.size > 0 && sets.every((set) => named.has(set)))) {
    return split.map(({ file, parts }) => ({ file, parts, parents: sets[0] ?? 'items' }))
  }
  return split.map(({ file, parts }) => {
    const at = parts.slice(0, -1).findIndex((part) => setOf(part))
    const parents = setOf(parts[at])
    // A file of a set that pull has not visited since the folder was divided still lies at the top.
    const owner = parents === undefined ? state.setOfFile(source, file.path) : undefined
    if (owner && sets.includes(owner)) return { file, parts, parents: owner }
    if (parents === undefined || !sets.includes(parents)) return { file, parts, parents: undefined }
    return { file, parts: parts.slice(at + 1), parents }
  })
}

function defaultSets(
  state: State,
  source: Source,
  named: ReadonlySet<ParentSet>,
  known: readonly ParentSet[],
): readonly ParentSet[] {
  if (source === 'folder' && state.setting('layout') === 'flat' && known.length > 0) {
    return known.includes('items') ? ['items'] : known.slice(0, 1)
  }
  const all = source === 'folder' ? new Set([...known, ...named]) : named
  return all.size > 0 ? [...all] : ['items']
}

const setOf = (name: string | undefined): ParentSet | undefined =>
  PARENT_SETS.find((set) => set.toLowerCase() === name?.toLowerCase())
