import { abortable } from '../abortable.ts'
import { inBrowser } from '../platform.ts'
import { type BinaryBody, requireBinary } from './binary-body.ts'
import {
  type ByteReader,
  type ByteStream,
  type Bytes,
  readHead,
  release,
  startOf,
  toBlob,
  type Watcher,
  watch,
} from './streams.ts'

/** Opens the bytes anew each time it is called, so that an upload can be sent again. */
export type OpenStream = () => BinaryBody | Promise<BinaryBody>

/** What an upload takes. A ReadableStream can be sent only once; everything else is sent again when it has to be. */
export type UploadBody = BinaryBody | OpenStream

/** The bytes of an upload. */
export interface Source {
  /** How many, if that is known. */
  size: number | undefined
  /** Whether the bytes were read and cannot be had a second time. */
  spent: boolean
  /**
   * The bytes, from the first one on, under the eyes of a watcher.
   *
   * @param visible makes a stream of what is none, so that the watcher sees it all.
   */
  open(watcher?: Watcher, visible?: boolean): Promise<Blob | ByteStream>
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

  const close = () => void release(reader)
  const read = async () => {
    const bytes = blob ?? requireBinary(typeof body === 'function' ? await body() : body)
    // Browsers send a stream over HTTP/2 only, and some not at all: there the bytes are collected first.
    if (inBrowser() || !(bytes instanceof ReadableStream)) blob = await toBlob(bytes, signal)
    const opened = (blob?.stream() ?? bytes) as ByteStream
    const mine = opened.getReader()
    reader = mine
    return abortable<Bytes[]>(signal, (resolve, reject) => void readHead(mine).then(resolve, reject))
  }

  let head: Bytes[] | undefined
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
    spent: false,
    close,
    async open(watcher, visible) {
      if (blob && (inBrowser() || !visible)) return blob
      source.spent = body instanceof ReadableStream
      try {
        const start = head ?? (await read())
        head = undefined
        return watch(reader as ByteReader, start, watcher)
      } catch (error) {
        throw watcher?.failed?.(error) ?? error
      }
    },
  }
  return source
}
