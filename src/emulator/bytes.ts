/*
 * What Node's Buffer does, but with APIs that every runtime has: the emulator also runs in browsers.
 */

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Text as UTF-8. */
export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text)
}

/** UTF-8 as text; what is no UTF-8 becomes U+FFFD. */
export function textOf(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

/** All pieces in one. */
export function concat(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let offset = 0
  for (const piece of pieces) {
    whole.set(piece, offset)
    offset += piece.length
  }
  return whole
}

/** More arguments at once would be too many for a call. */
const charactersAtOnce = 0x8000

/** Bytes in base64, with padding. */
export function base64(bytes: Uint8Array): string {
  let text = ''
  for (let start = 0; start < bytes.length; start += charactersAtOnce) {
    text += String.fromCharCode(...bytes.subarray(start, start + charactersAtOnce))
  }
  return btoa(text)
}

/** Bytes in the URL's form of base64, without padding. */
export function base64Url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The bytes that base64 stands for; undefined where the text is no base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  let characters: string
  try {
    characters = atob(text)
  } catch {
    return undefined
  }
  // A loop: Uint8Array.from takes ten times as long, and the pictures of the demo company are many characters.
  const bytes = new Uint8Array(characters.length)
  for (let index = 0; index < bytes.length; index++) bytes[index] = characters.charCodeAt(index)
  return bytes
}

/**
 * Reads a body that has to be short.
 * @param limit the most bytes to read
 * @param tooLong makes what is thrown beyond that
 */
export async function readShort(
  source: AsyncIterable<Uint8Array>,
  limit: number,
  tooLong: () => Error,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of source) {
    size += piece.length
    if (size > limit) throw tooLong()
    pieces.push(piece)
  }
  return concat(pieces)
}
