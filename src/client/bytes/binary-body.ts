import { show } from '../check.ts'

/** What may be sent as a picture's bytes. A stream is read once and cannot be sent again. */
export type BinaryBody = Blob | ArrayBuffer | ArrayBufferView | ReadableStream<Uint8Array>

/**
 * Gives back what can be sent as a picture's bytes without being changed on the way.
 * @throws TypeError for anything else.
 */
export function requireBinary(body: unknown): BinaryBody {
  if (ArrayBuffer.isView(body) || [Blob, ArrayBuffer, ReadableStream].some((Kind) => body instanceof Kind)) {
    return body as BinaryBody
  }
  const remedy = typeof body === 'string' ? ': for a file, use uploadFrom() of bc-pictures/node' : ''
  throw new TypeError(`A picture must be a Blob, an ArrayBuffer, a view or a stream, not ${show(body)}${remedy}.`)
}
