/* This folder alone knows openapi-fetch: leaving that library means rewriting its two files and no other. */
import type { Client, FetchResponse, MaybeOptionalInit, ParseAs } from 'openapi-fetch'
import type { paths as BetaPaths } from '../../../generated/types/beta.ts'
import type { paths as V1Paths } from '../../../generated/types/v1.0.ts'
import type { paths as V2Paths } from '../../../generated/types/v2.0.ts'
import { API_VERSIONS, type ApiVersion } from '../../versions.ts'
import { requireBinary } from '../bytes/binary-body.ts'
import { callback, hide, isObject, must, oneOf, optionsWith, text } from '../check.ts'
import type { CallRaw, RawClientOptions } from './methods.ts'

/** The contract's paths, by API version. */
export interface PathsByVersion {
  beta: BetaPaths
  'v1.0': V1Paths
  'v2.0': V2Paths
}

/** A client typed by the contract of one API version: `client.GET('/companies({companyId})/items', { params })`. */
export type RawClient<Version extends ApiVersion> = Omit<Client<PathsByVersion[Version]>, 'GET'> & {
  /** Call a GET endpoint. Content comes as a Blob unless you pass `parseAs`. */
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

const checkOptions = /* @__PURE__ */ optionsWith<RawClientOptions<ApiVersion>>(
  {
    baseUrl: text,
    apiVersion: /* @__PURE__ */ oneOf(API_VERSIONS),
    headers: /* @__PURE__ */ must(isObject, 'an object of headers', hide),
    fetch: callback,
  },
  'baseUrl',
  'apiVersion',
)

/**
 * Makes a client whose calls cannot mangle a picture. openapi-fetch itself is loaded at the first call.
 *
 * Uploads take bytes, a Blob or a ReadableStream and send them unchanged as `application/octet-stream`; anything else
 * is a TypeError before a request goes out. Downloads give a Blob unless `parseAs` asks for `arrayBuffer` or
 * `stream`; `data` is undefined where there is no picture (204). Test `response.ok`, not `error`: an empty error
 * body makes `error` the empty string.
 *
 * A call that leaves a path parameter out, or uploads something that is not binary, is rejected with a TypeError.
 *
 * @throws TypeError for an option that is missing, unknown or wrong.
 */
export function createRawClient<Version extends ApiVersion>(options: RawClientOptions<Version>): RawClient<Version> {
  checkOptions('createRawClient()', options)
  return rawClientOf(options)
}

/** The client of {@link createRawClient}, of options that were checked. */
export function rawClientOf<Version extends ApiVersion>(options: RawClientOptions<Version>): RawClient<Version> {
  let loading: Promise<CallRaw> | undefined
  const method =
    (name: string) =>
    async (...given: unknown[]) => {
      loading ??= import('./methods.ts').then(({ callRaw }) => callRaw(options, requireBinary))
      return (await loading)(name, given)
    }
  const names = 'GET PUT POST DELETE OPTIONS HEAD PATCH TRACE request use eject'.split(' ')
  return Object.fromEntries(names.map((name) => [name, method(name)])) as unknown as RawClient<Version>
}
