/** What may be sent as a picture's bytes. A stream is read once and cannot be sent again. */
export type BinaryBody = Blob | ArrayBuffer | ArrayBufferView | ReadableStream<Uint8Array>

/** Whether a value can be sent as a picture's bytes without being changed on the way. */
export function isBinaryBody(value: unknown): value is BinaryBody {
  return (
    value instanceof Blob ||
    value instanceof ArrayBuffer ||
    ArrayBuffer.isView(value) ||
    value instanceof ReadableStream
  )
}
