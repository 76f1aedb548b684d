/** The one file that knows openapi-fetch: leaving that library means rewriting this file and no other. */
import createClient, {
  type Client,
  defaultPathSerializer,
  type FetchResponse,
  type MaybeOptionalInit,
  type ParseAs,
} from 'openapi-fetch'
import type { paths as BetaPaths } from '../../generated/types/beta.ts'
import type { paths as V1Paths } from '../../generated/types/v1.0.ts'
import type { paths as V2Paths } from '../../generated/types/v2.0.ts'
import type { ApiVersion } from '../versions.ts'
import { isBinaryBody } from './binary-body.ts'

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

/** What {@link createRawClient} needs. */
export interface RawClientOptions<Version extends ApiVersion> {
  /** The URL up to and including `/api/<version>`, or a Graph root. A trailing slash does no harm. */
  baseUrl: string
  /** Which contract types the calls; it is not added to the URL. */
  apiVersion: Version
  /** Sent with every request, `Authorization` for instance. */
  headers?: Record<string, string>
  /** Called instead of the global `fetch`, with the finished request. */
  fetch?: (request: Request) => Promise<Response>
}

type ResponseParser = 'json' | 'text' | 'blob' | 'arrayBuffer' | 'stream'
type Init = Record<string, unknown> & { headers?: HeadersInit; parseAs?: ResponseParser }

/**
 * Makes a client whose calls cannot mangle a picture.
 *
 * Uploads take bytes, a Blob or a ReadableStream and send them unchanged as `application/octet-stream`; anything else
 * throws a TypeError before a request goes out. Downloads give a Blob unless `parseAs` asks for `arrayBuffer` or
 * `stream`; `data` is undefined where there is no picture (204). Test `response.ok`, not `error`: an empty error
 * body makes `error` the empty string.
 *
 * @throws TypeError from a call that leaves a path parameter out, or uploads something that is not binary.
 */
export function createRawClient<Version extends ApiVersion>(options: RawClientOptions<Version>): RawClient<Version> {
  const client = createClient<PathsByVersion[Version]>({
    baseUrl: options.baseUrl,
    ...(options.headers && { headers: options.headers }),
    ...(options.fetch && { fetch: options.fetch }),
    bodySerializer: refuseUnlessBinary,
    pathSerializer: fillPath,
  })
  type Call = (...args: unknown[]) => Promise<unknown>
  const { GET, PATCH, request } = client as unknown as Record<'GET' | 'PATCH' | 'request', Call>
  return Object.assign(client, {
    GET: (path: string, init?: Init) => GET(path, downloading(path, init)),
    PATCH: (path: string, init?: Init) => PATCH(path, uploading(init)),
    request: (method: string, path: string, init?: Init) =>
      request(method, path, method.toLowerCase() === 'patch' ? uploading(init) : downloading(path, init)),
  })
}

function downloading(path: string, init: Init = {}): Init {
  return { ...init, parseAs: init.parseAs ?? defaultParser(path) }
}

function defaultParser(path: string): ResponseParser {
  if (/\/(pictureContent|content)$/.test(path)) return 'blob'
  return path.endsWith('/$metadata') ? 'text' : 'json'
}

function uploading(init: Init = {}): Init {
  const headers = new Headers(init.headers)
  if (!headers.has('content-type')) headers.set('content-type', 'application/octet-stream')
  // Streams need half duplex; for every other body it changes nothing.
  return { ...init, headers: Object.fromEntries(headers), duplex: 'half' }
}

function refuseUnlessBinary(body: unknown): unknown {
  if (isBinaryBody(body)) return body
  throw new TypeError("A picture's bytes must be a Blob, an ArrayBuffer, a typed array or a ReadableStream.")
}

function fillPath(path: string, values: Record<string, unknown>): string {
  const filled = defaultPathSerializer(path, values as Record<string, string>)
  const missing = /\{([^{}]+)\}/.exec(filled)?.[1]
  if (missing !== undefined) throw new TypeError(`The path parameter ${missing} of ${path} has no value.`)
  return filled
}
