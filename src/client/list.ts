import type { ApiVersion } from '../versions.ts'
import { flag, isObject, must, optionsWith, text, wholeNumber } from './check.ts'
import { CALL_CHECKS } from './check-options.ts'
import { invalid } from './errors.ts'
import type { CallOptions } from './options.ts'
import { type PictureInfo, toInfo } from './picture-info.ts'
import type { PathsByVersion } from './raw/client.ts'
import type { Call, SendTo } from './request/call.ts'

/** The entity sets whose entities have a picture, in a version: `items`, `customers`, … */
export type Parent<Version extends ApiVersion = ApiVersion> = Version extends ApiVersion
  ? keyof PathsByVersion[Version] extends infer Path
    ? Path extends `/companies({companyId})/${infer Name}({${string}})/picture`
      ? Name
      : never
    : never
  : never

/** An entity of a list, as the contract has it. */
export type Entity<Version extends ApiVersion, Name extends Parent<Version>> =
  ListAnswer<PathsByVersion[Version], `/companies({companyId})/${Name}`> extends { value: (infer One)[] }
    ? Omit<One, 'picture'>
    : never

type ListAnswer<Paths, Path extends string> = Path extends keyof Paths
  ? Paths[Path] extends { get: { responses: { 200: { content: { 'application/json': infer Answer } } } } }
    ? Answer
    : never
  : never

/** An entity with the metadata of its picture. */
export type WithPicture<E, Expand extends boolean = true> = Expand extends false ? E : E & { picture: PictureInfo }

/** What a list takes. */
export interface ListOptions<Expand extends boolean = boolean> extends CallOptions {
  /** An OData condition, such as `lastModifiedDateTime gt 2026-01-01T00:00:00Z`. */
  filter?: string | undefined
  /** An OData order, such as `number desc`. */
  orderby?: string | undefined
  /** Which properties to fetch; `id` must be among them. Default: all. */
  select?: string[] | undefined
  /** Whether each entity brings the metadata of its picture along, at the cost of no further request. Default true. */
  expandPicture?: Expand | undefined
  /** How many entities to ask for in one request. Default 1000. */
  pageSize?: number | undefined
}

const selection = must(
  (value) => Array.isArray(value) && value.includes('id') && value.every((name) => name && typeof name === 'string'),
  'an array of names with "id" in it',
)

const checkOptions = optionsWith<ListOptions>({
  ...CALL_CHECKS,
  filter: text,
  orderby: text,
  select: selection,
  expandPicture: flag,
  pageSize: wholeNumber(1),
})

/** An entity as it comes. */
export interface Row {
  id: string
  picture?: unknown
  [property: string]: unknown
}

interface PageOptions extends CallOptions {
  query?: string | undefined
  pageSize?: number | undefined
}

/** The rows of a list, page by page, each with the call that it came with. */
export async function* fetchPages(send: SendTo, path: string, options: PageOptions): AsyncGenerator<[Row, Call]> {
  const { query: first = '', pageSize = 1000, signal, timeout } = options
  const headers = { prefer: `odata.maxpagesize=${pageSize}` }
  // One query is kept, however many come: that of the latest page whose number is a power of two (Brent's algorithm).
  let kept = first
  let pages = 0
  for (let query = first; ; ) {
    const { data, call } = await send(`${path}?${query}`, { method: 'GET', as: 'json', headers, signal, timeout })
    const { value, '@odata.nextLink': link } = (data ?? {}) as Record<string, unknown>
    if (!Array.isArray(value) || !value.every(isObject)) throw invalid(call, 'returned no list.')
    for (const row of value as Row[]) yield [row, call]
    if (!link) return
    // Only the query of the link is used: wherever it points, the request goes to our own URL.
    query = URL.canParse(`${link}`, call.url) ? new URL(`${link}`, call.url).search.slice(1) : ''
    // Pages may be empty, but not a thousand.
    if (!query || query === kept || (++pages > 999 && !value[0])) throw invalid(call, 'returned an unusable next link.')
    if (!(pages & (pages - 1))) kept = query
  }
}

/** The entities of a set, as `PictureClient.list` gives them. `send` sends calls to what is below the company. */
export async function* listEntities(send: SendTo, parent: string, options: ListOptions): AsyncGenerator<never> {
  checkOptions('list()', options)
  const { filter, orderby, select, expandPicture = true, ...rest } = options
  const query = Object.entries({ filter, orderby, select, expand: expandPicture && 'picture' })
    .flatMap(([name, value]) => (value ? `$${name}=${encodeURIComponent(`${value}`)}` : []))
    .join('&')
  for await (const [row, call] of fetchPages(send, parent, { ...rest, query })) {
    yield (expandPicture ? { ...row, picture: toInfo(row.picture, row.id, call) } : row) as never
  }
}
