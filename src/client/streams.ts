import type { BinaryBody } from './binary-body.ts'

/** Bytes, as they come. */
export type ByteStream = ReadableStream<Uint8Array<ArrayBuffer>>
/** Reads bytes as they come. */
export type ByteReader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>

/**
 * A stream of the bytes that were already read from a reader, and then of the rest. It buffers 1 MB, which most
 * pictures are smaller than.
 *
 * @param fail gives, or throws, the stream's error for what went wrong.
 * @param pass is told 0 before bytes are asked for, then how many have come, and undefined at the end. What it throws
 * goes to `fail`.
 * @param idle is called when nobody takes the bytes, and the buffer is full.
 * @param gone is called when the stream is cancelled.
 */
export const tap = (
  reader: ByteReader,
  head: Uint8Array<ArrayBuffer>[],
  fail?: (error: unknown) => unknown,
  pass?: (length?: number) => void,
  idle?: () => void,
  gone?: () => void,
): ByteStream => {
  let cancelled: boolean | undefined
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        try {
          pass?.(0)
          let value = head.shift() ?? (await reader.read()).value
          // Then the reader only seems to have come to its end.
          if (cancelled) return
          if ((value?.length as number) > PIECE) {
            // Bytes and Blobs come in one piece, whose way could not be seen.
            head.unshift((value as Uint8Array<ArrayBuffer>).subarray(PIECE))
            value = value?.subarray(0, PIECE)
          }
          pass?.(value?.length)
          if (!value) return controller.close()
          controller.enqueue(value)
          if ((controller.desiredSize as number) <= 0) idle?.()
        } catch (error) {
          throw fail?.(error) ?? error
        }
      },
      cancel(reason) {
        cancelled = true
        gone?.()
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 1e6, size: (chunk) => chunk.length },
  )
}

/** Reads until an image's format can be told, or to the end. */
export async function readHead(reader: ByteReader): Promise<Uint8Array<ArrayBuffer>[]> {
  const head: Uint8Array<ArrayBuffer>[] = []
  while (startOf(head).length < 12) {
    const { value } = await reader.read()
    if (!value) break
    head.push(value)
  }
  return head
}

/** The first bytes, as characters. */
export const startOf = (head: Uint8Array[]): string =>
  head.map((chunk) => String.fromCharCode(...chunk.subarray(0, 12))).join('')

/** How many bytes are handed on at once. */
const PIECE = 1e5

const FORMATS: Record<string, string> = { '\x89': 'png', ÿ: 'jpeg', G: 'gif', B: 'bmp', R: 'webp' }

/** The media type that the first bytes show, or undefined. */
export const sniff = (start: string): string | undefined =>
  /^(\x89PNG|ÿØÿ|GIF8|BM|RIFF.{4}WEBP)/s.test(start) ? `image/${FORMATS[start[0] as string]}` : undefined

/**
 * All bytes, as a Blob. Rejects with a stream's own error, which browsers keep to themselves when a Response is made of
 * it, or with the signal's reason.
 */
export async function toBlob(bytes: BinaryBody, signal?: AbortSignal): Promise<Blob> {
  if (bytes instanceof Blob) return bytes
  const pieces: BlobPart[] = []
  const write = (piece: unknown) => void pieces.push(piece as BlobPart)
  if (bytes instanceof ReadableStream)
    await bytes.pipeTo(new WritableStream({ write }), { signal: signal as AbortSignal })
  else write(bytes)
  return new Blob(pieces)
}

/** All bytes of a stream or a Blob. */
export const collect = async (bytes: ByteStream | Blob): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await toBlob(bytes)).arrayBuffer())
