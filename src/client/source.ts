import { type BinaryBody, requireBinary } from './binary-body.ts'
import { type ByteReader, type ByteStream, readHead, startOf, tap } from './streams.ts'

/** Opens the bytes anew each time it is called, so that an upload can be sent again. */
export type OpenStream = () => ReadableStream<Uint8Array> | Promise<ReadableStream<Uint8Array>>

/** What an upload takes. A ReadableStream can be sent only once; everything else is sent again when it has to be. */
export type UploadBody = BinaryBody | OpenStream

/** The bytes of an upload. */
export interface Source {
  /** How many, if that is known. */
  size: number | undefined
  /** Whether the bytes were read and cannot be had a second time. */
  spent?: boolean
  /** What went wrong where the bytes come from. */
  fault?: unknown
  /** The bytes, from the first one on. `pass` is told of those that go out through a stream. */
  open(pass?: (length?: number) => void): Promise<Blob | ByteStream>
  /** Lets go of a stream that was opened. */
  close(): unknown
}

/**
 * Gets bytes ready to be sent.
 *
 * @param size how many bytes a stream will give, if that is known.
 * @param visible makes a stream of what is none, so that the way of its bytes can be seen.
 * @param check says what is wrong with the first bytes, given as characters, before anything is sent.
 */
export async function toSource(
  body: UploadBody,
  size?: number,
  visible?: unknown,
  check?: (start: string) => string | undefined,
): Promise<Source> {
  const once = body instanceof ReadableStream
  let opener = once ? () => body : typeof body === 'function' && body
  let blob: Blob | undefined
  // Browsers send a stream over HTTP/2 only, and some not at all: there the bytes are collected first.
  const inBrowser = /^Mozilla/.test(globalThis.navigator?.userAgent)
  if (!opener || inBrowser) {
    const bytes = opener ? await new Response(await opener()).blob() : requireBinary(body)
    const whole = bytes instanceof Blob ? bytes : new Blob([bytes as BlobPart])
    if (!visible || inBrowser) blob = whole
    opener = () => whole.stream()
    size = whole.size
  }

  let reader!: ByteReader
  const read = async () => {
    reader = (await opener()).getReader() as ByteReader
    return readHead(reader)
  }
  const close = () => reader.cancel().catch(() => {})
  const fail = (error: unknown) => {
    source.fault = error
    return error
  }
  let head: Uint8Array<ArrayBuffer>[] | undefined = await read()
  const wrong = check?.(startOf(head))
  if (wrong) {
    close()
    throw new TypeError(wrong)
  }
  const source: Source = {
    size,
    // What was not opened is still to be sent.
    close: () => head || close(),
    async open(pass) {
      if (blob) return blob
      source.spent = once
      const start =
        head ??
        (await read().catch((error) => {
          throw fail(error)
        }))
      head = undefined
      return tap(reader, start, fail, pass)
    },
  }
  return source
}
