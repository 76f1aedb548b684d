import { must } from '../check.ts'

/** Bytes. (Named by a function of the library, since TypeScript before 5.7 has no type parameter for them.) */
export type Bytes = ReturnType<typeof Uint8Array.of>
/** Bytes, as they come. */
export type ByteStream = ReadableStream<Bytes>

/** Gives the next bytes; undefined at the end. */
export type Next = () => Promise<Bytes | undefined>

/** Reads a stream piece by piece. */
export interface ByteReader {
  next: Next
  /** The first twelve bytes, as characters, or fewer at the end. `next` still gives them. */
  start(): Promise<string>
  /** Cancels what was not read. A stream that has failed refuses that, which is nobody's concern. */
  close(): void
}

/** How many bytes tell an image's format. */
const HEAD = 12

/** Bytes as characters. */
export const characters = (bytes: Uint8Array): string => String.fromCharCode(...bytes)

const checkBytes = must(
  // By its form, so that bytes of another realm, such as that of a test, are known, too.
  (piece) => ArrayBuffer.isView(piece) && (piece as Bytes).BYTES_PER_ELEMENT === 1,
  'a Uint8Array',
)

/**
 * Makes a reader of a stream; of null, one that has nothing to read.
 *
 * @param explain makes a better error of what the stream fails with.
 */
export function readerOf(stream: ReadableStream | null, explain = (error: unknown): unknown => error): ByteReader {
  // Bytes and Blobs come in one piece, whose way could not be seen.
  const PIECE = 100_000
  const reader = stream?.getReader()
  const ahead: Bytes[] = []

  async function next(): Promise<Bytes | undefined> {
    let bytes = ahead.shift()
    if (!bytes) {
      if (!reader) return
      let read: ReadableStreamReadResult<unknown>
      try {
        read = await reader.read()
      } catch (error) {
        throw explain(error)
      }
      if (read.done) return
      checkBytes('Each piece of a stream', read.value)
      bytes = read.value as Bytes
    }
    if (bytes.length <= PIECE) return bytes
    ahead.unshift(bytes.subarray(PIECE))
    return bytes.subarray(0, PIECE)
  }

  return {
    next,
    async start() {
      const head: Bytes[] = []
      let start = ''
      while (start.length < HEAD) {
        const bytes = await next()
        if (!bytes) break
        head.push(bytes)
        start += characters(bytes.subarray(0, HEAD))
      }
      ahead.unshift(...head)
      return start
    },
    close: () => void reader?.cancel().catch(() => {}),
  }
}

/** What happens to a stream. */
export interface StreamEvents {
  /** Something failed. Gives the error that the stream fails with. */
  fail(error: unknown): unknown
  /** The stream was cancelled. */
  cancel(reason: unknown): void
  /** Nobody takes the bytes, and the buffer is full. */
  idle?(): void
}

/** Makes a stream of what `next` gives. */
export function toStream(next: Next, { fail, cancel, idle }: StreamEvents): ByteStream {
  // Most pictures are smaller.
  const BUFFER = 1_000_000
  let cancelled = false
  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        try {
          const bytes = await next()
          if (bytes) controller.enqueue(bytes)
          else controller.close()
          if ((controller.desiredSize as number) <= 0) idle?.()
        } catch (error) {
          // A reader that is cancelled meanwhile only seems to have come to its end.
          throw cancelled ? error : fail(error)
        }
      },
      cancel(reason) {
        cancelled = true
        cancel(reason)
      },
    },
    { highWaterMark: BUFFER, size: ({ length }) => length },
  )
}

/** All that `next` gives. */
export async function readAll(next: Next): Promise<Bytes[]> {
  const pieces: Bytes[] = []
  for (let bytes = await next(); bytes; bytes = await next()) pieces.push(bytes)
  return pieces
}

/** Puts pieces together. (A Blob would keep more copies, until the garbage collector runs.) */
function join(pieces: Bytes[]): Bytes {
  const all = new Uint8Array(pieces.reduce((size, { length }) => size + length, 0))
  let at = 0
  for (const piece of pieces.splice(0)) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

/** All that `next` gives, in one piece. */
export const collect = async (next: Next): Promise<Bytes> => join(await readAll(next))

/** Without a state of its own, since it is given whole texts only. */
const decoder = new TextDecoder()

/** Pieces as text. */
export const toText = (pieces: Bytes[]): string =>
  // Most texts come in one piece.
  decoder.decode(pieces[1] ? join(pieces) : pieces[0])
