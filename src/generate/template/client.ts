import createClient, { type Client } from 'openapi-fetch'
import type { BinaryBody, paths } from './types.js'

// <pictures>
/** The entity sets whose entities have a picture. */
export type PictureParent = 'items'

const PICTURES: Record<PictureParent, { id: string; content: keyof paths }> = {
  items: {
    id: 'itemId',
    content: '/companies({companyId})/items({itemId})/picture/pictureContent',
  },
}
// </pictures>

/** Whose picture: an entity of a company, by the ids that the API returns. */
export interface PictureOwner {
  companyId: string
  parent: PictureParent
  id: string
}

/** What {@link createBusinessCentralClient} needs. */
export interface BusinessCentralClientOptions {
  /** The URL up to and including `/api/<version>`. */
  baseUrl: string
  /** A bearer token, or a function that returns one for each request. Leave it out if `fetch` signs in by itself. */
  token?: string | (() => string | Promise<string>) | undefined
  /** Called instead of the global `fetch`, for a proxy, retries or logging. */
  fetch?: ((request: Request) => Promise<Response>) | undefined
}

/** Settings of one call. */
export interface CallOptions {
  /** Cancels the request. */
  signal?: AbortSignal | undefined
}

/** The server refused a request. */
export class BusinessCentralError extends Error {
  override readonly name = 'BusinessCentralError'
  /** The HTTP status. */
  readonly status: number
  /** The code of Business Central, such as `Request_EntityChanged`; empty if the response had none. */
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** A client of the picture endpoints of Business Central. */
export interface BusinessCentralClient {
  /** Every operation of the API, typed. Uploads are sent unchanged; pass `parseAs` to read a picture's content. */
  readonly api: Client<paths>
  /**
   * Uploads an image, whether or not there is one already.
   * @param ifMatch `*` overwrites; an etag uploads only if the picture has not changed since it was read.
   * @throws BusinessCentralError with code `Request_EntityChanged` if the etag is out of date.
   */
  uploadPicture(owner: PictureOwner, image: BinaryBody, options?: CallOptions & { ifMatch?: string }): Promise<void>
  /** Downloads an image as a Blob, or returns null if there is none. */
  downloadPicture(owner: PictureOwner, options?: CallOptions): Promise<Blob | null>
  /** Downloads an image as bytes, or returns null if there is none. */
  downloadPictureBytes(owner: PictureOwner, options?: CallOptions): Promise<Uint8Array | null>
  /** Downloads an image as a stream, or returns null if there is none. */
  downloadPictureStream(owner: PictureOwner, options?: CallOptions): Promise<ReadableStream<Uint8Array> | null>
}

/** Makes a client. Nothing is sent before the first call. */
export function createBusinessCentralClient(options: BusinessCentralClientOptions): BusinessCentralClient {
  const api = createClient<paths>({
    baseUrl: options.baseUrl,
    bodySerializer: requireBinary,
    ...(options.fetch && { fetch: options.fetch }),
  })
  api.use({
    async onRequest({ request }) {
      const token = typeof options.token === 'function' ? await options.token() : options.token
      if (token !== undefined) request.headers.set('Authorization', `Bearer ${token}`)
      // openapi-fetch takes every body for JSON; in this API every body is an image.
      if (request.method === 'PATCH') request.headers.set('Content-Type', 'application/octet-stream')
      return request
    },
  })
  const send = api.request as unknown as SendUntyped

  async function download(
    { companyId, parent, id }: PictureOwner,
    { signal }: CallOptions = {},
  ): Promise<Response | null> {
    const { content, id: idName } = PICTURES[parent]
    const { response, error } = await send('get', content, {
      params: { path: { companyId, [idName]: id, pictureId: id } },
      parseAs: 'stream',
      ...(signal && { signal }),
    })
    if (!response.ok) throw errorOf(response, error)
    return response.status === 204 ? null : response
  }

  return {
    api,
    async uploadPicture({ companyId, parent, id }, image, { ifMatch = '*', signal } = {}) {
      const { content, id: idName } = PICTURES[parent]
      const { response, error } = await send('patch', content, {
        params: { path: { companyId, [idName]: id, pictureId: id }, header: { 'If-Match': ifMatch } },
        body: image,
        // A stream as a request body needs half duplex.
        ...(image instanceof ReadableStream && { duplex: 'half' }),
        ...(signal && { signal }),
      })
      if (!response.ok) throw errorOf(response, error)
    },
    async downloadPicture(owner, options) {
      const response = await download(owner, options)
      return response ? response.blob() : null
    },
    async downloadPictureBytes(owner, options) {
      const response = await download(owner, options)
      return response ? new Uint8Array(await response.arrayBuffer()) : null
    },
    async downloadPictureStream(owner, options) {
      const response = await download(owner, options)
      return response ? response.body : null
    },
  }
}

/** A call of openapi-fetch for a path that is chosen at run time. */
type SendUntyped = (
  method: 'get' | 'patch',
  path: keyof paths,
  init: Record<string, unknown>,
) => Promise<{ response: Response; error?: unknown }>

/** Returns an upload's body as it is. Without this, openapi-fetch would send `{}` for a Blob. */
function requireBinary(body: unknown): BinaryBody {
  if (
    body instanceof Blob ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body) ||
    body instanceof ReadableStream
  ) {
    return body
  }
  throw new TypeError(`An image must be a Blob, an ArrayBuffer, a typed array or a stream, not ${typeof body}.`)
}

function errorOf(response: Response, body: unknown): BusinessCentralError {
  const { code = '', message = '' } = (body as { error?: { code?: string; message?: string } } | undefined)?.error ?? {}
  const text = message || `The server returned HTTP ${response.status} without a message.`
  return new BusinessCentralError(response.status, code, text)
}
