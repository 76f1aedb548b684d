import type { ApiVersion } from '../versions.ts'
import { readBaseUrl } from './base-url.ts'
import { toSource } from './bytes/source.ts'
import { checkOneOf, fail, show } from './check.ts'
import { checkClientOptions } from './check-options.ts'
import { type Company, createCompanies } from './company.ts'
import { guidOf } from './guid.ts'
import { type Entity, type ListOptions, listEntities, type Pages, type Parent, type WithPicture } from './list.ts'
import type { CallOptions, PictureClientOptions } from './options.ts'
import { createPicture, type Picture } from './picture.ts'
import { createRawClient, type RawClient } from './raw/client.ts'
import type { RawRequest } from './raw/methods.ts'
import type { Call, Send } from './request/call.ts'
import { createContext } from './request/context.ts'
import { rawRefusals } from './request/refusal.ts'
import { send as sendCall } from './request/sender.ts'
import { PROFILES, type Profile } from './versions.ts'

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
): PictureClient<Version> {
  checkClientOptions(options)
  const { baseUrl, apiVersion, company, allowHttp } = options
  const { root, query } = readBaseUrl(baseUrl, apiVersion, allowHttp)
  const profile = PROFILES[apiVersion]
  const context = createContext(query, options)
  const sendAny: Send = (call) => sendCall(context, call)
  const send: Send = (call) =>
    sendAny(call).catch(async (error) => {
      await companies.explain(error, call.url)
      throw error
    })
  const pages: Pages = { root, send, redact: context.signIn.redact }
  const companies = createCompanies(pages, company)
  const urlOf = async (path: string, options: CallOptions) =>
    `${root}/companies(${await companies.idOf(options)})/${path}`
  const checkParent = (parent: string) => checkOneOf('parent', parent, profile.parents)

  return {
    baseUrl: root,
    apiVersion,
    companyId: companies.idOf,
    companies: companies.list,
    async *list(parent: string, options: ListOptions = {}) {
      checkParent(parent)
      yield* listEntities(pages, (within) => urlOf(parent, within), options)
    },
    picture(parent, entityId) {
      checkParent(parent)
      const id = guidOf(entityId) || fail(`id ${show(entityId)} is not a GUID: get it with findEntity().`)
      return createPicture({
        send,
        profile,
        parent,
        id,
        urlOf: (path, within) => urlOf(`${parent}(${id})${path}`, within),
      })
    },
    raw: createRawClient({ baseUrl: root, apiVersion, fetch: (request) => sendRaw(request, root, profile, sendAny) }),
  } as PictureClient<Version>
}

/** Sends what the raw client makes, through what every request goes through. */
async function sendRaw(request: RawRequest, root: string, profile: Profile, send: Send): Promise<Response> {
  const { method, url, headers, signal, timeout, source: body } = request
  // A call may bring a base URL of its own; the credentials do not go there.
  if (!url.startsWith(`${root}/`)) fail(`${url} is not below baseUrl.`)
  const source = body && (await toSource(body, { signal }))
  const [path = ''] = url.split('?')
  const content = path.endsWith(profile.content)
  const contentUrl = content ? path : path + profile.content
  const fields = Object.fromEntries(headers)
  const call: Call = { as: 'raw', method, url, headers: fields, signal, timeout, source, content, contentUrl }
  try {
    const { response, body: bytes } = await send(call)
    return bytes ? new Response(bytes, response) : response
  } catch (error) {
    // A refusal does not throw here.
    const response = rawRefusals.get(error as object)
    if (response) return response
    throw error
  } finally {
    source?.close()
  }
}
