import { abortable } from '../abortable.ts'
import { fail } from '../check.ts'
import { inBrowser } from '../platform.ts'
import { type BinaryBody, requireBinary } from './binary-body.ts'
import { type ByteReader, type Next, readAll, readerOf } from './streams.ts'

/** Opens the bytes anew each time it is called, so that an upload can be sent again. */
export type OpenStream = () => BinaryBody | Promise<BinaryBody>

/** What an upload takes. A ReadableStream can be sent only once; everything else is sent again when it has to be. */
export type UploadBody = BinaryBody | OpenStream

/** The bytes of an upload. */
export interface Source {
  /** How many, if that is known. */
  size: number | undefined
  /** All of them, unless they come as a stream. */
  blob: Blob | undefined
  /** Whether the bytes were read and cannot be had a second time. */
  spent: boolean
  /** Begins to read, from the first byte on. */
  read(): Promise<Next>
  /** Lets go of the stream that was opened last. */
  close(): void
}

/** What {@link toSource} may be told. */
export interface SourceOptions {
  /** Ends the wait for the first bytes. */
  signal?: AbortSignal | undefined
  /** How many bytes a stream will give, if that is known. */
  size?: number | undefined
  /** Says what is wrong with the first bytes, given as characters, before anything is sent. */
  check?(start: string): string | undefined
}

/** Gets bytes ready to be sent. */
export async function toSource(body: UploadBody, { signal, size, check }: SourceOptions): Promise<Source> {
  let blob: Blob | undefined
  let reader: ByteReader | undefined
  let isFresh = true

  const close = () => reader?.close()
  async function open(): Promise<string> {
    const bytes = blob ?? requireBinary(typeof body === 'function' ? await body() : body)
    if (bytes instanceof ReadableStream) {
      reader = readerOf(bytes)
      // A function may give its stream after the call was given up.
      if (signal?.aborted) close()
      // Browsers send a stream over HTTP/2 only, and some not at all: there the bytes are collected first.
      if (inBrowser()) blob = new Blob(await readAll(reader.next))
    } else blob = new Blob([bytes as BlobPart])
    if (blob) reader = readerOf(blob.stream())
    return (reader as ByteReader).start()
  }

  const opening = open()
  try {
    const start = await abortable<string>(signal, (resolve, reject) => void opening.then(resolve, reject))
    const wrong = check?.(start)
    if (wrong) fail(wrong)
  } catch (error) {
    close()
    // Nobody waits for it any more.
    opening.catch(() => {})
    throw error
  }
  const source: Source = {
    size: blob ? blob.size : size,
    blob,
    spent: false,
    close,
    async read() {
      source.spent = !blob && body instanceof ReadableStream
      if (!isFresh) await open()
      isFresh = false
      return (reader as ByteReader).next
    },
  }
  return source
}
