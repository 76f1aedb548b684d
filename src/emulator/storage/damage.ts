/** Stored bytes are not what was stored. The message is one sentence that names the file. */
export class DamagedContentError extends Error {
  override readonly name = 'DamagedContentError'
}

/** A row of the index is not what was written. The message is a part of a sentence that names the row. */
export class DamagedIndexError extends Error {
  override readonly name = 'DamagedIndexError'
}
