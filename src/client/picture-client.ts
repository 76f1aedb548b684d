import type { ApiVersion } from '../versions.ts'
import { readBaseUrl, unknown } from './base-url.ts'
import { shared } from './clock.ts'
import { NotFoundError } from './errors.ts'
import type { CallOptions, PictureClientOptions } from './options.ts'
import { createPicture, type Picture, type PictureInfo, toInfo } from './picture.ts'
import { type Call, createPipeline, nonsense, type Pipeline } from './pipeline.ts'
import { createRawClient, type PathsByVersion, type RawClient } from './raw-client.ts'
import { toSource } from './source.ts'

/** A company, as far as a picture client needs it. */
export interface Company {
  id: string
  name: string
  displayName?: string
}

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

/** What a list takes. */
export interface ListOptions<Expand extends boolean = boolean> extends CallOptions {
  /** An OData condition, such as `lastModifiedDateTime gt 2026-01-01T00:00:00Z`. */
  filter?: string
  /** An OData order, such as `number desc`. */
  orderby?: string
  /** Which properties to fetch; `id` must be among them. Default: all. */
  select?: string[]
  /** Whether each entity brings the facts of its picture along; they cost no further request. Default true. */
  expandPicture?: Expand
  /** How many entities to ask for in one request. Default 1000. */
  pageSize?: number
}

/** An entity with the facts of its picture. */
export type WithPicture<E, Expand extends boolean = true> = Expand extends false ? E : E & { picture: PictureInfo }

/** Pictures in one company of Business Central. */
export interface PictureClient<Version extends ApiVersion> {
  /** The URL up to and including the version, without a slash at the end and without a query. */
  readonly baseUrl: string
  readonly apiVersion: Version
  /** The id of the company that this client works in. It is looked up at most once. */
  companyId(options?: CallOptions): Promise<string>
  /**
   * The picture of one entity.
   * @throws TypeError for a parent that has no pictures in this version, and for an id that is no GUID.
   */
  picture(parent: Parent<Version>, id: string): Picture
  /** The entities of a set, page by page, as many as one takes. `timeout` is that of each page. */
  list<Name extends Parent<Version>, Expand extends boolean = true>(
    parent: Name,
    options?: ListOptions<Expand>,
  ): AsyncGenerator<WithPicture<Entity<Version, Name>, Expand>, void, undefined>
  /** The companies that the caller may open. */
  companies(options?: CallOptions): Promise<Company[]>
  /** The typed client of this version's contract, signed in, within the limits and with retries like everything here. */
  raw: RawClient<Version>
}

const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/**
 * Makes a client for the pictures of one company.
 *
 * Requests are signed in, kept within the service's limits, and sent again after throttling, gateway errors and broken
 * connections: see {@link PictureClientOptions}. Nothing is sent before the first call.
 *
 * @throws TypeError for a base URL, version or option that cannot work.
 */
export function createPictureClient<Version extends ApiVersion>(
  options: PictureClientOptions<Version>,
): PictureClient<Version> {
  const { baseUrl, apiVersion, company, allowHttp } = options
  const [root, query] = readBaseUrl(baseUrl, apiVersion, allowHttp)
  const keyed = apiVersion !== 'v2.0'
  const parents = 'items customers vendors employees contacts itemVariants'.split(' ').slice(0, keyed ? 4 : 6)
  const { send: sendOnce, mayRepeat } = createPipeline(query, options)
  let companyId = GUID.test(`${company}`) ? company : undefined

  const send: Pipeline['send'] = (call, wait) =>
    sendOnce(call, wait).catch(async (error) => {
      // The list of companies itself fails so where the base URL names one that is not there.
      if (error?.code === 'Internal_CompanyNotFound' && call.url.includes('/companies(')) choose(await companies())
      throw error
    })

  async function* entities(path: string, options: CallOptions, query = '', size = 1000) {
    const seen = new Set<string>()
    for (let call: Call; ; ) {
      const headers = { prefer: `odata.maxpagesize=${size}` }
      call = { ...options, method: 'GET', url: `${root}/${path}?${query}`, headers, json: true }
      const { value, '@odata.nextLink': link } = ((await send(call)).data ?? {}) as Page
      if (!Array.isArray(value) || seen.has(query)) throw nonsense(call, 'is not answered by a list.')
      for (const one of value) yield [one, call] as const
      if (!link) return
      // Only the query of the link is followed: wherever it points, the request goes to our own URL.
      seen.add(query)
      query = /\?(.+)/.exec(link)?.[1] ?? query
    }
  }

  async function companies(options: CallOptions = {}): Promise<Company[]> {
    const all: Company[] = []
    for await (const [one] of entities('companies', options)) all.push(one as unknown as Company)
    return all
  }

  function choose(all: Company[]): string {
    const named = all.filter(({ name }) => name === (company ?? name))
    // No two companies have one name, but any may be displayed as another.
    const [found, another] = named[0] ? named : all.filter(({ displayName }) => displayName === company)
    if (found && !another) return found.id
    throw new NotFoundError(
      unknown(
        'company',
        company,
        all.map(({ name }) => name),
      ),
    )
  }

  const find = shared(async () => choose(await companies()))

  async function getCompanyId({ signal }: CallOptions = {}): Promise<string> {
    companyId ??= await find(signal)
    return companyId
  }

  async function inCompany(path: string, options: CallOptions): Promise<string> {
    return `companies(${await getCompanyId(options)})/${path}`
  }

  function check(parent: string): void {
    if (!parents.includes(parent)) throw new TypeError(unknown('parent', parent, parents))
  }

  async function* list(parent: string, options: ListOptions = {}): AsyncGenerator<never> {
    check(parent)
    const { filter, orderby, select, expandPicture = true, pageSize, ...rest } = options
    const query = Object.entries({ filter, orderby, select, expand: expandPicture && 'picture' })
      .flatMap(([name, value]) => (value ? `$${name}=${encodeURIComponent(`${value}`)}` : []))
      .join('&')
    for await (const [one, call] of entities(await inCompany(parent, rest), rest, query, pageSize)) {
      yield (expandPicture ? { ...one, picture: toInfo(one.picture, one.id, call) } : one) as never
    }
  }

  return {
    baseUrl: root as string,
    apiVersion,
    companyId: getCompanyId,
    list,
    companies,
    picture(parent, id) {
      check(parent)
      if (!GUID.test(id)) throw new TypeError(`id "${id}" is no GUID: get it with findEntity().`)
      return createPicture(
        { send, mayRepeat },
        parent,
        id,
        keyed,
        async (path, options) => `${root}/${await inCompany(`${parent}(${id})${path}`, options)}`,
      )
    },
    raw: createRawClient({
      baseUrl: root as string,
      apiVersion,
      async fetch({ method, url, headers, signal, timeout, source: body }) {
        // A call may bring a base URL of its own; the credentials do not go there.
        if (!url.startsWith(`${root}/`)) throw new TypeError(`${url} is not below baseUrl.`)
        const source = body && (await toSource(body, signal))
        const fields = Object.fromEntries(headers)
        const { response, body: bytes } = await sendOnce({
          method,
          url,
          headers: fields,
          signal,
          timeout,
          source,
          raw: true,
        }).finally(() => source?.close())
        return bytes ? new Response(bytes, response) : response
      },
    }),
  } as PictureClient<Version>
}

interface Page {
  value?: { id: string; picture?: unknown }[]
  '@odata.nextLink'?: string
}
