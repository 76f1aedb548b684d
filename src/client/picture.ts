import { formatOf, wrongImage } from './bytes/image-format.ts'
import { type UploadBody, withSource } from './bytes/source.ts'
import { type ByteStream, type Bytes, collect, readerOf } from './bytes/streams.ts'
import { callback, fail, flag, optionsWith, textLike, wholeNumber } from './check.ts'
import { CALL_CHECKS, checkCall } from './check-options.ts'
import type { CallOptions, Progress } from './options.ts'
import { type PictureInfo, toInfo } from './picture-info.ts'
import type { Answer, SendTo } from './request/call.ts'
import type { Profile } from './versions.ts'

/** A picture on its way. Its bytes can be read once: through `body`, `bytes()`, `blob()` or `read()`. */
export interface PictureContent {
  /** As the server has it, often `application/octet-stream`. */
  contentType: string
  /** What the bytes themselves show: `image/png`, `image/jpeg`, `image/gif`, `image/bmp` or `image/webp`. */
  sniffedType: string | undefined
  /** In bytes, where the server tells it beforehand. */
  size: number | undefined
  /** Fails where the connection ends early or bytes are missing. */
  body: ByteStream
  /** All bytes. Where the connection breaks, they are fetched anew. */
  bytes(): Promise<Bytes>
  /** All bytes, typed by what they show. Where the connection breaks, they are fetched anew. */
  blob(): Promise<Blob>
  /** Hands the bytes to `take`, and where the connection breaks, again from the first byte: `take` has to start over. */
  read<T>(take: (body: ByteStream) => Promise<T>): Promise<T>
}

/** What a download takes. */
export interface DownloadOptions extends CallOptions {
  onProgress?: ((progress: Progress) => void) | undefined
}

/** What an upload takes. */
export interface UploadOptions extends CallOptions {
  /** The etag that the picture must still have, or `*`, the default, for any. */
  ifMatch?: string | undefined
  /** Tells how many bytes have been handed over to the network. In browsers, which do not tell, only at the end. */
  onProgress?: ((progress: Progress) => void) | undefined
  /** Uploads what is not known to be an image, too. The server stores it as it comes. Default false. */
  anyFormat?: boolean | undefined
  /** How many bytes there are. Of a stream the server learns the length beforehand then. Another length is a TypeError. */
  size?: number | undefined
}

/** What a removal takes. */
export interface DeleteOptions extends CallOptions {
  /** The etag that the picture must still have. Default: none, which the server takes for any. */
  ifMatch?: string | undefined
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

const etag = textLike(/^(\*|(W\/)?"[!#-~]*")$/, 'an etag of info(), quotes included, or "*"')

const checkDownload = optionsWith<DownloadOptions>({ ...CALL_CHECKS, onProgress: callback })
const checkDelete = optionsWith<DeleteOptions>({ ...CALL_CHECKS, ifMatch: etag })
const checkUpload = optionsWith<UploadOptions>({
  ...CALL_CHECKS,
  onProgress: callback,
  ifMatch: etag,
  anyFormat: flag,
  size: wholeNumber(0),
})

/**
 * Makes the handle of a picture.
 *
 * @param send sends calls to what is below the entity.
 */
export function createPicture(parent: string, id: string, profile: Profile, send: SendTo): Picture {
  const picture = profile.picture(id)
  const content = picture + profile.content

  return {
    parent,
    id,
    async info(options = {}) {
      checkCall('info()', options)
      const { data, call } = await send('/picture', { ...options, method: 'GET', as: 'json' })
      return toInfo(data, id, call)
    },
    async download(options = {}) {
      checkDownload('download()', options)
      return toContent(await send(content, { ...options, method: 'GET', as: 'picture' }))
    },
    async upload(body, options = {}) {
      checkUpload('upload()', options)
      const { ifMatch = '*', anyFormat, size, ...rest } = options
      const headers = { 'if-match': ifMatch, 'content-type': 'application/octet-stream' }
      const check = (start: string) => wrongImage(start, anyFormat)
      await withSource(body, { signal: rest.signal, size, check }, (source) =>
        send(content, { ...rest, method: 'PATCH', as: 'nothing', headers, source }),
      )
    },
    async delete(options = {}) {
      checkDelete('delete()', options)
      const { ifMatch, ...rest } = options
      const headers = ifMatch ? { 'if-match': ifMatch } : {}
      await send(picture, { ...rest, method: 'DELETE', as: 'nothing', headers })
    },
  }
}

function toContent(answer: Answer): PictureContent | null {
  const { body, start = '', size, response } = answer
  if (!body) return null
  const sniffedType = formatOf(start)?.type

  let last = answer
  let taken = false
  async function read<T>(take: (body: ByteStream) => Promise<T>): Promise<T> {
    if (taken || body?.locked) fail('This download has been read: keep its bytes, or call download() again.')
    taken = true
    for (;;) {
      try {
        return await take(last.body as ByteStream)
      } catch (error) {
        // What `take` throws itself is thrown again.
        last = (await last.again?.(error)) ?? last
        // The picture was removed meanwhile.
        if (!last.body) throw error
      }
    }
  }
  const bytes = () => read((stream) => collect(readerOf(stream).next))
  return {
    contentType: response.headers.get('content-type') ?? '',
    sniffedType,
    size,
    body,
    read,
    bytes,
    blob: async () => new Blob([await bytes()], { type: sniffedType ?? '' }),
  }
}
