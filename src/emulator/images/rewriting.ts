import type { Sink } from './blocks.ts'
import type { Scanner, Step } from './scanner.ts'

/** What a rewriter of one format works with. */
export interface Rewriting {
  readonly scanner: Scanner
  readonly out: Sink
  /** Tells width and height as the header of the image has them. */
  readonly measured: (width: number, height: number) => void
  /**
   * 0: the form that stays the same on every further pass. Any other number is noted in the image, so that each gives
   * other bytes of the same image, for a server whose encoding differs each time.
   */
  readonly variant: number
}

/**
 * Reads an image and writes it again, pixels untouched. What comes after its end is not part of the image and goes. From
 * a damage that hides where the next part begins, everything is written as it came.
 */
export type Rewriter = (rewriting: Rewriting) => Step<void>

/** Hands the rest of a stream on as it is. */
export function* copyRest({ scanner, out }: Rewriting): Step<void> {
  yield* scanner.each(Number.POSITIVE_INFINITY, (part) => out.write(part))
}

/** Bytes as text of one character each. */
export function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

/** The bytes of text whose characters are below 256. */
export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

/** A view for reading and writing numbers within bytes. */
export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}
