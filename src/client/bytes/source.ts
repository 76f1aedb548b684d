import { untilAborted } from '../abortable.ts'
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
  /** Whether they can be read only once. */
  once: boolean
  /** Begins to read, from the first byte on. */
  read(): Promise<Next>
  /** Lets go of the stream that was opened last. */
  close(): void
}

/** What {@link withSource} may be told. */
export interface SourceOptions {
  /** Ends the wait for the first bytes. */
  signal?: AbortSignal | undefined
  /** How many bytes there are to be, if that is known. */
  size?: number | undefined
  /** Says what is wrong with the first bytes, given as characters, before anything is sent. */
  check?(start: string): string | undefined
}

/** @throws TypeError where another size was promised. */
export function checkSize(promised: number | undefined, size: number): void {
  if (size !== (promised ?? size)) fail(`size is ${promised}, but ${size} bytes were given: pass their size, or none.`)
}

/** Gets bytes ready to be sent, has them sent, and lets go of them. */
export async function withSource<T>(
  body: UploadBody,
  { signal, size, check }: SourceOptions,
  send: (source: Source) => Promise<T>,
): Promise<T> {
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
    if (blob) {
      checkSize(size, blob.size)
      size = blob.size
      reader = readerOf(blob.stream())
    }
    return (reader as ByteReader).start()
  }

  try {
    const start = await untilAborted(signal, open())
    const wrong = check?.(start)
    if (wrong) fail(wrong)
    return await send({
      size,
      blob,
      once: !blob && body instanceof ReadableStream,
      close,
      async read() {
        if (!isFresh) await open()
        isFresh = false
        return (reader as ByteReader).next
      },
    })
  } finally {
    close()
  }
}
