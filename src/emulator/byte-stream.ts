/** Bytes in pieces, to be read once. The pieces belong to whoever reads them. Node's Readable is one of these. */
export interface ByteStream extends AsyncIterable<Uint8Array> {
  /** Gives up what was not read, so that no file stays open. */
  destroy(): unknown
}

/** A stream of what `source` yields. `destroy` has to be given where the source holds something open. */
export function byteStream(source: AsyncIterable<Uint8Array>, destroy: () => unknown = () => {}): ByteStream {
  return { [Symbol.asyncIterator]: () => source[Symbol.asyncIterator](), destroy }
}
