import type { ApiVersion } from '../versions.ts'
import { readBaseUrl } from './base-url.ts'
import { type Source, withSource } from './bytes/source.ts'
import { fail, isObject, must, oneOf } from './check.ts'
import { checkCall, checkClient } from './check-options.ts'
import { type Company, createCompany, listCompanies } from './company.ts'
import { withoutQuery } from './errors.ts'
import { guidOf } from './guid.ts'
import { type Entity, type ListOptions, listEntities, type Parent, type WithPicture } from './list.ts'
import type { CallOptions, PictureClientOptions } from './options.ts'
import { createPicture, type Picture } from './picture.ts'
import { type RawClient, rawClientOf } from './raw/client.ts'
import type { RawRequest } from './raw/methods.ts'
import type { SendTo } from './request/call.ts'
import { type Context, createContext } from './request/context.ts'
import { rawRefusals } from './request/refusal.ts'
import { send } from './request/sender.ts'
import { PROFILES } from './versions.ts'

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
): PictureClient<Version>
export function createPictureClient<Version extends ApiVersion>(
  options: PictureClientOptions<Version>,
  ...more: unknown[]
): PictureClient<Version> {
  checkClient('createPictureClient()', options)
  if (isObject(more[0])) fail('createPictureClient() takes one object of options.')
  const { baseUrl, apiVersion, company, allowHttp } = options
  const [root, query] = readBaseUrl(baseUrl, apiVersion, allowHttp)
  const profile = PROFILES[apiVersion]
  const context = createContext(query, profile.content, options)
  const toRoot: SendTo = (path, call) => send(context, { ...call, url: `${root}/${path}` })
  const chosen = createCompany(company, root, toRoot, context.signIn.redact)
  const checkParent = oneOf(profile.parents)

  return {
    baseUrl: root,
    apiVersion,
    async companyId(options = {}) {
      checkCall('companyId()', options)
      return chosen.idOf(options)
    },
    async companies(options = {}) {
      checkCall('companies()', options)
      return listCompanies(toRoot, options)
    },
    async *list(parent: string, options: ListOptions = {}) {
      checkParent('parent', parent)
      yield* listEntities(chosen.send, parent, options)
    },
    picture(parent, entityId) {
      checkParent('parent', parent)
      must(guidOf, 'a GUID, as findEntity() gives it')('id', entityId)
      const id = guidOf(entityId)
      return createPicture(parent, id, profile, (path, call) => chosen.send(`${parent}(${id})${path}`, call))
    },
    raw: rawClientOf({ baseUrl: root, apiVersion, fetch: (request) => sendRaw(context, root, request) }),
  } as PictureClient<Version>
}

/** Sends what the raw client makes, through what every request goes through. */
async function sendRaw(context: Context, root: string, request: RawRequest): Promise<Response> {
  const { method, url, headers, signal, timeout, source: body } = request
  checkCall(`${method}()`, { timeout })
  // A call may bring a base URL of its own; the credentials do not go there.
  if (!url.startsWith(`${root}/`)) fail(`${url} is not below baseUrl.`)
  const sendIt = (source?: Source) =>
    send(context, {
      as: withoutQuery(url).endsWith(context.content) ? 'picture' : 'bytes',
      isRaw: true,
      method,
      url,
      headers: Object.fromEntries(headers),
      signal,
      timeout,
      source,
    })
  try {
    const { response, body: bytes } = await (body ? withSource(body, { signal }, sendIt) : sendIt())
    return bytes ? new Response(bytes, response) : response
  } catch (error) {
    // A refusal does not throw here.
    const response = rawRefusals.get(error as object)
    if (response) return response
    throw error
  }
}
