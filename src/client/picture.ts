import { BusinessCentralError } from './errors.ts'
import type { CallOptions, Progress } from './options.ts'
import { type Call, nonsense, type Pipeline } from './pipeline.ts'
import { toSource, type UploadBody } from './source.ts'
import { type ByteStream, collect, sniff } from './streams.ts'

/** What the server knows about a picture, alike in all versions. */
export interface PictureInfo {
  /** Whether there is a picture. The server says it by giving neither a size nor a content type. */
  exists: boolean
  /** The entity's id. */
  id: string
  /** In pixels; 0 without a picture, and maybe for formats that the server cannot read. */
  width: number
  height: number
  /** As the server has it, which may be wrong; empty without a picture. */
  contentType: string
  /** For `ifMatch`. It may not follow the bytes: equal etags do not prove equal pictures. */
  etag: string
}

/** A picture on its way. Its bytes can be had once: through `body`, `bytes()`, `blob()` or `read()`. */
export interface PictureContent {
  /** As the server has it, often `application/octet-stream`. */
  contentType: string
  /** What the bytes themselves show: `image/png`, `image/jpeg`, `image/gif`, `image/bmp` or `image/webp`. */
  sniffedType: string | undefined
  /** In bytes, where the server tells it beforehand. */
  size: number | undefined
  /** Fails where the connection ends early or bytes are missing. */
  body: ReadableStream<Uint8Array<ArrayBuffer>>
  /** All bytes. Where the connection breaks, they are fetched anew. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>
  /** All bytes, typed by what they show. Where the connection breaks, they are fetched anew. */
  blob(): Promise<Blob>
  /** Hands the bytes to `take`, and where the connection breaks, again from the first byte: `take` has to start clean. */
  read<T>(take: (body: ReadableStream<Uint8Array<ArrayBuffer>>) => Promise<T>): Promise<T>
}

/** What a download takes. */
export interface DownloadOptions extends CallOptions {
  onProgress?: (progress: Progress) => void
}

/** What an upload takes. */
export interface UploadOptions extends CallOptions {
  /** The etag that the picture must still have, or `*`, the default, for any. */
  ifMatch?: string
  /** Tells how many bytes have been handed over to the network. In browsers, which do not tell, only at the end. */
  onProgress?: (progress: Progress) => void
  /** Uploads what is not known to be an image, too. The server stores it as it comes. Default false. */
  anyFormat?: boolean
  /** How many bytes a stream will give. With it the server learns the length beforehand, and it is kept to. */
  size?: number
}

/** What a removal takes. */
export interface DeleteOptions extends CallOptions {
  /** The etag that the picture must still have. Default: none, which the server takes for any. */
  ifMatch?: string
}

/** The picture of one entity. */
export interface Picture {
  /** The entity set, such as `items`. */
  readonly parent: string
  /** The entity's id. */
  readonly id: string
  info(options?: CallOptions): Promise<PictureInfo>
  /** Begins to fetch the bytes. Null when there is no picture. */
  download(options?: DownloadOptions): Promise<PictureContent | null>
  /**
   * Puts a picture in the place of the one that is there, if any. An item and an item variant keep a set of images:
   * **all** of them are replaced by this one.
   *
   * @throws TypeError for an empty body, for one that is no image, and for an etag without quotes.
   */
  upload(body: UploadBody, options?: UploadOptions): Promise<void>
  /** Removes the picture; of an item and an item variant, **all** images of the set. */
  delete(options?: DeleteOptions): Promise<void>
}

/** A record as the server sends it, where it has one. */
interface PictureRecord {
  '@odata.etag'?: string
  width?: number
  height?: number
  contentType?: string
}

/** Brings the shapes of all versions together: one object, a collection of one, or null. */
export function toInfo(answer: unknown, id: string, call: Call): PictureInfo {
  const value = (answer as { value?: unknown } | null)?.value ?? answer
  const record = (Array.isArray(value) ? (value[0] ?? null) : value) as PictureRecord | null | undefined
  if (record !== null && typeof record?.width !== 'number') throw nonsense(call, 'is not answered by a picture.')
  const { width = 0, height = 0, contentType = '', '@odata.etag': etag = '' } = record ?? {}
  return { exists: !!(width || height || contentType), id, width, height, contentType, etag }
}

/** Makes the handle of a picture. `address` gives the URL of something below the entity, once the company is known. */
export function createPicture(
  { send, mayRepeat }: Pipeline,
  parent: string,
  id: string,
  keyed: boolean,
  address: (path: string, options: CallOptions) => Promise<string>,
): Picture {
  const picture = keyed ? `/picture(${id})` : '/picture'
  const content = picture + (keyed ? '/content' : '/pictureContent')

  return {
    parent,
    id,
    async download(options = {}) {
      const call: Call = { ...options, method: 'GET', url: await address(content, options) }
      let answer = await send(call)
      const { start, size, body, response } = answer
      if (!body || !(start || size)) return null
      const sniffedType = sniff(start as string)

      const read: PictureContent['read'] = async (take) => {
        for (;;) {
          try {
            return await take(answer.body as ByteStream)
          } catch (error) {
            // What `take` throws is no concern of ours.
            const wait = error instanceof BusinessCentralError ? mayRepeat(error, call) : undefined
            if (wait === undefined) throw error
            answer = await send(call, wait)
            // The picture was removed meanwhile.
            if (!answer.body) throw error
          }
        }
      }
      const bytes = () => read(collect)
      return {
        contentType: response.headers.get('content-type') ?? '',
        sniffedType,
        size,
        body,
        read,
        bytes,
        blob: async () => new Blob([await bytes()], { type: sniffedType ?? '' }),
      }
    },
    async info(options = {}) {
      const call = { ...options, method: 'GET', url: await address('/picture', options), json: true }
      return toInfo((await send(call)).data, id, call)
    },
    async upload(body, { ifMatch = '*', anyFormat, size, ...options } = {}) {
      const headers = { ...match(ifMatch), 'content-type': 'application/octet-stream' }
      const source = await toSource(body, options.signal, size, (start) => {
        if (!start) return 'The picture is empty: pass one with bytes, or use delete().'
        if (anyFormat || sniff(start)) return
        return `The picture begins with ${JSON.stringify(start)}, as no image does: pass one, or anyFormat.`
      })
      try {
        await send({ ...options, method: 'PATCH', url: await address(content, options), headers, source })
      } finally {
        source.close()
      }
    },
    async delete({ ifMatch, ...options } = {}) {
      const headers = match(ifMatch)
      await send({ ...options, method: 'DELETE', url: await address(picture, options), headers })
    },
  }
}

function match(etag?: string): Record<string, string> {
  if (etag === undefined) return {}
  if (/^(\*|(W\/)?"[!#-~]*")$/.test(etag)) return { 'if-match': etag }
  throw new TypeError(`ifMatch ${etag} is no etag: pass that of info(), quotes included, or "*".`)
}
