import type { StoredContent } from '../model.ts'
import { DamagedContentError } from './damage.ts'
import type { Hash } from './store.ts'

/**
 * Passes the pieces of a content on, and holds the last one back until the length and hash of all of them are checked:
 * nobody receives a damaged content as if it were complete.
 * @param file names the content in the error
 * @throws DamagedContentError in place of the last piece
 */
export async function* verified(
  pieces: AsyncIterable<Uint8Array>,
  { sha256, size }: StoredContent,
  hash: Hash,
  file: string,
): AsyncGenerator<Uint8Array> {
  let held: Uint8Array | undefined
  let length = 0
  for await (const piece of pieces) {
    hash.update(piece)
    length += piece.length
    if (held !== undefined) yield held
    held = piece
  }
  if (length !== size) throw new DamagedContentError(`${file} is damaged: it has ${length} bytes instead of ${size}.`)
  if (hash.hex() !== sha256) throw new DamagedContentError(`${file} is damaged: its SHA-256 is not that of its name.`)
  if (held !== undefined) yield held
}
