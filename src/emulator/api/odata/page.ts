import { querySyntax } from '../../errors.ts'
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
  readonly nextToken: string | undefined
}

/** Applies filter, order, skip and top to a list, and takes the page that the skip token asks for. */
export function takePage<T extends { readonly record: FlatRecord }>(
  all: readonly T[],
  query: Query,
  pageSize: number,
): Page<T> {
  const { filter, order, skip, top, skipToken } = query
  const passed = filter === undefined ? all : all.filter((row) => filter.test(row.record))
  const sorted = order === undefined ? passed : passed.toSorted((a, b) => order(a.record, b.record))
  const wanted = sorted.slice(skip, top === undefined ? undefined : skip + top)
  const start = skipToken === undefined ? 0 : startAfter(wanted, skipToken)
  const rows = wanted.slice(start, start + pageSize)
  const last = rows.at(-1)
  const isLast = last === undefined || start + pageSize >= wanted.length
  return { rows, total: passed.length, nextToken: isLast ? undefined : `'${last.record.id}',${start + pageSize}` }
}

/**
 * Reads a `$skiptoken`: the key of the last row, quoted (fact:next-link), and how many rows the pages before it had, for the
 * case that this row has gone meanwhile.
 */
function startAfter(rows: readonly { readonly record: FlatRecord }[], token: string): number {
  const [, key, count] = /^'([^']*)'(?:,(\d{1,9}))?$/.exec(token) ?? []
  if (key === undefined) throw querySyntax()
  const last = rows.findIndex(({ record }) => record.id === key.toLowerCase())
  return last >= 0 ? last + 1 : Number(count ?? 0)
}

/** The page size that a Prefer header asks for, or undefined when it asks for none. */
export function preferredPageSize(prefer: string | undefined): number | undefined {
  const size = Number(/(?:^|[\s,;])(?:odata\.)?maxpagesize\s*=\s*"?(\d+)/i.exec(prefer ?? '')?.[1] ?? 0)
  return size > 0 ? Math.min(size, maxPageSize) : undefined
}
