import { requireEntity } from '../../api/pictures.ts'
import { type ByteStream, byteStream } from '../../byte-stream.ts'
import { routeNotFound } from '../../errors.ts'
import type { EntityKey } from '../../model.ts'
import type { EmulatorRequest, Reply } from '../../request-reply.ts'
import type { Store } from '../../storage/store.ts'

/** The formats that a browser may draw: what their bytes begin with. Anything else is only ever saved to a file. */
const signatures: Readonly<Record<string, string>> = {
  '\x89PNG\r\n\x1a\n': 'image/png',
  '\xff\xd8\xff': 'image/jpeg',
  GIF87a: 'image/gif',
  GIF89a: 'image/gif',
  BM: 'image/bmp',
}

/**
 * One image of an entity's media set, byte for byte. The type is read from the bytes, never taken from what the web API
 * reports, and what is none of the four formats goes out as a file to save: an uploaded SVG or HTML page cannot run.
 * @throws ServiceError 404 when the media set holds no such image
 */
export async function readImage(
  store: Store,
  key: EntityKey,
  sha256: string,
  { headers, url }: EmulatorRequest,
): Promise<Reply> {
  const media = (await requireEntity(store, key)).media.find(({ content }) => content.sha256 === sha256)
  if (media === undefined) throw routeNotFound(url.path)
  const etag = `"${sha256}"`
  // The address names the bytes, so they cannot change under it.
  const lasting = { ETag: etag, 'Cache-Control': 'private, max-age=31536000, immutable' }
  if (headers['if-none-match'] === etag) return { status: 304, headers: lasting }
  const { type, body } = await sniff(await store.readContent(media.content))
  const contentHeaders = {
    ...lasting,
    'Content-Type': type ?? 'application/octet-stream',
    'Content-Length': String(media.content.size),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    ...(type === undefined ? { 'Content-Disposition': 'attachment' } : {}),
  }
  return { status: 200, headers: contentHeaders, body }
}

/** Looks at the first bytes of a stream. Returns a stream that begins with them again. */
async function sniff(stream: ByteStream): Promise<{ readonly type: string | undefined; readonly body: ByteStream }> {
  const pieces = stream[Symbol.asyncIterator]()
  const first = await pieces.next()
  if (first.done) return { type: undefined, body: stream }
  const start = String.fromCharCode(...first.value.subarray(0, 8))
  const type = Object.entries(signatures).find(([signature]) => start.startsWith(signature))?.[1]
  return { type, body: byteStream(again(first.value, pieces), () => stream.destroy()) }
}

async function* again(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first
  yield* { [Symbol.asyncIterator]: () => rest }
}
