import { type BinaryBody, requireBinary } from './binary-body.ts'
import { abortable } from './clock.ts'
import { type ByteReader, type ByteStream, readHead, startOf, tap, toBlob } from './streams.ts'

/** Opens the bytes anew each time it is called, so that an upload can be sent again. */
export type OpenStream = () => BinaryBody | Promise<BinaryBody>

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
   * where they come from, and throws it. `visible` makes a stream of what is none, so that all of them go through one.
   */
  open(
    pass?: (length?: number) => void,
    fail?: (error: unknown) => never,
    visible?: unknown,
  ): Promise<Blob | ByteStream>
  /** Lets go of the stream that was opened last. */
  close(): unknown
}

/**
 * Gets bytes ready to be sent.
 *
 * @param signal ends the wait for the first bytes.
 * @param size how many bytes a stream will give, if that is known.
 * @param check says what is wrong with the first bytes, given as characters, before anything is sent.
 */
export async function toSource(
  body: UploadBody,
  signal?: AbortSignal,
  size?: number,
  check?: (start: string) => string | undefined,
): Promise<Source> {
  // Browsers send a stream over HTTP/2 only, and some not at all: there the bytes are collected first.
  const inBrowser = /^Mozilla/.test(globalThis.navigator?.userAgent)
  let blob: Blob | undefined
  let reader!: ByteReader
  const close = () => reader?.cancel().catch(() => {})
  const read = async () => {
    const bytes = blob ?? requireBinary(typeof body === 'function' ? await body() : body)
    if (inBrowser || !(bytes instanceof ReadableStream)) blob = await toBlob(bytes, signal)
    reader = (blob?.stream() ?? (bytes as ReadableStream)).getReader() as ByteReader
    return abortable<Uint8Array<ArrayBuffer>[]>(signal, (resolve, reject) => {
      readHead(reader).then(resolve, reject)
    })
  }
  let head: Uint8Array<ArrayBuffer>[] | undefined
  try {
    head = await read()
    const wrong = check?.(startOf(head))
    if (wrong) throw new TypeError(wrong)
  } catch (error) {
    close()
    throw error
  }
  const source: Source = {
    size: blob ? blob.size : size,
    close,
    async open(pass, fail, visible) {
      if (blob && (inBrowser || !visible)) return blob
      source.spent = body instanceof ReadableStream
      const start = head ?? (await read().catch(fail))
      head = undefined
      return tap(reader, start, fail, pass)
    },
  }
  return source
}
