/** The one file that knows openapi-fetch: leaving that library means rewriting this file and no other. */
import type { Client, FetchResponse, MaybeOptionalInit, ParseAs } from 'openapi-fetch'
import type { paths as BetaPaths } from '../../generated/types/beta.ts'
import type { paths as V1Paths } from '../../generated/types/v1.0.ts'
import type { paths as V2Paths } from '../../generated/types/v2.0.ts'
import type { ApiVersion } from '../versions.ts'
import { type BinaryBody, requireBinary } from './binary-body.ts'

/** The contract's paths, by API version. */
export interface PathsByVersion {
  beta: BetaPaths
  'v1.0': V1Paths
  'v2.0': V2Paths
}

/** A client typed by the contract of one API version: `client.GET('/companies({companyId})/items', { params })`. */
export type RawClient<Version extends ApiVersion> = Omit<Client<PathsByVersion[Version]>, 'GET'> & {
  /** Call a GET endpoint. Content comes as a Blob unless `parseAs` says otherwise. */
  GET: GetMethod<PathsByVersion[Version]>
}

type GetMethod<Paths extends object> = <
  Path extends PathsThatCanBeRead<Paths>,
  Init extends MaybeOptionalInit<Paths[Path], 'get' & keyof Paths[Path]>,
>(
  path: Path,
  ...init: undefined extends Init ? [init?: Init] : [init: Init]
) => Promise<FetchResponse<Extract<Paths[Path]['get' & keyof Paths[Path]], object>, Parsed<Path, Init>, MediaType>>

type PathsThatCanBeRead<Paths> = {
  [Path in keyof Paths]: Paths[Path] extends { get: object } ? Path : never
}[keyof Paths]

// openapi-fetch maps the types of an answer's members, which takes a Blob's methods away; with parseAs it does not.
type Parsed<Path, Init> = Init extends { parseAs: ParseAs }
  ? Init
  : Path extends `${string}/${'content' | 'pictureContent'}`
    ? { parseAs: 'blob' }
    : Init

type MediaType = `${string}/${string}`

/** A request, and what was given to make it. */
export interface RawRequest extends Request {
  /** The bytes of an upload, as they were given. */
  readonly source?: BinaryBody
  /** How long the server may be silent, in milliseconds. */
  readonly timeout?: number
}

/** What {@link createRawClient} needs. */
export interface RawClientOptions<Version extends ApiVersion> {
  /** The URL up to and including `/api/<version>`, or a Graph root. A trailing slash does no harm. */
  baseUrl: string
  /** Which contract types the calls; it is not added to the URL. */
  apiVersion: Version
  /** Sent with every request, `Authorization` for instance. */
  headers?: Record<string, string>
  /** Called instead of the global `fetch`, with the finished request. */
  fetch?: (request: RawRequest) => Promise<Response>
}

type Init = Record<string, unknown> & { headers?: HeadersInit; body?: BinaryBody }
type Call = (method: string, path: string, init?: Init) => Promise<unknown>

/**
 * Makes a client whose calls cannot mangle a picture. openapi-fetch itself is loaded at the first call.
 *
 * Uploads take bytes, a Blob or a ReadableStream and send them unchanged as `application/octet-stream`; anything else
 * is a TypeError before a request goes out. Downloads give a Blob unless `parseAs` asks for `arrayBuffer` or
 * `stream`; `data` is undefined where there is no picture (204). Test `response.ok`, not `error`: an empty error
 * body makes `error` the empty string.
 *
 * A call that leaves a path parameter out, or uploads something that is not binary, is rejected with a TypeError.
 */
export function createRawClient<Version extends ApiVersion>(options: RawClientOptions<Version>): RawClient<Version> {
  let client: Promise<Record<string, (...given: unknown[]) => Promise<unknown>>> | undefined
  const use =
    (name: string) =>
    async (...given: unknown[]) => {
      client ??= load(options)
      const { [name]: method } = await client
      return method?.(...given)
    }
  const request = use('request') as Call
  const call: Call = (method, path, init = {}) =>
    request(method, path, {
      parseAs: /content$/i.test(path) ? 'blob' : /\$metadata$/.test(path) ? 'text' : 'json',
      ...init,
      ...(init.body && {
        // What openapi-fetch does not know it hands on with the request, whose own body can be read only once.
        source: init.body,
        // Streams need half duplex.
        duplex: 'half',
        headers: { 'content-type': 'application/octet-stream', ...Object.fromEntries(new Headers(init.headers)) },
      }),
    })
  const methods = 'GET PUT POST DELETE OPTIONS HEAD PATCH TRACE'
    .split(' ')
    .map((method) => [method, (path: string, init?: Init) => call(method, path, init)])
  return { ...Object.fromEntries(methods), request: call, use: use('use'), eject: use('eject') }
}

async function load<Version extends ApiVersion>({ fetch, ...options }: RawClientOptions<Version>) {
  const { default: createClient, defaultPathSerializer } = await import('openapi-fetch')
  const client: unknown = createClient({
    ...options,
    ...(fetch && { fetch: fetch as (request: Request) => Promise<Response> }),
    bodySerializer: requireBinary,
    pathSerializer: (path, values) =>
      defaultPathSerializer(path, values).replace(/\{(.+?)}/, (_, name) => {
        throw new TypeError(`The path parameter ${name} of ${path} has no value.`)
      }),
  })
  return client as Record<string, (...given: unknown[]) => Promise<unknown>>
}
