import type { FlatRecord } from '../../model.ts'
import type { Query } from './query.ts'

/** The page size of the service, and the most that a caller can ask for (fact:limit-page). */
export const maxPageSize = 20_000

/** One page of a list. */
export interface Page<T> {
  readonly rows: readonly T[]
  /** How many rows pass the filter, on all pages together. */
  readonly total: number
  /** The `$skiptoken` of the next page; undefined on the last. */
  readonly nextToken: number | undefined
}

/** Applies filter, order, skip and top to a list, and takes the page that the skip token asks for. */
export function takePage<T extends { readonly record: FlatRecord }>(
  all: readonly T[],
  query: Query,
  pageSize: number,
): Page<T> {
  const { filter, order, skip, top, skipToken } = query
  const passed = filter === undefined ? all : all.filter((row) => filter(row.record))
  const sorted = order === undefined ? passed : passed.toSorted((a, b) => order(a.record, b.record))
  const wanted = sorted.slice(skip, top === undefined ? undefined : skip + top)
  const next = skipToken + pageSize
  return {
    rows: wanted.slice(skipToken, next),
    total: passed.length,
    nextToken: next < wanted.length ? next : undefined,
  }
}

/** The page size that a Prefer header asks for, or undefined when it asks for none. */
export function preferredPageSize(prefer: string | undefined): number | undefined {
  const size = Number(/(?:^|[\s,;])(?:odata\.)?maxpagesize\s*=\s*"?(\d+)/i.exec(prefer ?? '')?.[1] ?? 0)
  return size > 0 ? Math.min(size, maxPageSize) : undefined
}
