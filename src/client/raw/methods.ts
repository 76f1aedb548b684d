import createClient, { defaultPathSerializer } from 'openapi-fetch'
import type { ApiVersion } from '../../versions.ts'
import type { BinaryBody } from '../bytes/binary-body.ts'

/** A request, and what was given to make it. */
export interface RawRequest extends Request {
  /** The bytes of an upload, as they were given. */
  readonly source?: BinaryBody | undefined
  /** How long the server may be silent, in milliseconds. */
  readonly timeout?: number | undefined
}

/** What `createRawClient` needs. */
export interface RawClientOptions<Version extends ApiVersion> {
  /** The URL up to and including `/api/<version>`, or a Graph root. A trailing slash does no harm. */
  baseUrl: string
  /** Which contract types the calls; it is not added to the URL. */
  apiVersion: Version
  /** Sent with every request, `Authorization` for instance. */
  headers?: Record<string, string> | undefined
  /** Called instead of the global `fetch`, with the finished request. */
  fetch?: ((request: RawRequest) => Promise<Response>) | undefined
}

type Init = Record<string, unknown> & { headers?: HeadersInit; body?: BinaryBody }

/** Carries out a call of a raw client's method, by the method's name. */
export type CallRaw = (name: string, given: unknown[]) => unknown

/** Makes what a raw client's methods do. Loaded when the first of them is called, and openapi-fetch with it. */
export function callRaw(
  { fetch, headers = {}, ...options }: RawClientOptions<ApiVersion>,
  bodySerializer: (body: unknown) => BinaryBody,
): CallRaw {
  const client = createClient<object>({
    ...options,
    headers,
    ...(fetch && { fetch: fetch as (request: Request) => Promise<Response> }),
    bodySerializer,
    pathSerializer: (path, values) =>
      defaultPathSerializer(path, values).replace(/\{(.+?)}/, (_, name) => {
        throw new TypeError(`The path parameter ${name} of ${path} has no value.`)
      }),
  }) as unknown as Record<string, (...given: unknown[]) => unknown>

  const request = (method: string, path: string, init: Init = {}) =>
    client.request?.(method, path, {
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
  return (name, given) => {
    if (name === 'use' || name === 'eject') return client[name]?.(...given)
    return request(...((name === 'request' ? given : [name, ...given]) as Parameters<typeof request>))
  }
}
