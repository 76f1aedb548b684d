import { fail, show } from '../check.ts'
import type { BinaryBody } from './binary-body.ts'

/** Bytes. (Named by a function of the library, since TypeScript before 5.7 has no type parameter for them.) */
export type Bytes = ReturnType<typeof Uint8Array.of>
/** Bytes, as they come. */
export type ByteStream = ReadableStream<Bytes>
/** Reads bytes as they come. */
export type ByteReader = ReadableStreamDefaultReader<Bytes>

/** Is told what happens to a stream. */
export interface Watcher {
  /** Bytes are asked for. */
  waiting?(): void
  /** These have come. What it throws goes to `failed`. */
  passed?(bytes: Bytes): void
  /** All have come. What it throws goes to `failed`. */
  ended?(): void
  /** Something failed. Gives the error that the stream fails with. */
  failed?(error: unknown): unknown
  /** Nobody takes the bytes, and the buffer is full. */
  idle?(): void
  /** The stream was cancelled. */
  cancelled?(): void
}

/** How many bytes a stream keeps ready, which most pictures are smaller than. */
const BUFFER = 1_000_000
/** How many bytes are handed on at once: Bytes and Blobs come in one piece, whose way could not be seen. */
const PIECE = 100_000

/** A stream of the bytes that were already read from a reader, and then of the rest, under the eyes of a watcher. */
export function watch(reader: ByteReader, head: Bytes[], watcher: Watcher = {}): ByteStream {
  let cancelled = false
  return new ReadableStream<Bytes>(
    {
      async pull(controller) {
        try {
          watcher.waiting?.()
          const value = head.shift() ?? (await next(reader))
          // Then the reader only seems to have come to its end.
          if (cancelled) return
          if (!value) {
            watcher.ended?.()
            return controller.close()
          }
          const piece = value.subarray(0, PIECE)
          if (value.length > PIECE) head.unshift(value.subarray(PIECE))
          watcher.passed?.(piece)
          controller.enqueue(piece)
          if ((controller.desiredSize as number) <= 0) watcher.idle?.()
        } catch (error) {
          void release(reader)
          throw watcher.failed?.(error) ?? error
        }
      },
      cancel(reason) {
        cancelled = true
        watcher.cancelled?.()
        return release(reader, reason)
      },
    },
    { highWaterMark: BUFFER, size: (chunk) => chunk.length },
  )
}

/** The next piece; undefined at the end. */
export async function next(reader: ByteReader): Promise<Bytes | undefined> {
  const { value, done } = await reader.read()
  return done ? undefined : requireBytes(value)
}

/** @throws TypeError for a piece of a stream that is no bytes. */
const requireBytes = (piece: unknown): Bytes =>
  // By its form, so that bytes of another realm, such as that of a test, are known, too.
  ArrayBuffer.isView(piece) && (piece as Bytes).BYTES_PER_ELEMENT === 1
    ? (piece as Bytes)
    : fail(`The stream gave ${show(piece)}: pass one of Uint8Array.`)

/** Cancels a reader. One that has failed refuses that, which is nobody's concern. */
export const release = async (reader: ByteReader | undefined, reason?: unknown): Promise<void> =>
  reader?.cancel(reason).catch(() => {})

/** How many bytes tell an image's format. */
const HEAD = 12

/** Reads until an image's format can be told, or to the end. */
export async function readHead(reader: ByteReader): Promise<Bytes[]> {
  const head: Bytes[] = []
  while (startOf(head).length < HEAD) {
    const value = await next(reader)
    if (!value) break
    head.push(value)
  }
  return head
}

/** The first bytes, as characters. */
export const startOf = (head: Uint8Array[]): string =>
  head.map((chunk) => String.fromCharCode(...chunk.subarray(0, HEAD))).join('')

/** Without a state of its own, since it is given whole texts only. */
const decoder = new TextDecoder()

/** All of a text, under the eyes of a watcher. Reads no further when that throws. */
export async function readText(reader: ByteReader, { waiting, passed }: Watcher): Promise<string> {
  const pieces: Bytes[] = []
  try {
    for (;;) {
      waiting?.()
      const { value, done } = await reader.read()
      if (done) break
      passed?.(requireBytes(value))
      pieces.push(value)
    }
  } catch (error) {
    void release(reader)
    throw error
  }
  // Most texts come in one piece.
  if (!pieces[1]) return decoder.decode(pieces[0])
  // Not through a Blob: it keeps two more copies of a long list than this, until the garbage collector runs.
  const all = new Uint8Array(pieces.reduce((size, piece) => size + piece.length, 0))
  let at = 0
  for (const piece of pieces.splice(0)) {
    all.set(piece, at)
    at += piece.length
  }
  return decoder.decode(all)
}

/**
 * All bytes, as a Blob. Rejects with a stream's own error, which browsers keep to themselves when a Response is made of
 * it, or with the signal's reason.
 */
export async function toBlob(bytes: BinaryBody, signal?: AbortSignal): Promise<Blob> {
  if (bytes instanceof Blob) return bytes
  const pieces: BlobPart[] = []
  if (bytes instanceof ReadableStream) {
    const write = (piece: unknown) => void pieces.push(requireBytes(piece))
    await bytes.pipeTo(new WritableStream({ write }), { signal: signal as AbortSignal })
  } else pieces.push(bytes as BlobPart)
  return new Blob(pieces)
}

/** All bytes of a stream or a Blob. */
export const collect = async (bytes: ByteStream | Blob): Promise<Bytes> =>
  new Uint8Array(await (await toBlob(bytes)).arrayBuffer())
