import { type BinaryBody, requireBinary } from './binary-body.ts'
import { abortable } from './clock.ts'
import { type ByteReader, type ByteStream, readHead, startOf, tap, toBlob } from './streams.ts'

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
  /**
   * The bytes, from the first one on. `pass` is told of those that go out through a stream, `fail` of what goes wrong
   * where they come from, and throws it.
   */
  open(pass?: (length?: number) => void, fail?: (error: unknown) => never): Promise<Blob | ByteStream>
  /** Lets go of a stream that was opened. */
  close(): unknown
}

/**
 * Gets bytes ready to be sent.
 *
 * @param signal ends the wait for the first bytes.
 * @param size how many bytes a stream will give, if that is known.
 * @param visible makes a stream of what is none, so that the way of its bytes can be seen.
 * @param check says what is wrong with the first bytes, given as characters, before anything is sent.
 */
export async function toSource(
  body: UploadBody,
  signal?: AbortSignal,
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
    const bytes = opener ? await toBlob(await opener(), signal) : requireBinary(body)
    const whole = bytes instanceof Blob ? bytes : new Blob([bytes as BlobPart])
    if (!visible || inBrowser) blob = whole
    opener = () => whole.stream()
    size = whole.size
  }

  let reader!: ByteReader
  const close = () => reader.cancel().catch(() => {})
  const read = async () => {
    reader = (await opener()).getReader() as ByteReader
    return abortable<Uint8Array<ArrayBuffer>[]>(signal, (resolve, reject) => {
      readHead(reader).then(resolve, reject)
    }).catch((error) => {
      close()
      throw error
    })
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
    async open(pass, fail) {
      if (blob) return blob
      source.spent = once
      const start = head ?? (await read().catch(fail))
      head = undefined
      return tap(reader, start, fail, pass)
    },
  }
  return source
}
