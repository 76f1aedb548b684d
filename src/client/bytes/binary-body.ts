import { must } from '../check.ts'

/** What may be sent as a picture's bytes. A stream is read once and cannot be sent again. */
export type BinaryBody = Blob | ArrayBuffer | ArrayBufferView | ReadableStream<Uint8Array>

/**
 * Gives back what can be sent as a picture's bytes without being changed on the way.
 * @throws TypeError for anything else.
 */
export function requireBinary(body: unknown): BinaryBody {
  checkBinary('A picture', body)
  return body as BinaryBody
}

const checkBinary = must(
  (body) =>
    !(body as Partial<ReadableStream> | null)?.locked &&
    (ArrayBuffer.isView(body) || [Blob, ArrayBuffer, ReadableStream].some((Kind) => body instanceof Kind)),
  'a Blob, an ArrayBuffer, a Uint8Array or an unread ReadableStream (await a promise; use uploadFrom() for a file, Readable.toWeb() for a Node stream)',
)
